import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMPARISON_GROUPS, type ComparisonRow, textOf } from '../../../src/model/comparisonRows.ts';
import type { ComparisonColumn, MethodFigures } from '../../../src/protocol/comparison.ts';
import { estimated, figures, measured, pollsOf } from '../../support/comparisons.ts';

const ROWS = COMPARISON_GROUPS.flatMap(({ rows }) => rows);

function rowOf(label: string): ComparisonRow {
  return ROWS.find((row) => row.label === label) ?? assert.fail(label);
}

function text(label: string, column: ComparisonColumn): string {
  return textOf(rowOf(label), column);
}

describe('the rows of a comparison', () => {
  it('have names of their own, for a table without groups and for whoever hears one alone', () => {
    assert.equal(new Set(ROWS.map(({ label }) => label)).size, ROWS.length);
  });

  it('have parts that add up to the row above them', () => {
    const column = measured('sse');
    let whole = rowOf('Messages');
    const sums = new Map<ComparisonRow, number>();
    for (const row of ROWS) {
      if (row.isPart !== true) whole = row;
      else sums.set(whole, (sums.get(whole) ?? 0) + (row.amount(column) ?? assert.fail(row.label)));
    }
    assert.equal(sums.size, 2);
    for (const [row, sum] of sums) assert.equal(sum, row.amount(column), row.label);
  });

  it('tell polls that brought nothing apart, with their share of those that were answered', () => {
    const polled = figures({ polls: pollsOf({ total: 121, withMessages: 10, empty: 80, unchanged: 30 }) });
    const column = measured('short-polling', polled);
    assert.equal(text('Empty polls', column), '80 (67 %)');
    assert.equal(text('Unchanged polls', column), '30 (25 %)');
    assert.equal(text('Empty polls', measured('short-polling', figures({ polls: pollsOf({}) }))), '0');
    assert.equal(text('Empty polls', measured('sse')), '–');
  });

  it('tell between what an estimate lies, where it is known to within a range only', () => {
    const ranges = {
      requests: { low: 90, high: 120 },
      receivedBytes: { low: 4_000, high: 4_000 },
      sentBytes: { low: 1_000, high: 2_000 },
      meanDelayMs: { low: 2, high: 900 },
    };
    const column = estimated('long-polling', figures({ requests: 100 }), { ranges });
    assert.equal(text('Requests', column), '100 (90–120)');
    assert.equal(text('Wire bytes in', column), '5.00 kB');
    assert.match(text('Wire bytes out', column), /\(1\.00 kB–2\.00 kB\)$/);
    assert.match(text('Mean', column), /\(2\.0 ms–900 ms\)$/);
    assert.doesNotMatch(text('p50', column), /–/);
  });

  it('say what a delay is measured against, and what is known of the clock', () => {
    const delay = { count: 1, mean: 5, p50: 5, p95: 5, p99: 5, max: 5, basis: 'message time' } as const;
    const clockText = (basis: 'same machine' | 'Date field' | 'unknown', low = 0, high = 0): string =>
      text('Clock ahead by', {
        ...measured('sse', figures({ delay })),
        clock: { basis, aheadMs: basis === 'unknown' ? null : { low, high } },
      });
    assert.equal(text('Measured against', measured('sse', figures({ delay }))), 'message time');
    assert.equal(clockText('same machine'), 'same machine');
    assert.equal(clockText('Date field', -320, 700), '−320 ms to +700 ms');
    assert.equal(clockText('unknown'), 'not known');
    assert.equal(text('Clock ahead by', measured('sse')), '–');
  });

  it('read – for what is not known, never a number that is none', () => {
    const broken: MethodFigures = figures({
      requests: NaN,
      receivedBytes: Infinity,
      split: null,
      overheadShare: NaN,
      bytesPerMessage: null,
      delay: null,
      jitterMs: null,
    });
    for (const column of [measured('sse', broken), estimated('sse', broken)]) {
      for (const row of ROWS) {
        assert.doesNotMatch(row.text(column), /NaN|Infinity|∞/, row.label);
        assert.ok(Number.isFinite(row.amount(column) ?? 0), row.label);
      }
      for (const label of [
        'Requests',
        'Wire bytes in',
        'Heads in',
        'Overhead',
        'Bytes per message',
        'Mean',
        'Jitter',
      ])
        assert.equal(text(label, column), '–', label);
    }
    const unknown: ComparisonColumn = { kind: 'unknown', method: 'sse', reason: 'nothing was captured' };
    for (const row of ROWS) assert.equal(textOf(row, unknown), '–');
    for (const label of ['Missing', 'Duplicates', 'Out of order', 'Reconnects', 'Messages sent'])
      assert.equal(text(label, estimated('sse')), '–', label);
  });
});
