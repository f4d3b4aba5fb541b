import type { RequestOutcome, RequestPurpose } from './request.ts';

/** A request as a bar on a lane. */
export interface TimelineBar {
  readonly requestIndex: number;
  readonly purpose: RequestPurpose;
  readonly startedAtMs: number;
  /** Null: still under way. */
  readonly endedAtMs: number | null;
  readonly outcome: RequestOutcome;
  readonly messageCount: number;
}

/** One capture over a window of time cut into equal columns. Counts are frames per column. */
export interface TimelineLane {
  readonly captureId: number;
  readonly received: readonly number[];
  readonly sent: readonly number[];
  /** Frames that are not messages. */
  readonly control: readonly number[];
  readonly bars: readonly TimelineBar[];
  /** Bars beyond what one answer holds: the window has more requests than are drawn. */
  readonly hiddenBars: number;
}

export interface Timeline {
  readonly fromMs: number;
  readonly toMs: number;
  readonly columns: number;
  readonly lanes: readonly TimelineLane[];
}
