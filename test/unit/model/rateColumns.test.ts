import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { rateColumns } from '../../../src/model/rateColumns.ts';
import { MAX_RATE_COLUMNS } from '../../../src/protocol/limits.ts';

const START_MS = 1_767_225_600_000;

describe('the columns of a rate over time', () => {
  it('are as wide as they must be to be few', () => {
    const widthOf = (spanMs: number): number => rateColumns(START_MS, START_MS + spanMs).columnMs;
    assert.deepEqual(
      [0, 60_000, 180_000, 3_600_000, 86_400_000, 62 * 86_400_000].map(widthOf),
      [1_000, 1_000, 2_000, 60_000, 900_000, 86_400_000],
    );
  });

  it('begin at whole multiples of their width, hold the whole span and are never too many', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e12, noNaN: true }),
        fc.double({ min: 0, max: 1e11, noNaN: true }),
        (at, spanMs) => {
          const { fromMs, columnMs, columns } = rateColumns(at, at + spanMs);
          assert.ok(Number.isInteger(fromMs / columnMs));
          assert.ok(fromMs <= at && fromMs + columns * columnMs > at + spanMs);
          assert.ok(columns >= 1 && columns <= MAX_RATE_COLUMNS, `${columns} columns`);
        },
      ),
    );
  });
});
