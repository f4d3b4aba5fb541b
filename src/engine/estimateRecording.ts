import { type ComparedCapture, toEstimateSource } from '../model/comparison.ts';
import { assume } from '../model/assumptions.ts';
import { estimateMethod } from '../model/estimate.ts';
import { MessageIndex } from '../model/messageIndex.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import type { AssumptionBases, EstimateAssumptions, EstimatedColumn } from '../protocol/comparison.ts';
import { METHODS } from '../protocol/method.ts';
import { RecordedFeed } from './recordedFeed.ts';
import { sampleHeads } from './requestHeads.ts';

/** What a recording says of what each method would cost. */
export interface RecordingEstimate {
  /** The capture that it was estimated from. */
  readonly source: CaptureSummary;
  readonly assumptions: EstimateAssumptions;
  readonly assumptionBases: AssumptionBases;
  readonly columns: readonly EstimatedColumn[];
}

/**
 * Estimates what each of the four methods would cost for the feed of a recording, from the capture in it that says
 * most of when its messages were there.
 * @param given assumptions that the user gave; the others take their default, the round trip as it was measured
 * @throws InspectorError `recording-unavailable`, `recording-unreadable`, or `not-found` where it holds no capture
 */
export function estimateRecording(path: string, given: Partial<EstimateAssumptions>): RecordingEstimate {
  const recorded = new RecordedFeed(path);
  try {
    const { log, summary } = recorded;
    const { requestHeadBytes, responseHeadBytes, roundTripMs } = sampleHeads(log.requests, summary.captureId);
    const captured: ComparedCapture = {
      summary,
      index: indexOf(recorded),
      requestHeadBytes,
      responseHeadBytes,
    };
    const measured = roundTripMs === null ? {} : { roundTripMs };
    const { assumptions, assumptionBases } = assume({ measured, feed: {} }, given);
    const source = toEstimateSource(captured, [captured], summary.endedAtMs ?? summary.startedAtMs);
    return {
      source: summary,
      assumptions,
      assumptionBases,
      columns: METHODS.map((method) => estimateMethod(source, method, assumptions)),
    };
  } finally {
    recorded.close();
  }
}

function indexOf(recorded: RecordedFeed): MessageIndex {
  const index = new MessageIndex();
  for (const { atMs, payload, id } of recorded.messages()) index.add(atMs, payload, id);
  return index;
}
