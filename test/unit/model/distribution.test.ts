import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { distributionOf } from '../../../src/model/distribution.ts';
import { Histogram } from '../../../src/model/histogram.ts';

function of(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const each of values) histogram.record(each);
  return histogram;
}

function spread(values: readonly number[], isWhole = false) {
  return distributionOf([{ captureId: 1, histogram: of(values) }], isWhole);
}

/** The bars that hold something, as [from, to, count]. */
function bars(values: readonly number[], isWhole = false): readonly (readonly number[])[] {
  const { edges = [], series = [] } = spread(values, isWhole) ?? {};
  const counts = series[0]?.counts ?? [];
  return counts.flatMap((count, bar) => (count === 0 ? [] : [[edges[bar] ?? 0, edges[bar + 1] ?? 0, count]]));
}

describe('a distribution in bars', () => {
  it('is none where there are no values', () => {
    assert.equal(spread([]), null);
  });

  it('has a linear scale where values lie close together, with edges at multiples of a power of two', () => {
    assert.equal(spread([100, 101, 103])?.scale, 'linear');
    assert.deepEqual(bars([100, 100, 101, 103]), [
      [100, 101, 2],
      [101, 102, 1],
      [103, 104, 1],
    ]);
    assert.deepEqual(bars([96, 100, 200, 201]), [
      [96, 104, 2],
      [200, 208, 2],
    ]);
  });

  it('has no bars between whole numbers', () => {
    assert.deepEqual(bars([20, 21, 21, 22], true), [
      [20, 21, 1],
      [21, 22, 2],
      [22, 23, 1],
    ]);
    const { edges = [] } = spread([1, 2, 3, 100, 4000], true) ?? {};
    assert.deepEqual(
      edges.filter((edge) => !Number.isInteger(edge)),
      [],
    );
  });

  it('has a logarithmic scale of preferred numbers where values lie far apart', () => {
    const { scale, edges = [] } = spread([1, 10, 100, 1_000]) ?? {};
    assert.equal(scale, 'logarithmic');
    const decade = [1, 1.25, 1.59375, 2, 2.5, 3.125, 4, 5, 6.25, 8];
    assert.deepEqual(edges.slice(0, 10), decade);
    assert.deepEqual(edges.slice(30), [1_000, 1_248]);
    assert.deepEqual(bars([1, 10, 100, 1_000]), [
      [1, 1.25, 1],
      [10, 12.5, 1],
      [100, 125, 1],
      [1_000, 1_248, 1],
    ]);
  });

  it('counts a value that is an edge in the bar that begins there', () => {
    for (const value of [1_000, 4_000, 10_000, 25_000]) {
      const found = bars([10, value]).at(-1);
      const [from = 0, to = 0] = found ?? [];
      assert.ok(from <= value && value < to && from > value * (1 - 1 / 64), `${value} in ${from} to ${to}`);
    }
  });

  it('has a bar for what is zero before those of a logarithmic scale', () => {
    assert.deepEqual(
      bars([0, 0, 5, 500]).map(([from, , count]) => [from, count]),
      [
        [0, 2],
        [5, 1],
        [500, 1],
      ],
    );
    assert.deepEqual(bars([0, 0], true), [[0, 1, 2]]);
  });

  it('has the same bars for all captures, and only those with values', () => {
    const distribution = distributionOf(
      [
        { captureId: 1, histogram: of([50, 51]) },
        { captureId: 2, histogram: of([]) },
        { captureId: 3, histogram: of([90]) },
      ],
      true,
    );
    assert.deepEqual(
      distribution?.series.map(({ captureId, quantiles }) => [captureId, quantiles.count]),
      [
        [1, 2],
        [3, 1],
      ],
    );
    for (const { counts } of distribution.series) assert.equal(counts.length + 1, distribution.edges.length);
  });

  it('counts every value once, within its bar, in at most 66 bars', () => {
    const value = fc.oneof(
      fc.double({ min: 0, max: 1e10, noNaN: true }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.nat({ max: 70_000 }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), fc.boolean(), (values, isWhole) => {
        const kept = isWhole ? values.map(Math.floor) : values;
        const { edges = [], series = [] } = spread(kept, isWhole) ?? {};
        const counts = series[0]?.counts ?? [];
        assert.ok(counts.length <= 66, `${counts.length} bars`);
        assert.deepEqual(
          edges,
          [...new Set(edges)].toSorted((a, b) => a - b),
        );
        // What is below the resolution counts as zero; what is beyond the range, in the last bar.
        const inReach = kept.map((each) => (each < 2 ** -10 ? 0 : Math.min(each, 2 ** 32 - 2 ** 25)));
        const exact = counts.map((_, bar) => {
          const [from = 0, to = 0] = [edges[bar], edges[bar + 1]];
          return inReach.filter((each) => each >= from && each < to).length;
        });
        assert.deepEqual(counts, exact);
        assert.equal(
          counts.reduce((total, count) => total + count, 0),
          kept.length,
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
