import type { DelayBasis, PollCounts, Quantiles } from './capture.ts';
import type { Method } from './method.ts';
import type { WireBytes } from './request.ts';

/** `deflate`: gzip on HTTP bodies, `permessage-deflate` on a WebSocket, as measured on the captured payloads. */
export const COMPRESSIONS = ['none', 'deflate'] as const;
type Compression = (typeof COMPRESSIONS)[number];

/** What polls and event streams are estimated over. A WebSocket is upgraded from HTTP/1.1. */
export const ESTIMATED_HTTP_VERSIONS = ['1.1', '2'] as const;
export type EstimatedHttpVersion = (typeof ESTIMATED_HTTP_VERSIONS)[number];

/** What an estimate takes as given; all can be changed by the user. */
export interface EstimateAssumptions {
  /** Short polling: from the start of one request to the start of the next; 1 or more. */
  readonly intervalMs: number;
  /** How long a server holds a long poll; 1 or more. */
  readonly timeoutMs: number;
  /** The network's way there and back. */
  readonly roundTripMs: number;
  /** Long polling: what server and client take, besides the round trip, from an answer to the next request held. */
  readonly turnaroundMs: number;
  /** Round trips before a request on a new connection: 1 for TCP, 2 with TLS 1.3 (RFC 8446, section 2), 3 with TLS 1.2. */
  readonly connectRoundTrips: number;
  /** How long a connection stands idle before it is closed: short polling that asks less often makes one for each poll. */
  readonly keepAliveMs: number;
  /** Streams: from one sign of life to the next, a comment or a ping; 0: none. */
  readonly heartbeatMs: number;
  readonly compression: Compression;
  readonly httpVersion: EstimatedHttpVersion;
  readonly clients: number;
}

export type AssumptionName = keyof EstimateAssumptions;

/** Where an assumption or an input comes from: the user, what was captured, a captured feed's options, or what is usual. */
export type AssumptionBasis = 'given' | 'measured' | 'feed' | 'typical';

export type AssumptionBases = Readonly<Record<AssumptionName, AssumptionBasis>>;

/**
 * Wire bytes by what they are for the messages; the three add up to all of them. Other than in WireParts, `payload` is
 * messages alone, as they cross the wire: what a body has around them (the fields of an event, the brackets of an array)
 * or brings once more is framing.
 */
export interface ByteSplit {
  readonly heads: WireBytes;
  readonly framing: WireBytes;
  readonly payload: WireBytes;
}

/** Figures of one method over the compared span. Byte figures are wire bytes. */
export interface MethodFigures {
  readonly requests: number;
  readonly connections: number;
  /** Times a stream was open again after it was lost. Null: an estimate, whose connection holds. */
  readonly reconnects: number | null;
  readonly messages: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  /** Null: a recording of a version that did not tell them apart. */
  readonly split: ByteSplit | null;
  /** Payloads of messages, uncompressed. */
  readonly payloadBytes: number;
  /** Wire bytes that are not message payload, as a share of all wire bytes, 0 to 1. Null: no bytes. */
  readonly overheadShare: number | null;
  readonly bytesPerMessage: number | null;
  readonly polls: PollCounts | null;
  readonly delay: (Quantiles & { readonly basis: DelayBasis | 'estimated' }) | null;
  /**
   * By how much the delay of a message differs from that of the message before it, on average (D of RFC 3550,
   * section 6.4.1). Null with fewer than two delays.
   */
  readonly jitterMs: number | null;
}

/** What one method asks of a server for so many clients, in the steady state: connections that stand are not made again. */
export interface Capacity {
  readonly clients: number;
  readonly requestsPerSecond: number;
  /** That stand at one moment, on average. */
  readonly openConnections: number;
  /** Wire bits from the server and to it. */
  readonly receivedBitsPerSecond: number;
  readonly sentBitsPerSecond: number;
  /** What it rests on, in a sentence. */
  readonly assumption: string;
}

export interface FigureRange {
  readonly low: number;
  readonly high: number;
}

/** What is known of the clock that stamps messages, against this machine's. */
export interface ClockUncertainty {
  /** `same machine`: one clock; `Date field`: bounds from the `Date` of answers (RFC 9110, section 6.6.1); `unknown`: nothing. */
  readonly basis: 'same machine' | 'Date field' | 'unknown';
  /** By how much it is ahead, at least and at most, in ms; a delay is off by as much. Null: not known. */
  readonly aheadMs: FigureRange | null;
}

export interface MeasuredColumn {
  readonly kind: 'measured';
  readonly method: Method;
  readonly captureId: number;
  readonly label: string;
  readonly spanMs: number;
  readonly figures: MethodFigures;
  /** Null: the span is too short to say what a second costs. */
  readonly capacity: Capacity | null;
  /** Messages that the client sent: an estimate leaves them out. */
  readonly sentMessages: number;
  readonly duplicates: number;
  readonly outOfOrder: number;
  /** Messages that another capture had while this one was covered too. Null: nothing to compare with. */
  readonly missing: number | null;
  /** Null where the delay is not one against the messages' own time. */
  readonly clock: ClockUncertainty | null;
  /** What limits its figures, in words, e.g. that it is much shorter than another capture. */
  readonly caveats: readonly string[];
}

/** A size that an estimate uses besides its assumptions. */
export interface EstimateInput {
  /** What it is, as a phrase: `head of a request`. */
  readonly label: string;
  /** An average, so it may have a fraction. */
  readonly bytes: number;
  readonly basis: AssumptionBasis;
}

/** Between what the figures lie where arrivals are known only to within a poll interval. */
export interface EstimateRanges {
  readonly requests: FigureRange;
  readonly receivedBytes: FigureRange;
  readonly sentBytes: FigureRange;
  /** Null without a message. */
  readonly meanDelayMs: FigureRange | null;
}

export interface EstimatedColumn {
  readonly kind: 'estimated';
  readonly method: Method;
  /** The capture the estimate was made from. */
  readonly fromCaptureId: number;
  readonly fromMethod: Method;
  readonly spanMs: number;
  readonly figures: MethodFigures;
  /** Null: the arrivals are known, and so are the figures. */
  readonly ranges: EstimateRanges | null;
  /** Null: the span is too short to say what a second costs. */
  readonly capacity: Capacity | null;
  /** The assumptions that this method depends on, besides `clients`. */
  readonly uses: readonly AssumptionName[];
  readonly inputs: readonly EstimateInput[];
  /** What limits it, in words, e.g. that the arrivals are known only to within a poll interval. */
  readonly caveats: readonly string[];
}

/** A method that can be neither measured nor estimated, and why. */
interface UnknownColumn {
  readonly kind: 'unknown';
  readonly method: Method;
  readonly reason: string;
}

export type ComparisonColumn = MeasuredColumn | EstimatedColumn | UnknownColumn;

/** How messages were recognised across captures. */
export type MatchBasis = 'message id' | 'content' | 'none';

export interface Comparison {
  readonly columns: readonly ComparisonColumn[];
  readonly assumptions: EstimateAssumptions;
  /** Where each assumption comes from. */
  readonly assumptionBases: AssumptionBases;
  readonly matchBasis: MatchBasis;
  /** Distinct messages over all measured captures. */
  readonly distinctMessages: number;
  /** What can and cannot be compared, in words. */
  readonly notes: readonly string[];
  /** Why no method can be said to be the right one, whatever the figures are: phrases, of which each is reason enough. */
  readonly doubts: readonly string[];
}

/** A message of a capture, by how many came before it. */
export interface PairPlace {
  readonly captureId: number;
  readonly ordinal: number;
}

/** When a compared capture received a message, in ms since the Unix epoch, and its row in the log; null: it did not. */
export interface PairedArrival {
  readonly captureId: number;
  readonly method: Method;
  readonly atMs: number | null;
  readonly row: number | null;
}

/** One message as each of the compared captures received it. */
export interface MessagePair {
  readonly place: PairPlace;
  /** Whether there is a message before this one and after it, in the capture of its place. */
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  readonly arrivals: readonly PairedArrival[];
}
