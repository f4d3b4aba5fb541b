import type {
  AssumptionBases,
  AssumptionBasis,
  AssumptionName,
  EstimateAssumptions,
} from '../../protocol/comparison.ts';
import { FEED_DEFAULTS } from '../../protocol/feed.ts';
import { MAX_ASSUMED_CLIENTS, MAX_ASSUMED_MS, MAX_CONNECT_ROUND_TRIPS } from '../../protocol/limits.ts';

/** What is usual where neither the user nor a capture says otherwise. */
export const TYPICAL_ASSUMPTIONS: EstimateAssumptions = {
  intervalMs: FEED_DEFAULTS.intervalMs,
  timeoutMs: FEED_DEFAULTS.timeoutMs,
  // A server on this machine or near it.
  roundTripMs: 1,
  // What this client and a server of the same kind took from one poll to the next in the check (docs/comparison.md).
  turnaroundMs: 1,
  connectRoundTrips: 1,
  // nginx has 75 s; browsers and other servers less.
  keepAliveMs: 60_000,
  // What the HTML standard (section 9.2.7) advises for event streams.
  heartbeatMs: 15_000,
  compression: 'none',
  httpVersion: '1.1',
  clients: 1,
};

/** Assumptions that captures tell, and how they do. */
export interface FoundAssumptions {
  readonly measured: Partial<EstimateAssumptions>;
  /** From the options of captured feeds. */
  readonly feed: Partial<EstimateAssumptions>;
}

/** Assumptions that are numbers. */
export type AssumedNumber = Exclude<AssumptionName, 'compression' | 'httpVersion'>;

/** The least and the most that each of them is taken as. */
export const ASSUMED_RANGES: Readonly<Record<AssumedNumber, readonly [from: number, to: number]>> = {
  intervalMs: [1, MAX_ASSUMED_MS],
  timeoutMs: [1, MAX_ASSUMED_MS],
  roundTripMs: [0, MAX_ASSUMED_MS],
  turnaroundMs: [0, MAX_ASSUMED_MS],
  connectRoundTrips: [0, MAX_CONNECT_ROUND_TRIPS],
  keepAliveMs: [0, MAX_ASSUMED_MS],
  heartbeatMs: [0, MAX_ASSUMED_MS],
  clients: [1, MAX_ASSUMED_CLIENTS],
};

/** The user's word counts first, then what was measured, then what a feed's options say, then what is usual. */
export function assume(
  found: FoundAssumptions,
  given: Partial<EstimateAssumptions>,
): { readonly assumptions: EstimateAssumptions; readonly assumptionBases: AssumptionBases } {
  return {
    assumptions: boundAssumptions({ ...TYPICAL_ASSUMPTIONS, ...found.feed, ...found.measured, ...given }),
    assumptionBases: {
      ...allOf('typical', TYPICAL_ASSUMPTIONS),
      ...allOf('feed', found.feed),
      ...allOf('measured', found.measured),
      ...allOf('given', given),
    },
  };
}

/** Assumptions as an estimate can be made from them, whatever they were: one out of its range is the nearest in it. */
export function boundAssumptions(assumptions: EstimateAssumptions): EstimateAssumptions {
  const names = Object.keys(ASSUMED_RANGES) as AssumedNumber[];
  const bounded = names.map((name) => {
    const [from, to] = ASSUMED_RANGES[name];
    const value = assumptions[name];
    return [
      name,
      Number.isNaN(value) ? TYPICAL_ASSUMPTIONS[name] : Math.min(Math.max(value, from), to),
    ] as const;
  });
  return { ...assumptions, ...(Object.fromEntries(bounded) as Record<AssumedNumber, number>) };
}

function allOf<T extends object>(
  basis: AssumptionBasis,
  values: T,
): { readonly [K in keyof T]: AssumptionBasis } {
  const entries = Object.keys(values).map((name) => [name, basis]);
  return Object.fromEntries(entries) as { readonly [K in keyof T]: AssumptionBasis };
}
