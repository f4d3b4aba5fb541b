import type { PairedArrival } from '../../protocol/comparison.ts';

/** An arrival on the axis that begins with the earliest one. */
export interface ArrivalStep {
  readonly arrival: PairedArrival;
  /** Since the earliest one; null: it did not come. */
  readonly delayMs: number | null;
  /** Where it is between the earliest one and the latest one, 0 to 1. */
  readonly share: number;
}

/** The arrivals of a message, in order of time; those that did not come are last. */
export function arrivalSteps(arrivals: readonly PairedArrival[]): readonly ArrivalStep[] {
  const times = arrivals.flatMap(({ atMs }) => atMs ?? []);
  const earliestMs = Math.min(...times);
  const spanMs = Math.max(...times) - earliestMs;
  return arrivals
    .map((arrival): ArrivalStep => {
      const delayMs = arrival.atMs === null ? null : arrival.atMs - earliestMs;
      return { arrival, delayMs, share: delayMs === null || spanMs === 0 ? 0 : delayMs / spanMs };
    })
    .toSorted((a, b) => (a.delayMs ?? Infinity) - (b.delayMs ?? Infinity));
}
