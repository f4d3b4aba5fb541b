import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ComparedCapture, compareMethods, estimateMethods } from '../../../src/model/comparison.ts';
import { adviseOn } from '../../../src/model/advice.ts';
import { COMPARISON_GROUPS, textOf } from '../../../src/model/comparisonRows.ts';
import { renderReport } from '../../../src/model/report/renderReport.ts';
import { REPORT_FORMATS } from '../../../src/protocol/report.ts';
import type { Quantiles } from '../../../src/protocol/capture.ts';
import type { Comparison, EstimateAssumptions } from '../../../src/protocol/comparison.ts';
import { METHODS } from '../../../src/protocol/method.ts';
import { SUMMARY_START_MS } from '../../support/captureSummaries.ts';
import { comparedCapture, type MadeCapture } from '../../support/comparedCaptures.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const NOW_MS = SUMMARY_START_MS + HOUR_MS;
const texts = Array.from({ length: 30 }, (_, place) => `message ${place}`);

function compared(
  captures: readonly ComparedCapture[],
  given: Partial<EstimateAssumptions> = {},
): Comparison {
  return compareMethods(captures, NOW_MS, given);
}

/** A minute of each of two methods, the same messages in both, and what is else about the first. */
function pair(of: Partial<MadeCapture> = {}): ComparedCapture[] {
  const common = { spanMs: MINUTE_MS, texts };
  return [
    comparedCapture({ ...common, method: 'sse', ...of }),
    comparedCapture({ ...common, method: 'short-polling' }),
  ];
}

function delaysOf(ms: number): Quantiles {
  return { count: 30, mean: ms, p50: ms, p95: ms, p99: ms, max: ms };
}

/** Every format says why, and none has a broken number or a winner. */
function assertSaysWhy(comparison: Comparison, why: RegExp): void {
  const advice = adviseOn(comparison, null);
  assert.equal(advice.recommended, null);
  assert.match(advice.headline, why);
  assertSound(comparison);
  for (const format of REPORT_FORMATS) {
    const text = renderReport(format, sourceOf(comparison));
    assert.match(text, why, format);
    assert.match(text, /"recommended": null|No recommendation|Recommended: none/, format);
  }
}

function assertSound(comparison: Comparison): void {
  for (const format of REPORT_FORMATS) {
    assert.doesNotMatch(renderReport(format, sourceOf(comparison)), /NaN|Infinity|∞|undefined/, format);
  }
  for (const column of comparison.columns) {
    for (const row of COMPARISON_GROUPS.flatMap(({ rows }) => rows))
      assert.doesNotMatch(textOf(row, column), /NaN|Infinity|∞/, row.label);
  }
}

function sourceOf(comparison: Comparison): Parameters<typeof renderReport>[1] {
  return { comparison, check: null, title: 'feeds', createdAt: '2026-01-01T00:00:00.000Z' };
}

describe('what cannot be compared is said in every format, without a winner', () => {
  it('but a comparison of captures that are sound has one', () => {
    const comparison = compared(pair());
    assert.deepEqual(comparison.doubts, []);
    assert.equal(adviseOn(comparison, null).recommended, 'sse');
    assertSound(comparison);
  });

  it('nothing captured, and nothing that connected', () => {
    assertSaysWhy(compared([]), /no capture has connected yet/);
    const refused = pair({ summary: { openedAtMs: null } }).slice(0, 1);
    assertSaysWhy(compared(refused), /no capture has connected yet/);
  });

  it('captures that share no message', () => {
    const others = texts.map((text) => `other ${text}`);
    const comparison = compared(pair({ texts: others }));
    assertSaysWhy(comparison, /no message can be found in two of the captures/);
    assert.match(comparison.notes.join(), /No message is in two captures/);
  });

  it('an id path that finds nothing', () => {
    const error = {
      code: 'path-found-nothing',
      message: 'the id path $.nope found nothing',
      action: '',
      atMs: 0,
    } as const;
    const comparison = compared(pair({ summary: { errors: [error] } }));
    assertSaysWhy(comparison, /a path into the messages of SSE found nothing/);
    assert.match(renderReport('html', sourceOf(comparison)), /the id path \$\.nope found nothing/);
  });

  it('a feed with no message at all', () => {
    const silent = compared(
      pair().map(({ summary: { feed } }) =>
        comparedCapture({ method: feed.method, spanMs: MINUTE_MS, texts: [] }),
      ),
    );
    assertSaysWhy(silent, /no message has come/);
    assert.match(silent.notes.join(), /what it costs to wait for one/);
    // What is not known of a feed without messages is not a silent zero.
    const texts = silent.columns.map((column) =>
      ['Mean', 'Bytes per message', 'Jitter'].map((label) => {
        const row = COMPARISON_GROUPS.flatMap(({ rows }) => rows).find(
          (candidate) => candidate.label === label,
        );
        return row === undefined ? '' : textOf(row, column);
      }),
    );
    assert.deepEqual(new Set(texts.flat()), new Set(['–']));
  });

  it('one capture much shorter than another', () => {
    const comparison = compared(pair({ spanMs: 10_000, texts: texts.slice(0, 5) }));
    assertSaysWhy(comparison, /the capture by SSE is much shorter than another/);
    assert.match(
      renderReport('markdown', sourceOf(comparison)),
      /totals cannot be compared, rates and delays can/,
    );
  });

  it('a span that is no time at all, and messages too few', () => {
    assertSaysWhy(compared(pair({ spanMs: 0, texts }).slice(0, 1)), /0 ms is too short to tell/);
    assertSaysWhy(compared(pair({ texts: ['a'] }).slice(0, 1)), /1 message in 1 min is too few/);
  });

  it('clocks hours apart', () => {
    const clock = { basis: 'Date field', aheadMs: { low: 3 * HOUR_MS, high: 3 * HOUR_MS + 800 } } as const;
    const [sse, polled] = pair({ summary: { delays: delaysOf(0) } });
    assert.ok(sse !== undefined && polled !== undefined);
    const ahead = { ...sse, observed: { ...sse.observed, clock } };
    const comparison = compared([ahead, polled]);
    assertSaysWhy(comparison, /the clock that stamps the messages of SSE disagrees with this one/);
    assert.match(renderReport('html', sourceOf(comparison)), /at least 3 h ahead of this one/);
    assert.match(renderReport('html', sourceOf(comparison)), /\+3 h to \+3 h/);
    const behind = compared(pair({ summary: { delays: delaysOf(2 * HOUR_MS) } }));
    assertSaysWhy(behind, /the clock that stamps the messages of SSE disagrees/);
  });

  it('a recording whose oldest blocks were dropped', () => {
    const comparison = compared(pair({ changes: { hasLostFrames: true } }));
    assertSaysWhy(comparison, /the oldest messages of SSE were dropped/);
    assert.match(renderReport('markdown', sourceOf(comparison)), /counted, but not matched/);
    const estimate = estimateMethods(pair({ changes: { hasLostFrames: true } }), NOW_MS, {});
    assert.ok(estimate !== null);
    assertSaysWhy(estimate, /the oldest messages of SSE were dropped/);
  });

  it('an interval of 0, and assumptions that are no numbers, which are taken as the nearest that are', () => {
    for (const value of [0, -1, NaN, Infinity]) {
      const given = {
        intervalMs: value,
        timeoutMs: value,
        roundTripMs: value,
        keepAliveMs: value,
        clients: value,
      };
      assertSound(compared(pair().slice(0, 1), given));
    }
  });

  it('a million clients on a feed of 1 MB messages', () => {
    const heavy = pair({ sizeBytes: 1_000_000 }).slice(0, 1);
    const comparison = compared(heavy, { clients: 1_000_000 });
    assertSaysWhy(
      comparison,
      /1,000,000 clients would take 4\.\d\d Tbit\/s by any method, where a fast server has 100 Gbit\/s/,
    );
    // For a single client, the report still says what a million would take.
    const alone = compared(heavy);
    assertSound(alone);
    assert.match(renderReport('markdown', sourceOf(alone)), /Tbit\/s/);
  });
});

describe('the split of bytes, over reports', () => {
  it('adds up to the total, measured and estimated, in both directions', () => {
    for (const method of METHODS) {
      for (const sizeBytes of [0, 20, 5_000]) {
        const { columns } = compared([comparedCapture({ method, spanMs: MINUTE_MS, texts, sizeBytes })]);
        const document = JSON.parse(
          renderReport(
            'json',
            sourceOf(compared([comparedCapture({ method, spanMs: MINUTE_MS, texts, sizeBytes })])),
          ),
        ) as Comparison;
        assert.equal(document.columns.length, columns.length);
        for (const column of document.columns) {
          assert.ok(column.kind !== 'unknown' && column.figures.split !== null);
          const { heads, framing, payload } = column.figures.split;
          for (const side of ['receivedBytes', 'sentBytes'] as const) {
            const sum = heads[side] + framing[side] + payload[side];
            assert.ok(Math.abs(sum - column.figures[side]) < 1e-6, `${method} → ${column.method} ${side}`);
          }
        }
      }
    }
  });
});
