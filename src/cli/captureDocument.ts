import { sinceStart } from '../model/frameLine.ts';
import type {
  CaptureCounters,
  CaptureState,
  CaptureSummary,
  DelayBasis,
  EndReason,
  LongPollFigures,
  PollCounts,
  Quantiles,
} from '../protocol/capture.ts';
import type { ErrorInfo, TimedError } from '../protocol/errors.ts';
import { isPolling, type Method } from '../protocol/method.ts';
import type { WireBytes, WireParts } from '../protocol/request.ts';

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
  /** Wire bytes by what they are, per direction; `decoded` is the payload with its compression undone. */
  readonly wire: Readonly<Record<keyof WireParts, { readonly received: number; readonly sent: number }>>;
  /** Between received messages; zeros with fewer than two. */
  readonly gapsMs: DocumentQuantiles;
  /** Payloads of received messages; zeros without any. */
  readonly sizesBytes: DocumentQuantiles;
  /** Null where there is nothing to measure it against. */
  readonly delayMs: (DocumentQuantiles & { readonly basis: DelayBasis }) | null;
  /** What told the method; null where it was chosen. */
  readonly detectedBy: string | null;
  /** WebSocket: from a ping to its pong; null before the first pong. */
  readonly roundTripMs: DocumentQuantiles | null;
  /** How long polls were held; null but for long polling. */
  readonly longPolls: LongPollDocument | null;
  /** How long the inspector could not keep up: what came then waited at its sender, and is late. */
  readonly slowedMs: number;
  /** What ended it, where it failed. */
  readonly failure: ErrorInfo | null;
  /** All errors; `errors` holds the first and the most recent ones. */
  readonly errorCount: number;
  /** Times count from the start of the capture. */
  readonly errors: readonly TimedError[];
}

/** An estimate has `estimated` in its name. */
interface LongPollDocument {
  readonly holdMs: DocumentQuantiles;
  /** From an answer to the next request. */
  readonly gapMs: DocumentQuantiles;
  readonly unheldMs: number;
  readonly estimatedMissed: number;
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
    sizesBytes: summary.sizes === null ? NO_GAPS : rounded(summary.sizes),
    wire: {
      heads: partOf(summary.wireParts.heads),
      framing: partOf(summary.wireParts.framing),
      payload: partOf(summary.wireParts.payload),
      decoded: partOf(summary.wireParts.decoded),
    },
    delayMs: delayOf(summary.delays, arrivalDelays),
    detectedBy: summary.detectedBy,
    roundTripMs: summary.roundTrips === null ? null : rounded(summary.roundTrips),
    longPolls: longPollsOf(summary.longPolls),
    slowedMs: sinceStart(summary.slowedMs, 0),
    failure: summary.failure,
    errorCount: counters.errors,
    errors: summary.errors.map((error) => ({ ...error, atMs: sinceStart(error.atMs, startedAtMs) })),
  };
}

function partOf({ receivedBytes, sentBytes }: WireBytes): {
  readonly received: number;
  readonly sent: number;
} {
  return { received: receivedBytes, sent: sentBytes };
}

function longPollsOf(figures: LongPollFigures | null): LongPollDocument | null {
  if (figures === null) return null;
  return {
    holdMs: rounded(figures.holds),
    gapMs: figures.gaps === null ? NO_GAPS : rounded(figures.gaps),
    unheldMs: sinceStart(figures.unheldMs, 0),
    estimatedMissed: sinceStart(figures.estimatedMissed, 0),
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
