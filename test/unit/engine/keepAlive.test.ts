import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { KeepAlive, MIN_PONG_WAIT_MS } from '../../../src/engine/websocket/keepAlive.ts';

/** A keep-alive whose time passes as the test says, and what it did. */
class TimedKeepAlive {
  readonly pings: string[] = [];
  readonly silences: number[] = [];
  readonly keepAlive: KeepAlive;
  readonly #intervalMs: number;
  #nowMs = 0;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
    this.keepAlive = new KeepAlive(
      intervalMs,
      (payload) => this.pings.push(Buffer.from(payload).toString()),
      (waitedMs) => this.silences.push(waitedMs),
      { nowMs: () => this.#nowMs },
    );
  }

  pass(intervals: number): void {
    for (let passed = 0; passed < intervals; passed += 1) {
      this.#nowMs += this.#intervalMs;
      mock.timers.tick(this.#intervalMs);
    }
  }
}

/** What was put off until the sockets were read is done after it. */
const afterReading = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('keeping a connection alive', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setInterval'] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  it('pings at the interval, and counts the pings', async () => {
    const timed = new TimedKeepAlive(20_000);
    for (const expected of ['1', '2', '3']) {
      timed.pass(1);
      assert.equal(timed.pings.at(-1), expected);
      timed.keepAlive.answered();
    }
    await afterReading();
    assert.deepEqual(timed.silences, []);
  });

  it('takes a ping without a pong until the next was due for silence', async () => {
    const timed = new TimedKeepAlive(20_000);
    timed.pass(2);
    await afterReading();
    assert.deepEqual([timed.pings, timed.silences], [['1'], [20_000]]);
    timed.pass(3);
    assert.deepEqual(timed.pings, ['1'], 'it goes on no more');
  });

  it('at a short interval gives a server that is far away its time, and pings on meanwhile', async () => {
    const timed = new TimedKeepAlive(100);
    timed.pass(MIN_PONG_WAIT_MS / 100);
    await afterReading();
    assert.deepEqual([timed.pings.length, timed.silences], [50, []]);
    timed.pass(1);
    await afterReading();
    assert.deepEqual([timed.pings.length, timed.silences], [50, [MIN_PONG_WAIT_MS]]);
  });

  it('reads what has arrived during a busy spell before it judges', async () => {
    const timed = new TimedKeepAlive(20_000);
    timed.pass(2);
    timed.keepAlive.answered();
    await afterReading();
    assert.deepEqual(timed.silences, []);
    timed.pass(1);
    assert.deepEqual(timed.pings, ['1', '2']);
  });

  it('says nothing once it was stopped', async () => {
    const timed = new TimedKeepAlive(20_000);
    timed.pass(2);
    timed.keepAlive.stop();
    await afterReading();
    assert.deepEqual(timed.silences, []);
  });
});
