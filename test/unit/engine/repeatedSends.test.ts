import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CaptureSends, type CaptureSendsContext } from '../../../src/engine/captureSends.ts';
import type { SendRequest } from '../../../src/engine/outgoingTemplate.ts';
import { InspectorError } from '../../../src/protocol/errors.ts';
import type { Outgoing } from '../../../src/protocol/outgoing.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { RunningCapture } from '../../support/runningCapture.ts';
import { waitFor } from '../../support/waitFor.ts';
import { hasCode } from '../../support/webSocketRuns.ts';
import { startWebSocketServer } from '../../support/webSocketServers.ts';

function text(value: string, part: Partial<SendRequest> = {}): SendRequest {
  return { outgoing: { kind: 'text', text: value }, hasVariables: true, readsEnvironment: true, ...part };
}

/** Sends that go nowhere, on a clock that the test moves. */
class SendsOfTest {
  readonly clock = new ManualClock(1_000);
  readonly delivered: string[] = [];
  readonly errors: string[] = [];
  isOpen = true;
  /** What a delivery waits for. */
  written: () => Promise<void> = () => Promise.resolve();
  readonly sends: CaptureSends;

  constructor(part: Partial<CaptureSendsContext> = {}) {
    this.sends = new CaptureSends({
      clock: this.clock,
      random: () => 0,
      isOpen: () => this.isOpen,
      deliver: async (outgoing: Outgoing) => {
        if (outgoing.kind === 'text') this.delivered.push(`${this.clock.nowMs()} ${outgoing.text}`);
        await this.written();
      },
      onError: (_, error) => this.errors.push(error.code),
      onChange: () => undefined,
      ...part,
    });
  }

  /** Moves on once the repetition sleeps until that moment. */
  async moveTo(atMs: number): Promise<void> {
    await waitFor(`a sleep until ${atMs}`, () => this.clock.alarmsMs.includes(atMs));
    this.clock.moveTo(atMs);
  }
}

describe('a message that is sent again and again', () => {
  it('is sent at once and at each tick, so often as asked, and has new values each time', async () => {
    const test = new SendsOfTest();
    await test.sends.repeat(text('n {{counter}}'), 100, 3);
    assert.deepEqual(test.sends.repeating, { intervalMs: 100, sent: 1, left: 2, skipped: 0 });
    await test.moveTo(1_100);
    await test.moveTo(1_200);
    await waitFor('its end', () => test.sends.repeating === null);
    assert.deepEqual(test.delivered, ['1000 n 1', '1100 n 2', '1200 n 3']);
  });

  it('does not drift where a timer is late, and makes up for no tick that has passed', async () => {
    const test = new SendsOfTest();
    await test.sends.repeat(text('x'), 100, null);
    await waitFor('a sleep', () => test.clock.alarmsMs.includes(1_100));
    test.clock.moveTo(1_130);
    await waitFor('a sleep to the next tick', () => test.clock.alarmsMs.includes(1_200));
    // Three ticks and a half: the one that is late is sent, three are gone.
    test.clock.moveTo(1_200);
    await waitFor('a sleep', () => test.clock.alarmsMs.includes(1_300));
    test.clock.moveTo(1_650);
    await test.moveTo(1_700);
    await waitFor('the send', () => test.delivered.at(-1) === '1700 x');
    assert.deepEqual(test.delivered, ['1000 x', '1130 x', '1200 x', '1650 x', '1650 x', '1700 x']);
    assert.equal(test.sends.repeating?.skipped, 2);
    test.sends.stopRepeat();
    assert.equal(test.sends.repeating, null);
  });

  it('never has two on the way: ticks beyond the next are skipped while one is being written', async () => {
    const test = new SendsOfTest();
    let write = (): void => undefined;
    await test.sends.repeat(text('x'), 100, null);
    test.written = () => new Promise((resolve) => (write = resolve));
    await test.moveTo(1_100);
    await waitFor('the second send', () => test.delivered.length === 2);
    test.clock.moveTo(1_480);
    assert.equal(test.delivered.length, 2);
    test.written = () => Promise.resolve();
    write();
    await test.moveTo(1_500);
    await waitFor('the tick', () => test.delivered.length === 4);
    assert.deepEqual(test.delivered, ['1000 x', '1100 x', '1480 x', '1500 x']);
    assert.equal(test.sends.repeating?.skipped, 2);
    test.sends.stopRepeat();
  });

  it('waits while the connection is made anew, and goes on by its own ticks', async () => {
    const test = new SendsOfTest();
    await test.sends.repeat(text('n {{counter}}'), 100, 2);
    test.isOpen = false;
    await test.moveTo(1_100);
    await test.moveTo(1_200);
    await waitFor('two skipped ticks', () => test.sends.repeating?.skipped === 2);
    test.isOpen = true;
    await test.moveTo(1_300);
    await waitFor('its end', () => test.sends.repeating === null);
    assert.deepEqual(test.delivered, ['1000 n 1', '1300 n 2']);
  });

  it('gives way to another one, and ends with its capture', async () => {
    const test = new SendsOfTest();
    await test.sends.repeat(text('one'), 100, null);
    await test.sends.repeat(text('two'), 50, null);
    assert.equal(test.sends.repeating?.intervalMs, 50);
    test.sends.end();
    assert.equal(test.sends.repeating, null);
    await test.sends.repeat(text('late'), 50, null);
    assert.equal(test.sends.repeating, null);
  });

  it('ends with an error that is none of the connection', async () => {
    const test = new SendsOfTest();
    await test.sends.repeat(text('x'), 100, null);
    test.written = () => Promise.reject(new InspectorError('invalid-option', 'gone', 'look'));
    await test.moveTo(1_100);
    await waitFor('its end', () => test.sends.repeating === null);
    assert.deepEqual(test.errors, ['invalid-option']);
  });

  it('is refused where it cannot be sent once', async () => {
    const test = new SendsOfTest();
    await assert.rejects(
      test.sends.repeat(text('{{name}}'), 100, null),
      hasCode('invalid-option', /column 1/),
    );
    const close: Outgoing = { kind: 'close', code: 1000, reason: '' };
    await assert.rejects(
      test.sends.repeat({ ...text(''), outgoing: close }, 100, null),
      hasCode('invalid-option'),
    );
    test.isOpen = false;
    await assert.rejects(test.sends.repeat(text('x'), 100, null), hasCode('not-open'));
    assert.equal(test.sends.repeating, null);
  });
});

describe('variables in what is sent', () => {
  it('are put in at each send, and counted for each capture', async () => {
    const test = new SendsOfTest();
    await test.sends.send(text('{{counter}} {{counter:10}}'));
    await test.sends.send(text('no counter'));
    await test.sends.send(text('{{counter}}'));
    await test.sends.send(text('{{counter}}', { hasVariables: false }));
    assert.deepEqual(test.delivered, ['1000 1 10', '1000 no counter', '1000 2', '1000 {{counter}}']);
    assert.equal(test.sends.counted, 2);
  });

  it('may be of the environment in a trusted workspace only', async () => {
    const test = new SendsOfTest();
    const [name, value] = Object.entries(process.env).find(([key]) => /^[A-Z]+$/.test(key)) ?? [];
    await test.sends.send(text(`{{env:${name}}}`));
    assert.deepEqual(test.delivered, [`1000 ${value}`]);
    await assert.rejects(
      test.sends.send(text(`{{env:${name}}}`, { readsEnvironment: false })),
      hasCode('invalid-option', /not trusted/),
    );
    await assert.rejects(
      test.sends.send(text('{{env:THERE_IS_NO_SUCH_VARIABLE}}')),
      hasCode('invalid-option', /not set/),
    );
  });
});

describe('a capture that repeats', () => {
  it('sends every tick to the server, and says in its summary that it does', async () => {
    const got: string[] = [];
    await using server = await startWebSocketServer((socket) => {
      socket.on('message', (data: Buffer) => got.push(data.toString()));
    });
    await using running = new RunningCapture({ method: 'websocket', url: server.url });
    const { capture } = running;
    await waitFor('it to be open', () => capture.summary().state === 'open');
    await capture.sends.repeat(text('{{counter}}'), 1, 20);
    await waitFor('all', () => got.length === 20);
    assert.deepEqual(
      got,
      Array.from({ length: 20 }, (_, index) => String(index + 1)),
    );
    await waitFor('its end', () => capture.summary().repeating === null);
    await capture.sends.repeat(text('again'), 5, null);
    assert.equal(capture.summary().repeating?.left, null);
    await capture.stop('user');
    assert.equal(capture.summary().repeating, null);
  });
});
