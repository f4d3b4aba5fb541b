import type { EstimateAssumptions, MethodFigures } from './comparison.ts';
import type { Method } from './method.ts';

/** What a capture received over a stretch of time, in columns: it crosses threads without a copy. */
export interface ReplayStretch {
  /** How long it lasts; its messages lie within. */
  readonly spanMs: number;
  /** From the moment the capture was open to its beginning. */
  readonly fromMs: number;
  /** Whether the capture has more than this. */
  readonly isPart: boolean;
  /** Of each message: when it came, since the beginning, ascending … */
  readonly atMs: Float64Array;
  /** … where its payload ends, which is where the next one begins … */
  readonly endBytes: Float64Array;
  /** … 1 where it is binary … */
  readonly isBinary: Uint8Array;
  /** … and the name of its event. */
  readonly events: readonly (string | null)[];
  readonly payloads: Uint8Array;
}

/** The times of a replay, as an estimate assumes them. */
export type ReplayTimes = Pick<EstimateAssumptions, 'intervalMs' | 'timeoutMs' | 'heartbeatMs'>;

/** How the thread that serves a stretch is started: the data of its worker. */
export interface ReplayWorkerData {
  readonly stretch: ReplayStretch;
  readonly times: ReplayTimes;
}

/** What that thread says: where it listens, and that all has been served. It begins when each method has a client. */
export type FromReplay =
  | { readonly type: 'listening'; readonly origin: string }
  | { readonly type: 'played'; readonly gone: number };

/** By how much an estimate is off. Shares are of what was measured; null where that is nothing. */
export interface EstimateError {
  readonly requests: number | null;
  readonly receivedBytes: number | null;
  readonly sentBytes: number | null;
  /** Of the mean delay. Null where either has none. */
  readonly delay: number | null;
  /** The same in ms: a share of next to nothing says nothing. */
  readonly delayMs: number | null;
}

/** A method as it was estimated and as it was measured, for the same messages. */
export interface ReplayedMethod {
  readonly method: Method;
  readonly estimated: MethodFigures;
  readonly replayed: MethodFigures;
  readonly error: EstimateError;
}

/** What the captures of a replay say of the estimate. */
export interface ReplayFigures {
  /** Those of the estimate that was checked: as given, with what holds on this machine, such as its round trip. */
  readonly assumptions: EstimateAssumptions;
  readonly methods: readonly ReplayedMethod[];
}

/** An estimate checked: part of a capture, served on this machine by all four methods and captured again. */
export interface ReplayCheck extends ReplayFigures {
  readonly captureId: number;
  /** From the moment the capture was open to the beginning of what was replayed, and how long that is. */
  readonly fromMs: number;
  readonly spanMs: number;
  readonly messages: number;
  /** What limits it, in words. */
  readonly notes: readonly string[];
}
