import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startDemoServer } from '../../../src/demo/demoServer.ts';
import { contentOf } from '../../../src/demo/feedContent.ts';
import { RecordedFeed } from '../../../src/engine/recordedFeed.ts';
import { SessionLog } from '../../../src/engine/sessionLog.ts';
import { serializeCaptures } from '../../../src/engine/restoredCaptures.ts';
import { EMPTY_COUNTERS } from '../../../src/protocol/capture.ts';
import { METHODS } from '../../../src/protocol/method.ts';
import { summaryOf } from '../../support/captureSummaries.ts';
import { CliRun, runCli } from '../../support/cliRun.ts';

const MESSAGES = 60;

/** The payloads that `--output ndjson` has printed, in order. */
function payloadsOf(ndjson: string): readonly string[] {
  const lines = ndjson.split('\n').filter((line) => line !== '');
  const frames = lines.map((line) => JSON.parse(line) as { readonly kind: string; readonly text: string });
  return frames.filter(({ kind }) => kind === 'message').map(({ text }) => text);
}

describe('serve of a recording', () => {
  let folder = '';
  let recording = '';
  let recorded: readonly string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
    recording = join(folder, 'sse.rtrec');
    const demo = await startDemoServer({ rate: 200 });
    const { stdout } = await runCli(
      ...['watch', `${demo.origin}/sse`, '--method', 'sse', '--max-messages', String(MESSAGES)],
      ...['--record', recording, '--output', 'ndjson'],
    );
    recorded = payloadsOf(stdout);
    assert.equal(recorded.length, MESSAGES);
    await demo.close();
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('has its messages by all four methods, in their order, again and again', async () => {
    await using served = new CliRun(['serve', recording]);
    const [, origin = ''] = await served.printed(/^listening on (http:\S+)$/m);
    for (const method of METHODS) {
      const { code, stdout } = await runCli(
        ...['watch', `${origin.replace('http', method === 'websocket' ? 'ws' : 'http')}/${method}`],
        ...[
          '--method',
          method,
          '--interval',
          '100ms',
          '--max-messages',
          String(MESSAGES),
          '--output',
          'ndjson',
        ],
      );
      assert.equal(code, 0, method);
      const payloads = payloadsOf(stdout);
      // It may have begun in the middle: then the rest is of the next round.
      const first = recorded.indexOf(payloads[0] ?? '');
      assert.deepEqual(payloads, [...recorded.slice(first), ...recorded.slice(0, first)], method);
    }
  });

  it('takes no option that is for the demo, and not both feeds', async () => {
    for (const words of [['--rate', '5'], ['--demo'], ['another.rtrec']]) {
      assert.equal((await runCli('serve', recording, ...words)).code, 2, words.join(' '));
    }
    assert.equal((await runCli('serve')).code, 2);
    assert.equal((await runCli('serve', join(folder, 'absent.rtrec'))).code, 1);
  });

  it('has what is no JSON as a JSON string, so that a poll can hold it', () => {
    const path = join(folder, 'texts.rtrec');
    const log = SessionLog.record(path);
    const payloads = ['{"a": 1}', 'plain "text"', Buffer.of(0xff, 0)].map((payload) => Buffer.from(payload));
    payloads.forEach((payload, seq) => {
      log.append(1, seq, seq, 'in', 'message', payload, false, 0, null, null, null);
    });
    const counters = { ...EMPTY_COUNTERS, messages: { ...EMPTY_COUNTERS.messages, received: 3 } };
    log.flush(serializeCaptures([summaryOf({ counters })], 1));
    log.close();
    const feed = new RecordedFeed(path);
    const texts = Array.from(feed.messages(), ({ payload, isBinary, event }) =>
      contentOf(payload, isBinary, event).json.toString(),
    );
    feed.close();
    assert.deepEqual(texts, ['{"a": 1}', '"plain \\"text\\""', '"/wA="']);
  });
});
