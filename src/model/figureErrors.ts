import type { EstimatedColumn, FigureRange, MeasuredColumn } from '../protocol/comparison.ts';
import type { EstimateError, ReplayCheck } from '../protocol/replay.ts';
import type { FigureColumn } from './comparisonRows.ts';

/** By how much an estimate may be off where no replay has checked it: the goals that it is held to (docs/comparison.md). */
const GOALS = { requestShare: 0.02, byteShare: 0.03, delayShare: 0.1, delayMs: 10 } as const;
/** A size that was not seen may be nothing, or so many times what is typical: cookies and policies make large heads. */
const LARGEST_OF_TYPICAL = 10;
const MINUTE_MS = 60_000;

/** What methods are told apart by; of each, less is better. */
export const TOLD_BY = ['requests', 'bytes', 'delay'] as const;
export type ToldBy = (typeof TOLD_BY)[number];

/** How one method does beside another: `within`: the difference is smaller than what both may be off by. */
export type Difference = 'better' | 'worse' | 'within' | 'unknown';

/** How a method does beside another in one figure, as far as their errors let it be told. */
export function differ(
  figure: ToldBy,
  column: FigureColumn,
  other: FigureColumn,
  check: ReplayCheck | null,
): Difference {
  if (figure === 'delay' && !haveOneBasis(column, other)) return 'unknown';
  const perMinute = differenceOf(rangeOf(figure, column, check), rangeOf(figure, other, check));
  if (figure === 'delay' || column.spanMs === other.spanMs) return perMinute;
  // Of captures of different lengths, what comes with time and what comes with each message are not told apart: only
  // what holds for both is said.
  const whole = differenceOf(wholeRange(figure, column, check), wholeRange(figure, other, check));
  return perMinute === whole || perMinute === 'unknown' ? perMinute : 'within';
}

function differenceOf(own: FigureRange | null, others: FigureRange | null): Difference {
  if (own === null || others === null) return 'unknown';
  if (own.high < others.low) return 'better';
  return own.low > others.high ? 'worse' : 'within';
}

/**
 * Between what a figure lies: requests and wire bytes a minute, so that captures of different lengths compare, and the mean
 * delay in ms. Null: not known.
 */
export function rangeOf(figure: ToldBy, column: FigureColumn, check: ReplayCheck | null): FigureRange | null {
  const range =
    figure === 'delay' ? delayRange(column, check) : perMinute(wholeRange(figure, column, check), column);
  // An infinite bound is one: so large a figure may be anything.
  return range === null || Number.isNaN(range.low) || Number.isNaN(range.high) ? null : range;
}

/** The same over the whole span. */
function wholeRange(
  figure: 'requests' | 'bytes',
  column: FigureColumn,
  check: ReplayCheck | null,
): FigureRange {
  const error = errorIn(column, check);
  return figure === 'requests' ? requestRange(column, error) : byteRange(column, error);
}

function delayRange(column: FigureColumn, check: ReplayCheck | null): FigureRange | null {
  return column.kind === 'measured' ? measuredDelay(column) : estimatedDelay(column, errorIn(column, check));
}

/** What a replay of the same capture says of a method's estimate. */
function errorIn(column: FigureColumn, check: ReplayCheck | null): EstimateError | null {
  if (check === null || column.kind !== 'estimated' || check.captureId !== column.fromCaptureId) return null;
  return check.methods.find(({ method }) => method === column.method)?.error ?? null;
}

function perMinute({ low, high }: FigureRange, { spanMs }: FigureColumn): FigureRange | null {
  if (!(spanMs > 0)) return null;
  return { low: (low * MINUTE_MS) / spanMs, high: (high * MINUTE_MS) / spanMs };
}

/** A span that began at another moment would have one poll more or less. */
function requestRange(column: FigureColumn, error: EstimateError | null): FigureRange {
  const { requests, polls } = column.figures;
  const edge = polls === null ? 0 : 1;
  if (column.kind === 'measured') return widen({ low: requests, high: requests }, 0, edge);
  const share = Math.abs(error?.requests ?? GOALS.requestShare);
  return widen(
    column.ranges?.requests ?? { low: requests, high: requests },
    polls === null ? 0 : share,
    edge,
  );
}

function byteRange(column: FigureColumn, error: EstimateError | null): FigureRange {
  const { receivedBytes, sentBytes } = column.figures;
  if (column.kind === 'measured') {
    const bytes = receivedBytes + sentBytes;
    return { low: bytes, high: bytes };
  }
  const sides = (['receivedBytes', 'sentBytes'] as const).map((side) => {
    const bytes = column.figures[side];
    return widen(
      column.ranges?.[side] ?? { low: bytes, high: bytes },
      Math.abs(error?.[side] ?? GOALS.byteShare),
    );
  });
  const typicalBytes = bytesOfTypical(column);
  return {
    low: Math.max(0, sum(sides.map(({ low }) => low)) - typicalBytes),
    high: sum(sides.map(({ high }) => high)) + (LARGEST_OF_TYPICAL - 1) * typicalBytes,
  };
}

/** Of the wire bytes, those of sizes that were not seen. A replay on this machine does not show them either. */
function bytesOfTypical({ inputs, figures: { requests, messages } }: EstimatedColumn): number {
  const typical = inputs.filter(({ basis }) => basis === 'typical');
  return sum(typical.map(({ bytes }) => bytes)) * Math.max(requests, messages);
}

/** A delay against messages' own times is off by what their clock is. */
function measuredDelay({ figures: { delay }, clock }: MeasuredColumn): FigureRange | null {
  if (delay === null) return null;
  if (delay.basis !== 'message time') return widenDelay({ low: delay.mean, high: delay.mean }, null);
  if (clock?.aheadMs == null) return null;
  return widenDelay({ low: delay.mean + clock.aheadMs.low, high: delay.mean + clock.aheadMs.high }, null);
}

function estimatedDelay(
  { figures: { delay }, ranges }: EstimatedColumn,
  error: EstimateError | null,
): FigureRange | null {
  if (delay === null) return null;
  return widenDelay(ranges?.meanDelayMs ?? { low: delay.mean, high: delay.mean }, error?.delayMs ?? null);
}

/** What was measured has what client and server took to handle a message, which is no method's. @param offMs null: the goal */
function widenDelay({ low, high }: FigureRange, offMs: number | null): FigureRange {
  const offBy = (ms: number): number =>
    offMs === null ? Math.max(GOALS.delayMs, GOALS.delayShare * ms) : Math.abs(offMs);
  return { low: Math.max(0, low - offBy(low)), high: high + offBy(high) };
}

/** Against the earliest arrival, a delay says nothing of how long the earliest one took. */
function haveOneBasis({ figures: a }: FigureColumn, { figures: b }: FigureColumn): boolean {
  return (a.delay?.basis === 'earliest arrival') === (b.delay?.basis === 'earliest arrival');
}

function widen({ low, high }: FigureRange, share: number, by = 0): FigureRange {
  return { low: Math.max(0, low * (1 - share) - by), high: high * (1 + share) + by };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
