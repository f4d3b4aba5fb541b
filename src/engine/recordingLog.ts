import { existsSync } from 'node:fs';
import { InspectorError } from '../protocol/errors.ts';
import type { Capture } from './capture.ts';
import type { CaptureLog } from './captureLog.ts';
import { systemClock } from './clock.ts';
import { serializeCaptures } from './restoredCaptures.ts';
import { SessionLog } from './sessionLog.ts';
import { serializeFigures } from './storedFigures.ts';

/** A recording that captures write to directly, without a session. */
export interface RecordingLog {
  readonly log: CaptureLog;
  /** Brings everything to the disk; what a crash loses is what came since. */
  flush(captures: readonly Capture[]): void;
  close(captures: readonly Capture[]): void;
}

/**
 * Begins a recording.
 * @throws InspectorError `invalid-option` where the file is there already, `recording-unavailable` where this Node has
 * no SQLite or the file cannot be made; `flush` and `close` throw `recording-failed` where the disk no longer takes it
 */
export function openRecordingLog(path: string): RecordingLog {
  if (existsSync(path)) {
    throw new InspectorError(
      'invalid-option',
      `${path} is there already`,
      'give another name, or delete it first',
    );
  }
  const log = SessionLog.record(path);
  const flush = (captures: readonly Capture[]): void => {
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
