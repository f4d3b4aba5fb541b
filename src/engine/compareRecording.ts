import type { CaptureSummary } from '../protocol/capture.ts';
import type { Comparison, EstimateAssumptions } from '../protocol/comparison.ts';
import { InspectorError } from '../protocol/errors.ts';
import { restoreCaptures } from './restoredCaptures.ts';
import { SessionComparison } from './sessionComparison.ts';
import { SessionLog } from './sessionLog.ts';

/** A comparison, and the captures that it looked at, oldest first. */
export interface ComparedRecording {
  readonly comparison: Comparison;
  readonly summaries: readonly CaptureSummary[];
}

/**
 * Compares the captures of a recording, as the panel does for a session that has the same ones.
 * @param given assumptions that the user gave; the others are as the recording tells, or take their default
 * @throws InspectorError `recording-unavailable`, `recording-unreadable`, or `not-found` where it holds no capture that has connected
 */
export function compareRecording(path: string, given: Partial<EstimateAssumptions>): ComparedRecording {
  const log = SessionLog.read(path);
  try {
    const summaries = restoreCaptures(log.readCaptures());
    if (summaries.some(({ openedAtMs }) => openedAtMs !== null)) {
      return { summaries, comparison: new SessionComparison(log).readAll(summaries, given) };
    }
    throw new InspectorError(
      'not-found',
      `${path} holds no capture that has connected`,
      'record a feed for as long as it takes to see how often it has news',
    );
  } finally {
    log.close();
  }
}
