import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FrameLog } from '../../../src/engine/log/frameLog.ts';
import { readStretch } from '../../../src/engine/replayStretch.ts';
import { MAX_REPLAY_BYTES } from '../../../src/protocol/limits.ts';
import type { ReplayStretch } from '../../../src/protocol/replay.ts';
import { summaryOf } from '../../support/captureSummaries.ts';

const summary = summaryOf({ captureId: 1, startedAtMs: 1_000, openedAtMs: 1_000, endedAtMs: 11_000 });

function logOf(...messages: readonly (readonly [atMs: number, text: string])[]): FrameLog {
  const log = new FrameLog();
  for (const [seq, [atMs, text]] of messages.entries()) {
    log.append(1, seq, atMs, 'in', 'message', Buffer.from(text), false, 0, null, null, null);
  }
  return log;
}

function textsOf({ endBytes, payloads }: ReplayStretch): string[] {
  return Array.from(endBytes, (end, place) =>
    Buffer.from(payloads.subarray(place === 0 ? 0 : endBytes[place - 1], end)).toString(),
  );
}

describe('the stretch of a capture that is replayed', () => {
  test('is all of one that is no longer than asked for', () => {
    const stretch = readStretch(logOf([1_500, 'a'], [2_000, 'bc']), summary, 30_000, 0);
    assert.deepEqual([...stretch.atMs], [500, 1_000]);
    assert.deepEqual(textsOf(stretch), ['a', 'bc']);
    assert.deepEqual([stretch.fromMs, stretch.spanMs, stretch.isPart], [0, 10_000, false]);
  });

  test('is the end of one that is longer', () => {
    const stretch = readStretch(logOf([1_500, 'a'], [9_000, 'b']), summary, 4_000, 0);
    assert.deepEqual([...stretch.atMs], [2_000]);
    assert.deepEqual([stretch.fromMs, stretch.spanMs, stretch.isPart], [6_000, 4_000, true]);
  });

  test('reaches to now where the capture runs', () => {
    const running = summaryOf({ ...summary, endedAtMs: null });
    const stretch = readStretch(logOf([1_500, 'a']), running, 30_000, 2_000);
    assert.equal(stretch.spanMs, 1_000);
  });

  test('has what the capture received, with event names and binary as it was, and nothing else', () => {
    const log = new FrameLog();
    log.append(1, 0, 2_000, 'out', 'message', Buffer.from('sent'), false, 0, null, null, null);
    log.append(2, 0, 2_000, 'in', 'message', Buffer.from('of another'), false, 0, null, null, null);
    log.append(1, 1, 2_000, 'in', 'comment', Buffer.from('comment'), false, 0, null, null, null);
    log.append(1, 2, 2_000, 'in', 'message', Buffer.from('named'), false, 0, '7', 'tick', null);
    log.append(1, 3, 2_000, 'in', 'message', Buffer.from('bytes'), true, 0, null, null, null);
    const stretch = readStretch(log, summary, 30_000, 0);
    assert.deepEqual(textsOf(stretch), ['named', 'bytes']);
    assert.deepEqual(stretch.events, ['tick', null]);
    assert.deepEqual([...stretch.isBinary], [0, 1]);
  });

  test('ends before what would be too much to hold', () => {
    const half = 'x'.repeat(MAX_REPLAY_BYTES / 2);
    const stretch = readStretch(logOf([2_000, half], [3_000, half], [4_000, 'y']), summary, 30_000, 0);
    assert.deepEqual([...stretch.atMs], [1_000, 2_000]);
    assert.deepEqual([stretch.spanMs, stretch.isPart], [2_000, true]);
  });

  test('cannot be without a message', () => {
    assert.throws(() => readStretch(logOf([1_500, 'a']), summary, 4_000, 0), {
      code: 'not-found',
      message: 'this capture received no message in its last 4.00 s',
    });
  });
});
