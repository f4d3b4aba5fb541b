import type { TimeRange } from '../../model/timelineScale.ts';
import type { Timeline } from '../../protocol/timeline.ts';
import type { CanvasTheme } from '../dom/canvasTheme.ts';
import type { RequestKey } from '../state.ts';
import type { LaneBox } from './laneLayout.ts';

/** Everything a drawing of the timeline depends on. */
export interface TimelinePicture {
  readonly range: TimeRange;
  readonly widthPx: number;
  readonly heightPx: number;
  /** How far the lanes are scrolled under the axis. */
  readonly scrollPx: number;
  readonly timeline: Timeline | null;
  readonly boxes: readonly LaneBox[];
  /** The time that is written as 0:00. */
  readonly originMs: number;
  readonly nowMs: number;
  readonly selectedAtMs: number | null;
  readonly selectedRequest: RequestKey | null;
  /** The span being dragged over. */
  readonly selection: TimeRange | null;
  /** The capture whose message Enter would select; null: the keyboard is elsewhere. */
  readonly keyCaptureId: number | null;
  readonly theme: CanvasTheme;
}

/** The line from which messages that came in rise and messages that went out hang. */
export function baselineOf(box: LaneBox): number {
  return Math.round(box.topPx + box.heightPx * 0.72);
}
