/** A span of time, in ms since the Unix epoch. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface AxisTick {
  readonly atMs: number;
  readonly label: string;
}

/** The shortest span shown: two messages 10 µs apart can still be told from each other. */
const MIN_SPAN_MS = 2;
/** How far past the session's ends one can move, as a share of what is shown. */
const MARGIN_SHARE = 0.05;
/** While it runs, a session is shown in the first of these that holds it, and then in the last. */
const LIVE_SPANS_MS = [10_000, 20_000, 30_000, 60_000];

const STEPS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 900e3,
  1800e3, 3600e3, 7200e3, 14400e3, 21600e3, 43200e3, 86400e3,
];

export function spanMs(range: TimeRange): number {
  return range.toMs - range.fromMs;
}

/** A time's place on a scale of a width, in px. */
export function xAt(range: TimeRange, widthPx: number, atMs: number): number {
  return ((atMs - range.fromMs) / spanMs(range)) * widthPx;
}

/** The time at a place on a scale of a width. */
export function timeAt(range: TimeRange, widthPx: number, xPx: number): number {
  return range.fromMs + (xPx / widthPx) * spanMs(range);
}

/** Keeps a time where it is and shows less (factor below 1) or more around it. */
export function zoomRange(range: TimeRange, anchorMs: number, factor: number): TimeRange {
  const bounded = Math.max(factor, MIN_SPAN_MS / spanMs(range));
  return {
    fromMs: anchorMs - (anchorMs - range.fromMs) * bounded,
    toMs: anchorMs + (range.toMs - anchorMs) * bounded,
  };
}

export function panRange(range: TimeRange, byMs: number): TimeRange {
  return { fromMs: range.fromMs + byMs, toMs: range.toMs + byMs };
}

/** Moves a range back to where the session is, and shrinks one longer than it. */
export function boundRange(range: TimeRange, session: TimeRange): TimeRange {
  const outer = withMargin(session);
  const span = Math.min(spanMs(range), spanMs(outer));
  const fromMs = Math.min(Math.max(range.fromMs, outer.fromMs), outer.toMs - span);
  return { fromMs, toMs: fromMs + span };
}

/** A range from two times in any order, no shorter than the shortest shown. */
export function rangeBetween(aMs: number, bMs: number): TimeRange {
  const span = Math.max(MIN_SPAN_MS, Math.abs(bMs - aMs));
  const fromMs = Math.min(aMs, bMs);
  return { fromMs, toMs: fromMs + span };
}

export function withMargin(range: TimeRange): TimeRange {
  const margin = Math.max(MIN_SPAN_MS, spanMs(range) * MARGIN_SHARE);
  return { fromMs: range.fromMs - margin, toMs: range.toMs + margin };
}

/**
 * What a view that follows the live edge shows.
 * @param wantedSpanMs what the user zoomed to; null: chosen by how long the session runs
 */
export function liveRange(session: TimeRange, wantedSpanMs: number | null): TimeRange {
  const elapsed = spanMs(session);
  const span = wantedSpanMs ?? LIVE_SPANS_MS.find((candidate) => elapsed <= candidate) ?? 60_000;
  if (elapsed <= span && wantedSpanMs === null) {
    return { fromMs: session.fromMs, toMs: session.fromMs + span };
  }
  return { fromMs: session.toMs - span, toMs: session.toMs };
}

/**
 * Moves a range so that its columns begin at whole multiples of a column since the epoch: then a column that
 * moves with the live edge keeps its frames, and the picture does not flicker.
 */
export function alignRange(range: TimeRange, columns: number): TimeRange {
  const column = spanMs(range) / columns;
  const fromMs = Math.floor(range.fromMs / column) * column;
  return { fromMs, toMs: fromMs + spanMs(range) };
}

/** Ticks at round times since an origin, no closer together than asked. */
export function axisTicks(
  range: TimeRange,
  widthPx: number,
  originMs: number,
  minSpacingPx: number,
): readonly AxisTick[] {
  const stepMs = tickStep((spanMs(range) / Math.max(1, widthPx)) * minSpacingPx);
  const ticks: AxisTick[] = [];
  const first = Math.ceil((range.fromMs - originMs) / stepMs);
  const last = Math.floor((range.toMs - originMs) / stepMs);
  for (let index = Math.max(0, first); index <= last; index += 1) {
    ticks.push({ atMs: originMs + index * stepMs, label: formatOffset(index * stepMs, stepMs) });
  }
  return ticks;
}

/** A time since an origin, as exact as the step between neighbours asks: `1:02:03`, `0:12`, `0:12.25`. */
export function formatOffset(offsetMs: number, stepMs: number): string {
  const sign = offsetMs < 0 ? '−' : '';
  const decimals = stepMs >= 1000 ? 0 : stepMs >= 100 ? 1 : stepMs >= 10 ? 2 : 3;
  const unit = 10 ** (3 - decimals);
  const rounded = Math.round(Math.abs(offsetMs) / unit) * unit;
  const hours = Math.floor(rounded / 3_600_000);
  const minutes = Math.floor(rounded / 60_000) % 60;
  const seconds = ((rounded % 60_000) / 1000)
    .toFixed(decimals)
    .padStart(decimals === 0 ? 2 : 3 + decimals, '0');
  if (hours > 0) return `${sign}${hours}:${String(minutes).padStart(2, '0')}:${seconds}`;
  return `${sign}${minutes}:${seconds}`;
}

function tickStep(atLeastMs: number): number {
  const fitting = STEPS_MS.find((step) => step >= atLeastMs);
  if (fitting !== undefined) return fitting;
  const day = 86_400_000;
  return Math.ceil(atLeastMs / day) * day;
}
