import type { DelayBasis, PollCounts, Quantiles } from './capture.ts';
import type { Method } from './method.ts';

/** What an estimate takes as given; all can be changed by the user. */
export interface EstimateAssumptions {
  readonly intervalMs: number;
  /** How long a server holds a long poll. */
  readonly timeoutMs: number;
  readonly roundTripMs: number;
  readonly clients: number;
}

/** Figures of one method over the compared span. Byte figures are wire bytes. */
export interface MethodFigures {
  readonly requests: number;
  readonly connections: number;
  readonly messages: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly payloadBytes: number;
  /** Wire bytes that are not message payload, as a share of all wire bytes, 0 to 1. Null: no bytes. */
  readonly overheadShare: number | null;
  readonly bytesPerMessage: number | null;
  readonly polls: PollCounts | null;
  readonly delay: (Quantiles & { readonly basis: DelayBasis | 'estimated' }) | null;
}

export interface MeasuredColumn {
  readonly kind: 'measured';
  readonly method: Method;
  readonly captureId: number;
  readonly label: string;
  readonly spanMs: number;
  readonly figures: MethodFigures;
  readonly reconnects: number;
  readonly duplicates: number;
  readonly outOfOrder: number;
  /** Messages that another capture had while this one was covered too. Null: nothing to compare with. */
  readonly missing: number | null;
}

export interface EstimatedColumn {
  readonly kind: 'estimated';
  readonly method: Method;
  /** The capture the estimate was made from. */
  readonly fromCaptureId: number;
  readonly fromMethod: Method;
  readonly spanMs: number;
  readonly figures: MethodFigures;
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
  readonly matchBasis: MatchBasis;
  /** Distinct messages over all measured captures. */
  readonly distinctMessages: number;
  /** What can and cannot be compared, in words. */
  readonly notes: readonly string[];
}
