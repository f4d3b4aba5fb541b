import type { ErrorInfo, TimedError } from './errors.ts';
import type { Feed } from './feed.ts';
import type { WireParts } from './request.ts';

/**
 * `connecting`: first attempt; `open`: answered, frames can come; `reconnecting`: waiting to try again, or
 * trying; `closed`: ended by its limit, its user or its server; `failed`: ended by an error.
 */
export type CaptureState = 'connecting' | 'open' | 'reconnecting' | 'closed' | 'failed';

/** `interrupted`: the editor or the process ended while it ran, and what it had was read back from the disk. */
export type EndReason = 'user' | 'server' | 'limit' | 'failure' | 'interrupted';

/** `total` is every poll asked, redirects not counted again: the sum of the others but `skipped`, and of those under way. */
export interface PollCounts {
  readonly total: number;
  readonly withMessages: number;
  readonly empty: number;
  readonly unchanged: number;
  readonly failed: number;
  /** Polls this client gave up because the capture was stopped. */
  readonly cancelled: number;
  /** Short polling: ticks that passed while a request was still under way. */
  readonly skipped: number;
}

/** Totals since the capture began. Bytes are wire bytes; payload bytes are those of messages, uncompressed. */
export interface CaptureCounters {
  readonly requests: number;
  readonly connections: number;
  /** SSE and WebSocket: times the stream was open again after it was lost. */
  readonly reconnects: number;
  readonly frames: number;
  readonly polls: PollCounts;
  readonly messages: {
    readonly received: number;
    readonly sent: number;
    readonly duplicates: number;
    readonly outOfOrder: number;
  };
  readonly bytes: {
    readonly received: number;
    readonly sent: number;
    readonly payloadReceived: number;
    readonly payloadSent: number;
  };
  readonly errors: number;
}

export const EMPTY_COUNTERS: CaptureCounters = {
  requests: 0,
  connections: 0,
  reconnects: 0,
  frames: 0,
  polls: { total: 0, withMessages: 0, empty: 0, unchanged: 0, failed: 0, cancelled: 0, skipped: 0 },
  messages: { received: 0, sent: 0, duplicates: 0, outOfOrder: 0 },
  bytes: { received: 0, sent: 0, payloadReceived: 0, payloadSent: 0 },
  errors: 0,
};

/** Milliseconds, or bytes where it says so. */
export interface Quantiles {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export type DelayBasis = 'message time' | 'earliest arrival' | 'none';

/** How a capture's long polls went. Durations in ms. */
export interface LongPollFigures {
  /** From a request written to the first byte of its answer. */
  readonly holds: Quantiles;
  /** From an answer to the next request: while no request is held a server without a memory loses what it has. */
  readonly gaps: Quantiles | null;
  /** All gaps together. */
  readonly unheldMs: number;
  /**
   * Messages that fell into the gaps, if they come at the rate that was seen while requests were held: what a server
   * without a memory, or a client without a cursor, would have missed. An estimate.
   */
  readonly estimatedMissed: number;
}

/** What is being sent again and again. */
export interface Repeating {
  readonly intervalMs: number;
  readonly sent: number;
  /** Null: until it is stopped. */
  readonly left: number | null;
  /** Ticks that passed while nothing was open or the one before was not written yet. */
  readonly skipped: number;
}

/** A capture as it stands: everything the panel shows of it but its frames and requests. */
export interface CaptureSummary {
  readonly captureId: number;
  readonly feed: Feed;
  readonly state: CaptureState;
  readonly endReason: EndReason | null;
  /** What told the method, as a phrase; null where the user chose it. */
  readonly detectedBy: string | null;
  readonly startedAtMs: number;
  readonly openedAtMs: number | null;
  readonly endedAtMs: number | null;
  /** While reconnecting: when the next attempt is due. */
  readonly retryAtMs: number | null;
  readonly counters: CaptureCounters;
  /** Received messages per second over the last few seconds; 0 once ended. */
  readonly messagesPerSecond: number;
  /** Between received messages. Null with fewer than two. */
  readonly gaps: Quantiles | null;
  /** Of received messages, in bytes. Null before the first. */
  readonly sizes: Quantiles | null;
  /** Arrival minus the message's own time. Null where the feed does not say where that is. */
  readonly delays: Quantiles | null;
  /** By how much one of them differs from the one before, on average. Null with fewer than two. */
  readonly delayJitterMs: number | null;
  /** WebSocket: from a ping to its pong. Null before the first pong. */
  readonly roundTrips: Quantiles | null;
  /** Null but for long polling, and before its first answer. */
  readonly longPolls: LongPollFigures | null;
  /** Wire bytes by what they are, of all requests. */
  readonly wireParts: WireParts;
  /** How long the inspector could not keep up with it, in ms: what came then waited at its sender, and is late. */
  readonly slowedMs: number;
  readonly repeating: Repeating | null;
  /** Sent texts that had a `{{counter}}`: the next one has the number after it. */
  readonly countedSends: number;
  /** Whether it is a part of a capture: a request that began or ended elsewhere has its own figures whole. */
  readonly isCut: boolean;
  /** What ended it, where it failed. */
  readonly failure: ErrorInfo | null;
  readonly errors: readonly TimedError[];
}
