import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SlowdownMeter } from '../../../src/engine/slowdownMeter.ts';

describe('how long a thread could not keep up', () => {
  it('is each stretch of a second in which it hardly rested, and nothing else', () => {
    let [active, idle] = [0, 0];
    const meter = new SlowdownMeter(() => ({ active, idle, utilization: 0 }));
    const after = (activeMs: number, idleMs: number): number => {
      active += activeMs;
      idle += idleMs;
      return meter.measure();
    };
    assert.equal(after(500, 0), 0);
    assert.equal(after(500, 10), 1_010);
    assert.equal(after(0, 1_000), 0);
    assert.equal(after(700, 300), 0);
    assert.equal(after(2_000, 50), 2_050);
    assert.equal(after(999, 0), 0);
  });

  it('is told of the thread that measures', async () => {
    // Its event loop has to turn before it can be measured.
    await new Promise(setImmediate);
    const meter = new SlowdownMeter();
    const until = performance.now() + 1_100;
    while (performance.now() < until) continue;
    await new Promise(setImmediate);
    assert.ok(meter.measure() > 1_000);
    assert.equal(meter.measure(), 0);
  });
});
