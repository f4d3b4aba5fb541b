import { type CaptureSummary, EMPTY_COUNTERS } from '../../src/protocol/capture.ts';
import { NO_WIRE } from '../../src/protocol/request.ts';
import { completeFeed } from '../../src/protocol/feed.ts';

/** When a summary's capture began. */
export const SUMMARY_START_MS = 1_767_225_600_000;

/** A capture of an event stream that the user has ended after ten seconds, and what is else about it. */
export function summaryOf(changes: Partial<CaptureSummary> = {}): CaptureSummary {
  return {
    captureId: 1,
    feed: completeFeed({ method: 'sse', url: 'http://localhost/sse' }),
    state: 'closed',
    endReason: 'user',
    startedAtMs: SUMMARY_START_MS,
    openedAtMs: SUMMARY_START_MS + 5,
    endedAtMs: SUMMARY_START_MS + 10_000,
    retryAtMs: null,
    counters: EMPTY_COUNTERS,
    messagesPerSecond: 0,
    gaps: null,
    sizes: null,
    delays: null,
    delayJitterMs: null,
    detectedBy: null,
    roundTrips: null,
    longPolls: null,
    wireParts: NO_WIRE.parts,
    slowedMs: 0,
    repeating: null,
    countedSends: 0,
    isCut: false,
    failure: null,
    errors: [],
    ...changes,
  };
}
