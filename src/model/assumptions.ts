import type { AssumptionBases, AssumptionBasis, EstimateAssumptions } from '../protocol/comparison.ts';
import { FEED_DEFAULTS } from '../protocol/feed.ts';

/** What is usual where neither the user nor a capture says otherwise. */
export const TYPICAL_ASSUMPTIONS: EstimateAssumptions = {
  intervalMs: FEED_DEFAULTS.intervalMs,
  timeoutMs: FEED_DEFAULTS.timeoutMs,
  // A server on this machine or near it.
  roundTripMs: 1,
  turnaroundMs: 1,
  connectRoundTrips: 1,
  // nginx has 75 s, browsers and Apache less.
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

/** The user's word counts first, then what was measured, then what a feed's options say, then what is usual. */
export function assume(
  found: FoundAssumptions,
  given: Partial<EstimateAssumptions>,
): { readonly assumptions: EstimateAssumptions; readonly assumptionBases: AssumptionBases } {
  const typical = allOf('typical', TYPICAL_ASSUMPTIONS);
  return {
    assumptions: { ...TYPICAL_ASSUMPTIONS, ...found.feed, ...found.measured, ...given },
    assumptionBases: {
      ...typical,
      ...allOf('feed', found.feed),
      ...allOf('measured', found.measured),
      ...allOf('given', given),
    },
  };
}

function allOf<T extends object>(
  basis: AssumptionBasis,
  values: T,
): { readonly [K in keyof T]: AssumptionBasis } {
  const entries = Object.keys(values).map((name) => [name, basis]);
  return Object.fromEntries(entries) as { readonly [K in keyof T]: AssumptionBasis };
}
