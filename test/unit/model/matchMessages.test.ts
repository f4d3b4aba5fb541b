import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchMessages, type MatchInput } from '../../../src/model/matchMessages.ts';
import { MessageIndex } from '../../../src/model/messageIndex.ts';

const utf8 = new TextEncoder();

interface Arrival {
  readonly atMs: number;
  readonly text: string;
  readonly id?: string;
}

function capture(arrivals: readonly Arrival[], coveredToMs = 100_000, coveredFromMs = 0): MatchInput {
  const index = new MessageIndex();
  for (const { atMs, text, id } of arrivals) index.add(atMs, utf8.encode(text), id ?? null);
  return { index, coveredFromMs, coveredToMs };
}

/** Messages `a0`, `a1` …, one a second, from one place to another. */
function texts(from: number, to: number, lateMs = 0): Arrival[] {
  return Array.from({ length: to - from }, (_, place) => ({
    atMs: (from + place) * 1_000 + lateMs,
    text: `a${from + place}`,
  }));
}

describe('matching the messages of several captures', () => {
  it('matches by content where there are no ids', () => {
    const match = matchMessages([capture(texts(0, 10)), capture(texts(0, 10, 40))]);
    assert.equal(match.basis, 'content');
    assert.equal(match.distinct, 10);
    assert.deepEqual(
      match.captures.map(({ missing, delays }) => [missing, delays?.max]),
      [
        [0, 0],
        [0, 40],
      ],
    );
  });

  it('matches by id where every message has one, whatever the content', () => {
    const one = capture([{ atMs: 0, text: '{"v":1}', id: '7' }]);
    const other = capture([{ atMs: 5, text: '{ "v": 1 }', id: '7' }]);
    const match = matchMessages([one, other]);
    assert.equal(match.basis, 'message id');
    assert.equal(match.distinct, 1);
  });

  it('matches by content where the ids of two captures have nothing in common', () => {
    const one = capture([{ atMs: 0, text: 'same', id: 'a' }]);
    const other = capture([{ atMs: 5, text: 'same', id: '1' }]);
    assert.equal(matchMessages([one, other]).basis, 'content');
  });

  it('counts as missing what lies between messages that both have', () => {
    const gap = [...texts(0, 3), ...texts(5, 10)];
    const match = matchMessages([capture(texts(0, 10)), capture(gap)]);
    assert.deepEqual(
      match.captures.map(({ missing }) => missing),
      [0, 2],
    );
  });

  it('does not count what came before a capture began or after it ended', () => {
    const short = capture(texts(3, 6, 200), 6_300, 3_000);
    const match = matchMessages([capture(texts(0, 20)), short]);
    assert.equal(match.distinct, 20);
    assert.equal(match.captures[1]?.missing, 0);
  });

  it('counts what a capture that stayed open never received', () => {
    const stalled = capture(texts(0, 3), 10_500);
    const match = matchMessages([capture(texts(0, 10)), stalled]);
    // a9 came at 9 s: too near to the end to say that it is missing.
    assert.equal(match.captures[1]?.missing, 6);
  });

  it('counts what a capture without any message must have missed', () => {
    const match = matchMessages([capture(texts(0, 10)), capture([], 20_000, 0)]);
    assert.equal(match.basis, 'none');
    // a0, a1 and a2 came when it had just been opened.
    assert.equal(match.captures[1]?.missing, 7);
  });

  it('does not match contents that repeat, and says how many there are', () => {
    const tick = (atMs: number): Arrival => ({ atMs, text: 'tick' });
    const one = capture([tick(0), { atMs: 1, text: 'a' }, tick(2), tick(3)]);
    const other = capture([tick(2), { atMs: 2, text: 'a' }, tick(3)]);
    const match = matchMessages([one, other]);
    assert.equal(match.repeated, 1);
    assert.equal(match.distinct, 4);
    assert.deepEqual(
      match.captures.map(({ missing }) => missing),
      [0, 0],
    );
  });

  it('takes a message that came twice by id for one', () => {
    const twice = capture([
      { atMs: 0, text: 'x', id: '1' },
      { atMs: 9, text: 'x', id: '1' },
    ]);
    const match = matchMessages([twice, capture([{ atMs: 3, text: 'x', id: '1' }])]);
    assert.equal(match.distinct, 1);
    assert.equal(match.captures[1]?.delays?.max, 3);
  });

  it('has nothing to say of a single capture but how many messages it has', () => {
    const match = matchMessages([capture(texts(0, 4))]);
    assert.deepEqual(match, {
      basis: 'none',
      distinct: 4,
      repeated: 0,
      captures: [{ missing: null, delays: null, jitterMs: null }],
    });
  });
});

describe('a message index', () => {
  it('gives up its oldest messages beyond its limit and numbers the others from 0', () => {
    const index = new MessageIndex(2_048);
    for (let place = 0; place < 5_000; place++) index.add(place, utf8.encode(`m${place}`), String(place));
    assert.equal(index.count, 2_048);
    assert.equal(index.forgotten, 5_000 - 2_048);
    assert.equal(index.atMs(0), 5_000 - 2_048);
    assert.equal(index.atMs(2_047), 4_999);
    assert.equal(index.sizeBytes(2_047), 5);
  });

  it('gives equal keys to equal payloads only, at every length around a word', () => {
    const index = new MessageIndex();
    const payloads = Array.from({ length: 4_000 }, (_, place) =>
      utf8.encode('x'.repeat(place % 9) + String(place)),
    );
    for (const payload of [...payloads, ...payloads]) index.add(0, payload, null);
    const keys = new Set(Array.from({ length: index.count }, (_, message) => index.contentKey(message)));
    assert.equal(keys.size, new Set(payloads.map(String)).size);
    assert.equal(index.contentKey(17), index.contentKey(17 + payloads.length));
  });
});
