import type { Direction } from './frame.ts';
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

/** Requests per column, each in the one in which it ended, by what came of it. Those cancelled or redirected are not in it. */
export interface OutcomeColumns {
  /** That brought messages; connections that ended in an orderly way too. */
  readonly answered: readonly number[];
  readonly empty: readonly number[];
  readonly unchanged: readonly number[];
  readonly failed: readonly number[];
}

/** A close frame, and what it said: `1000 normal closure: bye`. */
export interface CloseNote {
  readonly atMs: number;
  readonly direction: Direction;
  readonly text: string;
}

/** One capture over a window of time cut into equal columns. Counts are frames per column. */
export interface TimelineLane {
  readonly captureId: number;
  readonly received: readonly number[];
  readonly sent: readonly number[];
  /** Pings, pongs, comments and retries. */
  readonly control: readonly number[];
  readonly closes: readonly number[];
  /** What the close frames of the window said, of those that are remembered (MAX_CLOSE_NOTES). */
  readonly closeNotes: readonly CloseNote[];
  readonly bars: readonly TimelineBar[];
  /** Requests that are not among the bars: the window has more than one answer holds. */
  readonly hiddenBars: number;
  /** What came of the requests, where some are hidden. Null: none is, or they are too long ago to be placed so finely. */
  readonly outcomes: OutcomeColumns | null;
}

export interface Timeline {
  readonly fromMs: number;
  readonly toMs: number;
  readonly columns: number;
  readonly lanes: readonly TimelineLane[];
}
