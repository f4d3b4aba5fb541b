import { existsSync } from 'node:fs';
import { InspectorError } from '../protocol/errors.ts';
import { DEFAULT_RECORDING_BUDGET_BYTES } from '../protocol/limits.ts';
import type { Capture } from './capture.ts';
import type { CaptureLog } from './captureLog.ts';
import { systemClock } from './clock.ts';
import { serializeCaptures } from './restoredCaptures.ts';
import { SessionLog } from './sessionLog.ts';
import { serializeFigures } from './storedFigures.ts';

/** A capture as a recording keeps it: one that runs, or one that is read from elsewhere. */
type RecordedCapture = Pick<Capture, 'captureId' | 'summary' | 'figures'>;

/** A recording that captures write to directly, without a session. */
export interface RecordingLog {
  readonly log: CaptureLog;
  /** Brings everything to the disk; what a crash loses is what came since. */
  flush(captures: readonly RecordedCapture[]): void;
  close(captures: readonly RecordedCapture[]): void;
}

/**
 * Begins a recording.
 * @param budgetBytes what it may have on disk; then its oldest frames go first
 * @throws InspectorError `invalid-option` where the file is there already, `recording-unavailable` where this Node has
 * no SQLite or the file cannot be made; `flush` and `close` throw `recording-failed` where the disk no longer takes it
 */
export function openRecordingLog(path: string, budgetBytes = DEFAULT_RECORDING_BUDGET_BYTES): RecordingLog {
  if (existsSync(path)) {
    throw new InspectorError(
      'invalid-option',
      `${path} is there already`,
      'give another name, or delete it first',
    );
  }
  const log = SessionLog.record(path, budgetBytes);
  const flush = (captures: readonly RecordedCapture[]): void => {
    const summaries = captures.map((capture) => capture.summary());
    const figures = captures.map(
      (capture) => [capture.captureId, serializeFigures(capture.figures())] as const,
    );
    log.flush(serializeCaptures(summaries, systemClock.nowMs()), new Map(figures));
    const failure = log.recordingError;
    if (failure !== null) throw new InspectorError(failure.code, failure.message, failure.action);
  };
  return {
    log,
    flush,
    close: (captures) => {
      try {
        flush(captures);
      } finally {
        log.close();
      }
    },
  };
}
