import type { TimeRange } from '../../model/timelineScale.ts';
import type { Timeline } from '../../protocol/timeline.ts';
import type { CanvasTheme } from '../dom/canvasTheme.ts';
import type { LaneBox } from './laneLayout.ts';

/** Everything a drawing of the timeline depends on. */
export interface TimelinePicture {
  readonly range: TimeRange;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly timeline: Timeline | null;
  readonly boxes: readonly LaneBox[];
  /** The time that is written as 0:00. */
  readonly originMs: number;
  readonly nowMs: number;
  readonly selectedAtMs: number | null;
  readonly selection: { readonly fromPx: number; readonly toPx: number } | null;
  readonly theme: CanvasTheme;
}

/** The line from which messages that came in rise and messages that went out hang. */
export function baselineOf(box: LaneBox): number {
  return Math.round(box.topPx + box.heightPx * 0.72);
}
