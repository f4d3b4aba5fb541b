import type { CaptureSummary } from '../../protocol/capture.ts';
import { METHODS } from '../../protocol/method.ts';
import type { Timeline, TimelineBar, TimelineLane } from '../../protocol/timeline.ts';
import { type LaneMark, laneMarks } from './laneMarks.ts';

export const AXIS_HEIGHT_PX = 20;
/** A column of the timeline: two px, so that a single message is seen. */
export const COLUMN_PX = 2;
const MIN_LANE_PX = 24;
const MAX_LANE_PX = 48;
/** From here on a lane has room for a second line of its label. */
export const TALL_LANE_PX = 36;

/** A capture's lane: where it is drawn, and what on it; no lane yet where the engine has not told of it. */
export interface LaneBox {
  readonly capture: CaptureSummary;
  readonly lane: TimelineLane | null;
  readonly marks: readonly LaneMark[];
  readonly topPx: number;
  readonly heightPx: number;
}

/** A bar as drawn, to be found again under the pointer. */
export interface DrawnBar {
  readonly captureId: number;
  readonly bar: TimelineBar;
  readonly leftPx: number;
  readonly rightPx: number;
}

/** What the lanes of a comparison take at their lowest: more than four scroll, and half of one more says so. */
export function leastLanesHeight(laneCount: number): number {
  return AXIS_HEIGHT_PX + Math.min(laneCount, METHODS.length + 0.5) * MIN_LANE_PX;
}

export function columnsOf(widthPx: number): number {
  return Math.max(1, Math.floor(widthPx / COLUMN_PX));
}

export function laneHeight(laneCount: number, availablePx: number): number {
  const even = (availablePx - AXIS_HEIGHT_PX) / Math.max(1, laneCount);
  return Math.max(MIN_LANE_PX, Math.min(MAX_LANE_PX, Math.floor(even)));
}

export function laneBoxes(
  captures: readonly CaptureSummary[],
  timeline: Timeline | null,
  heightPx: number,
): readonly LaneBox[] {
  return captures.map((capture, index) => {
    const lane = timeline?.lanes.find((candidate) => candidate.captureId === capture.captureId) ?? null;
    return {
      capture,
      lane,
      marks: timeline === null || lane === null ? [] : laneMarks(timeline, lane, capture),
      topPx: AXIS_HEIGHT_PX + index * heightPx,
      heightPx,
    };
  });
}

/** The bar at a place, the nearest within a few px; null where there is none. */
export function barAt(bars: readonly DrawnBar[], captureId: number, xPx: number): DrawnBar | null {
  const slackPx = 3;
  let nearest: DrawnBar | null = null;
  let nearestPx = slackPx;
  for (const bar of bars) {
    if (bar.captureId !== captureId) continue;
    const awayPx = Math.max(bar.leftPx - xPx, xPx - bar.rightPx, 0);
    if (awayPx <= nearestPx) [nearest, nearestPx] = [bar, awayPx];
  }
  return nearest;
}
