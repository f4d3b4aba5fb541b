import { MAX_RATE_COLUMNS } from '../protocol/limits.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WIDTHS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
];
/**
 * Timeline buckets are at most so wide a share of a column: 8,192 of one width are kept, a quarter at least is used. One in
 * which the first message lies may begin before it, and is counted in the column in which it begins.
 */
const BUCKET_SHARE = 1 / 16;

export interface RateColumns {
  readonly fromMs: number;
  readonly columnMs: number;
  readonly columns: number;
}

/** The columns in which the rate from one moment to another is shown: whole seconds, minutes or hours, at most MAX_RATE_COLUMNS. */
export function rateColumns(fromMs: number, toMs: number): RateColumns {
  const widthMs = WIDTHS_MS.find((ms) => columnsOf(fromMs, toMs, ms).columns <= MAX_RATE_COLUMNS);
  if (widthMs !== undefined) return columnsOf(fromMs, toMs, widthMs);
  let days = 1;
  while (columnsOf(fromMs, toMs, days * DAY).columns > MAX_RATE_COLUMNS) days *= 2;
  return columnsOf(fromMs, toMs, days * DAY);
}

function columnsOf(fromMs: number, toMs: number, columnMs: number): RateColumns {
  const first = Math.floor(fromMs / columnMs - BUCKET_SHARE);
  const last = Math.max(first, Math.floor(toMs / columnMs));
  return { fromMs: first * columnMs, columnMs, columns: last - first + 1 };
}
