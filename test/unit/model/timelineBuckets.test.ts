import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TimelineBuckets } from '../../../src/model/timelineBuckets.ts';
import { type Direction, FRAME_KINDS, type FrameKind } from '../../../src/protocol/frame.ts';

const START_MS = 1_800_000_000_000;
const WIDEST_MS = 10 * 4 ** 8;

interface Seen {
  readonly atMs: number;
  readonly direction: Direction;
  readonly kind: FrameKind;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function record(seen: readonly Seen[]): TimelineBuckets {
  const buckets = new TimelineBuckets();
  for (const { atMs, direction, kind } of seen) buckets.record(atMs, direction, kind);
  return buckets;
}

/** Mostly forward in time, in steps from microseconds to days, sometimes a little back. */
const frames = fc
  .array(
    fc.record({
      stepMs: fc.oneof(
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.double({ min: -20, max: 400, noNaN: true }),
        fc.double({ min: 0, max: 3e6, noNaN: true }),
      ),
      direction: fc.constantFrom<Direction>('in', 'out'),
      kind: fc.oneof(fc.constant<FrameKind>('message'), fc.constantFrom(...FRAME_KINDS)),
    }),
    { minLength: 1, maxLength: 200 },
  )
  .map((steps) => {
    let atMs = START_MS + 1e6;
    return steps.map(({ stepMs, ...rest }) => ({ atMs: (atMs += stepMs), ...rest }));
  });

describe('timeline buckets', () => {
  it('conserve every frame over a window that holds them all', () => {
    fc.assert(
      fc.property(frames, fc.integer({ min: 1, max: 500 }), (seen, columns) => {
        const toMs = Math.max(...seen.map(({ atMs }) => atMs)) + WIDEST_MS;
        const read = record(seen).read(START_MS - WIDEST_MS, toMs, columns);
        const messages = seen.filter(({ kind }) => kind === 'message');
        const closes = seen.filter(({ kind }) => kind === 'close');
        assert.equal(sum(read.sent), messages.filter(({ direction }) => direction === 'out').length);
        assert.equal(sum(read.received), messages.filter(({ direction }) => direction === 'in').length);
        assert.equal(sum(read.closes), closes.length);
        assert.equal(sum(read.control), seen.length - messages.length - closes.length);
        assert.equal(read.received.length, columns);
      }),
    );
  });

  it('have exact totals where the window begins and ends with a bucket', () => {
    fc.assert(
      fc.property(frames, fc.nat(3e6), fc.integer({ min: 1, max: 3_000 }), (seen, startMs, length) => {
        const buckets = record(seen);
        const { bucketMs } = buckets.read(START_MS + startMs, START_MS + startMs + 1, 1);
        const fromMs = Math.ceil((START_MS + startMs) / bucketMs) * bucketMs;
        const toMs = fromMs + length * bucketMs;
        const read = buckets.read(fromMs, toMs, 7);
        assert.ok(read.bucketMs <= bucketMs);
        const total = sum(read.received) + sum(read.sent) + sum(read.control) + sum(read.closes);
        assert.equal(total, seen.filter(({ atMs }) => atMs >= fromMs && atMs < toMs).length);
      }),
    );
  });

  it('place a frame in its column to within one bucket', () => {
    const buckets = record([{ atMs: START_MS + 505, direction: 'in', kind: 'message' }]);
    const { received, bucketMs } = buckets.read(START_MS, START_MS + 1_000, 10);
    assert.equal(bucketMs, 10);
    assert.deepEqual(received, [0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it('count every frame once over windows laid end to end', () => {
    const seen = Array.from({ length: 1_000 }, (_, index): Seen => ({
      atMs: START_MS + index * 7.3,
      direction: 'in',
      kind: 'message',
    }));
    const buckets = record(seen);
    let total = 0;
    for (let fromMs = START_MS - 13.7; fromMs < START_MS + 8_000; fromMs += 13.7) {
      total += sum(buckets.read(fromMs, fromMs + 13.7, 1).received);
    }
    assert.equal(total, 1_000);
  });

  it('answer from wider buckets what the fine ones no longer hold', () => {
    const buckets = new TimelineBuckets();
    const hours = 24;
    for (let second = 0; second < hours * 3_600; second++)
      buckets.record(START_MS + second * 1_000, 'in', 'message');
    const endMs = START_MS + hours * 3_600_000;
    const whole = buckets.read(START_MS - WIDEST_MS, endMs, 100);
    assert.equal(sum(whole.received), hours * 3_600);
    assert.ok(whole.bucketMs <= 40_960, `${whole.bucketMs}`);
    assert.equal(buckets.read(endMs - 60_000, endMs, 100).bucketMs, 10);
    assert.equal(sum(buckets.read(endMs - 60_000, endMs, 100).received), 60);
  });

  it('are empty where nothing came', () => {
    const empty = { received: [0, 0], sent: [0, 0], control: [0, 0], closes: [0, 0], bucketMs: 10 };
    assert.deepEqual(new TimelineBuckets().read(START_MS, START_MS + 1, 2), empty);
    assert.deepEqual(record([]).read(5, 5, 1).received, [0]);
  });

  it('show a frame as soon as it was recorded', () => {
    const buckets = new TimelineBuckets();
    for (let frame = 1; frame <= 3; frame++) {
      buckets.record(START_MS, 'out', 'message');
      assert.equal(sum(buckets.read(START_MS, START_MS + 10, 1).sent), frame);
    }
  });
});
