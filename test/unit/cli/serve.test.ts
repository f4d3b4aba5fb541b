import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { SessionLog } from '../../../src/engine/sessionLog.ts';
import { serializeCaptures } from '../../../src/engine/restoredCaptures.ts';
import { type CaptureSummary, EMPTY_COUNTERS } from '../../../src/protocol/capture.ts';
import { completeFeed } from '../../../src/protocol/feed.ts';
import { CliRun, runCli } from '../../support/cliRun.ts';
import { summaryOf } from '../../support/captureSummaries.ts';
import { waitFor } from '../../support/waitFor.ts';

const SECOND_MS = 1_000;

interface Stats {
  readonly messages: number;
}

/** An event stream of three named events a second apart, and a WebSocket that brought bytes. */
function writeRecording(path: string): void {
  const counters = { ...EMPTY_COUNTERS, messages: { ...EMPTY_COUNTERS.messages, received: 3 } };
  const captures: CaptureSummary[] = [
    summaryOf({ captureId: 1, counters }),
    summaryOf({
      captureId: 2,
      counters,
      feed: completeFeed({ method: 'websocket', url: 'ws://localhost/' }),
    }),
    summaryOf({ captureId: 3 }),
  ];
  const log = SessionLog.record(path);
  for (const seq of [0, 1, 2]) {
    const atMs = seq * SECOND_MS;
    log.append(
      1,
      seq,
      atMs,
      'in',
      'message',
      Buffer.from(`{"n":${seq}}`),
      false,
      0,
      null,
      `tick${seq}`,
      null,
    );
    log.append(2, seq, atMs, 'in', 'message', Buffer.of(0xff, seq), true, 0, null, null, null);
  }
  log.flush(serializeCaptures(captures, 3 * SECOND_MS));
  log.close();
}

describe('serve as a mock server', () => {
  let folder = '';
  let recording = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
    recording = join(folder, 'feed.rtrec');
    writeRecording(recording);
    await writeFile(join(folder, 'text.rtrec'), 'not a recording');
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('plays a recording once, from the first request on, as fast as it is told, and stays up', async () => {
    await using served = new CliRun(['serve', recording, '--once', '--speed', '100', '--capture', 'sse']);
    const [, origin = ''] = await served.printed(/^listening on (http:\S+)$/m);
    assert.equal((await statsOf(origin)).messages, 0);
    const { stdout, code } = await runCli(
      ...['watch', `${origin}/sse`, '--method', 'sse', '--max-messages', '3', '--output', 'ndjson'],
    );
    assert.equal(code, 0);
    const frames = stdout
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as { readonly kind: string; readonly text?: string; readonly event?: string },
      );
    assert.deepEqual(
      frames.filter(({ kind }) => kind === 'message').map(({ text, event }) => [text, event]),
      [
        ['{"n":0}', 'tick0'],
        ['{"n":1}', 'tick1'],
        ['{"n":2}', 'tick2'],
      ],
    );
    assert.equal((await statsOf(origin)).messages, 3);
  });

  it('begins where it is told, with the capture it is told, bytes as bytes', async () => {
    const options = ['--from', '2s', '--speed', '10', '--capture', '2'];
    await using served = new CliRun(['serve', recording, ...options]);
    const [, origin = ''] = await served.printed(/^listening on (http:\S+)$/m);
    const { stdout } = await runCli(
      ...['watch', `${origin.replace('http', 'ws')}/websocket?after=0`, '--method', 'websocket'],
      ...['--max-messages', '1', '--output', 'ndjson'],
    );
    const frame = JSON.parse(stdout.split('\n')[0] ?? '') as { readonly base64: string };
    assert.equal(frame.base64, Buffer.of(0xff, 2).toString('base64'));
  });

  it('delays, drops and pads as it is told, the demo too', async () => {
    const options = ['--delay', '5ms', '--jitter', '5ms', '--seed', '7', '--head-bytes', '300'];
    await using served = new CliRun(['serve', '--demo', '--rate', '50', ...options, '--drop-after', '300ms']);
    const [, origin = ''] = await served.printed(/^listening on (http:\S+)$/m);
    const response = await fetch(`${origin}/short-polling`);
    assert.equal(response.headers.get('padding')?.length, 300 - 'Padding: \r\n'.length);
    await response.text();
    const stream = await fetch(`${origin}/sse`);
    await assert.rejects(stream.text());
    await waitFor('messages', async () => (await statsOf(origin)).messages > 0);
  });

  it('says in words what is wrong with an option or a recording', async () => {
    const wrong: readonly (readonly [words: readonly string[], code: number, message: RegExp])[] = [
      [[recording, '--speed', '0'], 2, /--speed 0 is not a number from 0\.1 to 1000/],
      [
        [recording, '--from', '1m'],
        2,
        /has no message as late as 1 min after its first; give a shorter --from/,
      ],
      [[recording, '--from', 'soon'], 2, /--from soon is not a duration/],
      [[recording, '--capture', 'fax'], 2, /--capture fax is neither a number nor a method/],
      [
        [recording, '--capture', '3'],
        1,
        /holds no capture 3 that received a message; choose one of 1 \(SSE\), 2/,
      ],
      [[recording, '--seed', '1'], 2, /--seed of a recording decides its jitter/],
      [[recording, '--head-bytes', '3'], 2, /--head-bytes 3 is not a number from 11 to 15000/],
      [['--demo', '--once'], 2, /--once is for a recording/],
      [[join(folder, 'text.rtrec')], 1, /recording-unreadable/],
    ];
    for (const [words, code, message] of wrong) {
      const result = await runCli('serve', ...words);
      assert.match(result.stderr, message);
      assert.equal(result.code, code, words.join(' '));
      assert.equal(result.stdout, '');
    }
  });
});

async function statsOf(origin: string): Promise<Stats> {
  const response = await fetch(`${origin}/stats`);
  return (await response.json()) as Stats; // Our own server's word.
}
