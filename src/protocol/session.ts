import type { CaptureSummary } from './capture.ts';
import type { ErrorInfo } from './errors.ts';

/** What one panel shows: captures that share a log, a time axis and a recording. */
export interface SessionSnapshot {
  /** Changes when the log is cleared; what was read under another generation is void. */
  readonly generation: number;
  /** Milliseconds since the Unix epoch, on the engine's clock. */
  readonly nowMs: number;
  /** Rows of the log, the dropped ones included: row numbers run from `droppedRows` to `rowCount`. */
  readonly rowCount: number;
  /** Oldest rows given up because the recording reached its size budget. */
  readonly droppedRows: number;
  readonly requestCount: number;
  readonly captures: readonly CaptureSummary[];
  /** Bytes the recording has on disk. */
  readonly recordingBytes: number;
  /** What it may have; then its oldest frames go first. */
  readonly recordingBudgetBytes: number;
  /** Why the session is not being written to disk, where it is not. */
  readonly recordingError: ErrorInfo | null;
}
