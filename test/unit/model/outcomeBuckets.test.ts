import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OutcomeBuckets } from '../../../src/model/outcomeBuckets.ts';

const START_MS = 1_800_000_000_000;
const DAY_MS = 86_400_000;

describe('outcome buckets', () => {
  it('count requests by what came of them, in the column in which they ended', () => {
    const buckets = new OutcomeBuckets();
    buckets.record(START_MS, 'messages');
    buckets.record(START_MS + 30, 'streamed');
    buckets.record(START_MS + 110, 'empty');
    buckets.record(START_MS + 250, 'unchanged');
    buckets.record(START_MS + 390, 'failed');
    assert.deepEqual(buckets.read(START_MS, START_MS + 400, 4), {
      answered: [2, 0, 0, 0],
      empty: [0, 1, 0, 0],
      unchanged: [0, 0, 1, 0],
      failed: [0, 0, 0, 1],
    });
  });

  it('leave out what has not come to an answer', () => {
    const buckets = new OutcomeBuckets();
    for (const outcome of ['pending', 'streaming', 'cancelled', 'redirected'] as const) {
      buckets.record(START_MS, outcome);
    }
    assert.deepEqual(buckets.read(START_MS, START_MS + 100, 1), {
      answered: [0],
      empty: [0],
      unchanged: [0],
      failed: [0],
    });
  });

  it('tell a day of polling at a glance, and nothing where they are too wide', () => {
    const buckets = new OutcomeBuckets();
    for (let atMs = START_MS; atMs < START_MS + DAY_MS; atMs += 1_000) buckets.record(atMs, 'empty');
    const whole = buckets.read(START_MS, START_MS + DAY_MS, 500);
    assert.ok(whole?.empty.every((count) => Math.abs(count - 173) < 45));
    assert.equal(buckets.read(START_MS, START_MS + 1_000, 500), null);
  });
});
