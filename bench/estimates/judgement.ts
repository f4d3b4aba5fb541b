import type { Method } from '../../src/protocol/method.ts';
import type { CheckedFigures, CheckedMethod } from './checkReport.ts';

/** How far an estimate may be off: shares of what was measured, and ms where a share of little says nothing. */
const GOALS = { requests: 0.02, wireBytes: 0.03, delay: 0.1, delayMs: 10 } as const;

/** By how much an estimate is off what was measured. */
export interface Deviation {
  /** Shares of what was measured. */
  readonly requests: number;
  readonly wireBytes: number;
  readonly delayMs: number;
  readonly isWithin: boolean;
}

export function deviationOf({ measured, estimatedFrom }: CheckedMethod, from: Method): Deviation {
  const estimated = estimatedFrom[from];
  const requests = estimated.requests / measured.requests - 1;
  const wireBytes = wireBytesOf(estimated) / wireBytesOf(measured) - 1;
  const delayMs = estimated.delayMs - measured.delayMs;
  return {
    requests,
    wireBytes,
    delayMs,
    isWithin:
      Math.abs(requests) <= GOALS.requests &&
      Math.abs(wireBytes) <= GOALS.wireBytes &&
      Math.abs(delayMs) <= Math.max(GOALS.delayMs, GOALS.delay * measured.delayMs),
  };
}

export function wireBytesOf({ receivedBytes, sentBytes }: CheckedFigures): number {
  return receivedBytes + sentBytes;
}
