import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Histogram } from '../../../src/model/histogram.ts';

const value = fc.double({ min: 0.001, max: 4e9, noNaN: true });

function of(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const each of values) histogram.record(each);
  return histogram;
}

/** The nearest-rank quantile, counted out. */
function exactQuantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(Math.ceil(q * sorted.length), 1) - 1] ?? 0;
}

describe('a histogram', () => {
  it('gives quantiles within one per cent of the exact ones', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, q) => {
          const exact = exactQuantile(values, q);
          const error = Math.abs(of(values).quantile(q) - exact) / exact;
          assert.ok(error <= 0.01, `off by ${error} at ${q}`);
        },
      ),
    );
  });

  it('knows count, mean and maximum exactly', () => {
    const histogram = of([1, 2, 6, 0.5]);
    assert.deepEqual([histogram.count, histogram.mean, histogram.max], [4, 2.375, 6]);
    assert.equal(histogram.quantile(1), 6);
  });

  it('gives the only value it has exactly', () => {
    assert.deepEqual(of([1234.567]).toQuantiles(), {
      count: 1,
      mean: 1234.567,
      p50: 1234.567,
      p95: 1234.567,
      p99: 1234.567,
      max: 1234.567,
    });
  });

  it('has no quantiles where it is empty', () => {
    assert.equal(new Histogram().toQuantiles(), null);
    assert.equal(new Histogram().quantile(0.5), 0);
  });

  it('counts zero, what is below its resolution and what is negative as zero, and not-a-number not at all', () => {
    const histogram = of([0, 1e-9, -5, NaN]);
    assert.equal(histogram.count, 3);
    assert.equal(histogram.quantile(0.5), 0);
    assert.equal(of([-5]).max, 0);
  });

  it('never gives more than the largest value, even beyond its range', () => {
    const histogram = of([1e300, 5]);
    assert.equal(histogram.quantile(0.99), 1e300);
    assert.ok(Math.abs(histogram.quantile(0.5) - 5) <= 0.05);
    assert.equal(of([Infinity]).max, Infinity);
  });

  it('merges to the same as recording everything in one', () => {
    fc.assert(
      fc.property(fc.array(value), fc.array(value), (left, right) => {
        const merged = of(left);
        merged.merge(of(right));
        const { buckets, count, min, max } = merged.toJSON();
        const whole = of([...left, ...right]).toJSON();
        assert.deepEqual([buckets, count, min, max], [whole.buckets, whole.count, whole.min, whole.max]);
      }),
    );
  });

  it('comes back from JSON as it was', () => {
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const histogram = of(values);
        const text = JSON.stringify(histogram);
        const read = Histogram.fromJSON(JSON.parse(text) as ReturnType<Histogram['toJSON']>);
        assert.deepEqual(read.toQuantiles(), histogram.toQuantiles());
        read.record(3);
        assert.equal(read.count, values.length + 1);
      }),
    );
  });

  it('writes only the buckets that hold something', () => {
    assert.equal(of([5, 5, 5, 80]).toJSON().buckets.length, 4);
  });
});
