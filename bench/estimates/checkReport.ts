import type { Method } from '../../src/protocol/method.ts';

/** What is compared of a method. */
export interface CheckedFigures {
  readonly requests: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  /** Mean delivery delay. */
  readonly delayMs: number;
}

/** A method as a replay measured it, and as it was estimated from a capture of each method. */
export interface CheckedMethod {
  readonly method: Method;
  readonly measured: CheckedFigures;
  readonly estimatedFrom: Readonly<Record<Method, CheckedFigures>>;
}

/** What the process that captured a feed tells. */
export interface CheckReport {
  readonly messages: number;
  readonly methods: readonly CheckedMethod[];
  /** How late its timers were, at worst: delays contain it. */
  readonly latestTimerMs: number;
}
