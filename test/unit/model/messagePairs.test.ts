import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MessageIndex } from '../../../src/model/messageIndex.ts';
import { type PairedCapture, MessagePairs } from '../../../src/model/messagePairs.ts';
import type { MessagePair } from '../../../src/protocol/comparison.ts';
import type { Method } from '../../../src/protocol/method.ts';

const utf8 = new TextEncoder();

/** A capture whose messages are texts with when they came; rows are `captureId * 1000` and up. */
function captureOf(
  captureId: number,
  method: Method,
  messages: readonly (readonly [text: string, atMs: number])[],
  index = new MessageIndex(),
): PairedCapture {
  for (const [place, [text, atMs]] of messages.entries()) {
    index.add(atMs, utf8.encode(text), null, captureId * 1_000 + place);
  }
  return { captureId, method, index };
}

function timesOf(pair: MessagePair | null): (number | null)[] {
  assert.ok(pair !== null);
  return pair.arrivals.map(({ atMs }) => atMs);
}

const SOCKET = captureOf(1, 'websocket', [
  ['a', 100],
  ['b', 200],
  ['c', 300],
  ['d', 900],
]);
const POLL = captureOf(2, 'short-polling', [
  ['a', 500],
  ['c', 500],
]);

describe('pairs of messages', () => {
  const pairs = new MessagePairs([SOCKET, POLL], 'content');

  it('begin with the latest message that all captures have', () => {
    const pair = pairs.find(null, 0, 'websocket');
    assert.deepEqual(timesOf(pair), [300, 500]);
    assert.deepEqual(
      pair?.arrivals.map(({ row }) => row),
      [1_002, 2_001],
    );
  });

  it('are walked through in one capture, and what another lacks is null', () => {
    const latest = pairs.find(null, 0, 'websocket');
    assert.deepEqual(timesOf(pairs.find(latest?.place ?? null, -1, 'websocket')), [200, null]);
    assert.deepEqual(timesOf(pairs.find(latest?.place ?? null, 1, 'websocket')), [900, null]);
  });

  it('end at the first and the last message', () => {
    const first = pairs.find({ captureId: 1, ordinal: 0 }, -1, 'websocket');
    assert.deepEqual([first?.hasBefore, first?.hasAfter], [false, true]);
    const last = pairs.find({ captureId: 1, ordinal: 3 }, 1, 'websocket');
    assert.deepEqual([last?.hasBefore, last?.hasAfter, last?.place.ordinal], [true, false, 3]);
  });

  it('keep their places when the oldest messages are given up', () => {
    const messages = Array.from({ length: 5_000 }, (_, place) => [`m${place}`, place] as const);
    const cut = captureOf(1, 'sse', messages, new MessageIndex(2_048));
    const other = captureOf(2, 'websocket', messages);
    const pair = new MessagePairs([cut, other], 'content').find({ captureId: 1, ordinal: 4_000 }, 0, 'sse');
    assert.deepEqual(timesOf(pair), [4_000, 4_000]);
    const gone = new MessagePairs([cut, other], 'content').find({ captureId: 1, ordinal: 10 }, 0, 'sse');
    assert.equal(gone?.place.ordinal, 5_000 - 2_048);
  });

  it('name a capture that has no message yet', () => {
    const empty = captureOf(3, 'sse', []);
    const pair = new MessagePairs([SOCKET, POLL, empty], 'content').find(null, 0, 'websocket');
    assert.deepEqual(timesOf(pair), [300, 500, null]);
  });

  it('are none of one capture alone, or of captures of which only one has messages', () => {
    assert.equal(new MessagePairs([SOCKET], 'content').find(null, 0, 'sse'), null);
    const empty = captureOf(3, 'sse', []);
    assert.equal(new MessagePairs([SOCKET, empty], 'content').find(null, 0, 'sse'), null);
  });
});
