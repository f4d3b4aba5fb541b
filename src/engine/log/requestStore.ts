import type { RequestOutcome, RequestRecord } from '../../protocol/request.ts';
import type { TimelineBar } from '../../protocol/timeline.ts';

/** A request with its place in order of start, across captures, from 0. */
export interface PlacedRequest {
  readonly ordinal: number;
  readonly record: RequestRecord;
}

/** Bars of a window of time; where it has more than were asked for, an even sample of them. */
export interface BarSample {
  readonly bars: readonly TimelineBar[];
  /** Requests of the window that are not among the bars. */
  readonly hiddenBars: number;
}

/** Of a request that has ended, what a timeline counts. */
export interface EndedRequest {
  readonly captureId: number;
  readonly endedAtMs: number;
  readonly outcome: RequestOutcome;
}

/** Where a log's requests are kept. Reading throws InspectorError `recording-unreadable`, writing `recording-failed`. */
export interface RequestStore {
  /** Ordinal of the oldest request still there; 0 where there is none. Grows as old ones are dropped. */
  readonly firstOrdinal: number;
  /** One more than the newest request's ordinal. */
  readonly endOrdinal: number;
  /** Takes requests as they now stand; the same ordinal again replaces it. May drop the oldest ones. */
  writeRequests(requests: readonly PlacedRequest[]): void;
  findRequest(captureId: number, index: number): PlacedRequest | null;
  /** In order; `to` is not included. */
  readRequests(fromOrdinal: number, toOrdinal: number): PlacedRequest[];
  /** Requests that were under way at some moment from `fromMs` to `toMs`, at most `limit`, in order of start. */
  requestsInWindow(captureId: number, fromMs: number, toMs: number, limit: number): BarSample;
  /** Every request that has ended. */
  endedRequests(): Iterable<EndedRequest>;
  clearRequests(): void;
}

export function toBar(record: RequestRecord): TimelineBar {
  return {
    requestIndex: record.index,
    purpose: record.purpose,
    startedAtMs: record.startedAtMs,
    endedAtMs: record.endedAtMs,
    outcome: record.outcome,
    messageCount: record.messageCount,
  };
}

/** Memory that a request takes, about, in bytes: what a server can make long, and the rest. */
export function memoryOf(record: RequestRecord): number {
  const { url, requestHead, responseHead, responseTrailers, failureBody } = record;
  const texts = [url, requestHead, responseHead, responseTrailers, failureBody];
  return texts.reduce((bytes, text) => bytes + (text?.length ?? 0), 600);
}
