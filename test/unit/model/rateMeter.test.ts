import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RateMeter } from '../../../src/model/rateMeter.ts';

const START_MS = 1_800_000_000_000.25;

function every(intervalMs: number, forMs: number): RateMeter {
  const meter = new RateMeter();
  for (let atMs = 0; atMs < forMs; atMs += intervalMs) meter.record(START_MS + atMs);
  return meter;
}

describe('a rate meter', () => {
  it('is zero before anything came', () => {
    assert.equal(new RateMeter().perSecond(START_MS), 0);
  });

  it('gives the rate of a steady feed to within six per cent', () => {
    const rate = every(10, 60_000).perSecond(START_MS + 60_000);
    assert.ok(Math.abs(rate - 100) <= 6, `${rate}`);
  });

  it('is right soon after the start', () => {
    const rate = every(10, 2_000).perSecond(START_MS + 2_000);
    assert.ok(Math.abs(rate - 100) <= 6, `${rate}`);
  });

  it('counts a first lone event as one a second at most', () => {
    assert.equal(every(10, 1).perSecond(START_MS + 1), 1);
  });

  it('falls to zero once nothing has come for five seconds', () => {
    const meter = every(10, 10_000);
    assert.ok(meter.perSecond(START_MS + 13_000) > 0);
    assert.equal(meter.perSecond(START_MS + 15_250), 0);
  });

  it('counts several events of one moment', () => {
    const meter = new RateMeter();
    meter.record(START_MS, 30);
    assert.equal(meter.perSecond(START_MS + 2_000), 15);
  });

  it('starts again after a long silence', () => {
    const meter = every(10, 1_000);
    meter.record(START_MS + 3_600_000);
    assert.ok(meter.perSecond(START_MS + 3_600_000) <= 1);
  });
});
