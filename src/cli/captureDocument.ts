import type {
  CaptureCounters,
  CaptureState,
  CaptureSummary,
  DelayBasis,
  EndReason,
  PollCounts,
  Quantiles,
} from '../protocol/capture.ts';
import type { ErrorInfo, TimedError } from '../protocol/errors.ts';
import { isPolling, type Method } from '../protocol/method.ts';
import { sinceStart } from './frameLines.ts';

type DocumentQuantiles = Pick<Quantiles, 'p50' | 'p95' | 'p99' | 'max'>;

/** What `--output json` prints of one capture. Fields may be added; these keep their names and meaning. */
export interface CaptureDocument {
  readonly url: string;
  readonly method: Method;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly state: CaptureState;
  readonly endReason: EndReason | null;
  readonly requests: number;
  readonly connections: number;
  readonly reconnects: number;
  /** Null where the method does not poll. */
  readonly polls: PollCounts | null;
  readonly messages: CaptureCounters['messages'];
  /** Wire bytes, and message payload of them, uncompressed. */
  readonly bytes: CaptureCounters['bytes'];
  /** Between received messages; zeros with fewer than two. */
  readonly gapsMs: DocumentQuantiles;
  /** Null where there is nothing to measure it against. */
  readonly delayMs: (DocumentQuantiles & { readonly basis: DelayBasis }) | null;
  /** What ended it, where it failed. */
  readonly failure: ErrorInfo | null;
  /** All errors; `errors` holds the first and the most recent ones. */
  readonly errorCount: number;
  /** Times count from the start of the capture. */
  readonly errors: readonly TimedError[];
}

const NO_GAPS: DocumentQuantiles = { p50: 0, p95: 0, p99: 0, max: 0 };

/** @param arrivalDelays against the earliest arrival among compared captures; null where none were compared */
export function toDocument(summary: CaptureSummary, arrivalDelays: Quantiles | null): CaptureDocument {
  const { feed, startedAtMs, endedAtMs, counters } = summary;
  return {
    url: feed.url,
    method: feed.method,
    startedAt: new Date(startedAtMs).toISOString(),
    durationMs: sinceStart(endedAtMs ?? startedAtMs, startedAtMs),
    state: summary.state,
    endReason: summary.endReason,
    requests: counters.requests,
    connections: counters.connections,
    reconnects: counters.reconnects,
    polls: isPolling(feed.method) ? counters.polls : null,
    messages: counters.messages,
    bytes: counters.bytes,
    gapsMs: summary.gaps === null ? NO_GAPS : rounded(summary.gaps),
    delayMs: delayOf(summary.delays, arrivalDelays),
    failure: summary.failure,
    errorCount: counters.errors,
    errors: summary.errors.map((error) => ({ ...error, atMs: sinceStart(error.atMs, startedAtMs) })),
  };
}

function delayOf(own: Quantiles | null, arrival: Quantiles | null): CaptureDocument['delayMs'] {
  if (own !== null) return { ...rounded(own), basis: 'message time' };
  return arrival === null ? null : { ...rounded(arrival), basis: 'earliest arrival' };
}

function rounded({ p50, p95, p99, max }: Quantiles): DocumentQuantiles {
  return {
    p50: sinceStart(p50, 0),
    p95: sinceStart(p95, 0),
    p99: sinceStart(p99, 0),
    max: sinceStart(max, 0),
  };
}
