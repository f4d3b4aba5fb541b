import type { Estimate } from '../model/comparison.ts';
import type { EstimateAssumptions } from '../protocol/comparison.ts';
import { InspectorError } from '../protocol/errors.ts';
import { restoreCaptures } from './restoredCaptures.ts';
import { SessionComparison } from './sessionComparison.ts';
import { SessionLog } from './sessionLog.ts';

/**
 * Estimates what each of the four methods would cost for the feed of a recording, as the panel does for a session that
 * has the same captures.
 * @param given assumptions that the user gave; the others are as the recording tells, or take their default
 * @throws InspectorError `recording-unavailable`, `recording-unreadable`, or `not-found` where it holds no capture
 */
export function estimateRecording(path: string, given: Partial<EstimateAssumptions>): Estimate {
  const log = SessionLog.read(path);
  try {
    const estimate = new SessionComparison(log).estimate(restoreCaptures(log.readCaptures()), given);
    if (estimate !== null) return estimate;
    throw new InspectorError(
      'not-found',
      `${path} holds no capture that has connected`,
      'record a feed for as long as it takes to see how often it has news',
    );
  } finally {
    log.close();
  }
}
