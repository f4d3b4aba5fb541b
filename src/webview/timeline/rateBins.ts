import type { Timeline } from '../../protocol/timeline.ts';
import { spanMs } from '../../model/timelineScale.ts';

/** Messages per second over time: a row of times in seconds since the epoch, and one of rates per lane. */
export interface RateBins {
  readonly atSeconds: readonly number[];
  readonly rates: readonly (readonly number[])[];
}

const BIN_PX = 8;
/** Over much less than a second a single message looks like a burst; but a close look needs some bins too. */
const MAX_MIN_BIN_MS = 1_000;
const MIN_BINS = 40;

/**
 * Gathers columns into bins wide enough for a rate to mean something. Bins begin at whole multiples since the epoch, so
 * they keep their messages as the view moves; those cut by an edge of the view, or not over yet, are left out.
 */
export function rateBins(timeline: Timeline, columnPx: number, nowMs: number): RateBins {
  const columnMs = spanMs(timeline) / timeline.columns;
  const minBinMs = Math.min(MAX_MIN_BIN_MS, spanMs(timeline) / MIN_BINS);
  const perBin = Math.max(1, Math.ceil(BIN_PX / columnPx), Math.ceil(minBinMs / columnMs));
  const firstColumn = Math.round(timeline.fromMs / columnMs);
  const skip = (perBin - (firstColumn % perBin)) % perBin;
  const binMs = perBin * columnMs;
  const atSeconds: number[] = [];
  const rates = timeline.lanes.map((): number[] => []);
  for (let column = skip; column + perBin <= timeline.columns; column += perBin) {
    const startMs = timeline.fromMs + column * columnMs;
    if (startMs + binMs > nowMs) break;
    atSeconds.push((startMs + binMs / 2) / 1000);
    for (const [index, lane] of timeline.lanes.entries()) {
      rates[index]?.push((sum(lane.received, column, column + perBin) * 1000) / binMs);
    }
  }
  return { atSeconds, rates };
}

function sum(counts: readonly number[], from: number, to: number): number {
  let total = 0;
  for (let index = from; index < to; index += 1) total += counts[index] ?? 0;
  return total;
}
