import type { EstimateAssumptions } from '../../protocol/comparison.ts';
import type { ErrorInfo } from '../../protocol/errors.ts';
import { COMPRESSIONS, ESTIMATED_HTTP_VERSIONS } from '../../protocol/comparison.ts';
import { ASSUMED_RANGES, type AssumedNumber } from '../../model/estimate/assumptions.ts';
import type { ReplayCheck } from '../../protocol/replay.ts';

const COMPARE_SECTIONS = [
  'methods',
  'advice',
  'assumptions',
  'capacity',
  'replay',
  'message',
  'notes',
] as const;
export type CompareSection = (typeof COMPARE_SECTIONS)[number];

/** The ends of the capacity's slider. */
export const CLIENTS = { least: 1, most: 1_000_000 } as const;

/** How the comparison is looked at. */
export interface CompareView {
  /** What the user assumes in place of what was found; `clients` has a member of its own. */
  readonly assumptions: Partial<Omit<EstimateAssumptions, 'clients'>>;
  /** For how many clients capacity is shown. Nothing else depends on it, so it costs no call. */
  readonly clients: number;
  readonly folded: readonly CompareSection[];
}

export const INITIAL_COMPARE: CompareView = { assumptions: {}, clients: 1_000, folded: [] };

/** The check by replay: it goes on while another tab is looked at. */
export type ReplayState =
  | {
      readonly kind: 'running';
      readonly captureId: number;
      /** By `performance.now()`. */
      readonly startedAtMs: number;
      readonly durationMs: number;
    }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'done'; readonly check: ReplayCheck }
  | { readonly kind: 'failed'; readonly error: ErrorInfo };

/** @param raw what an earlier page kept; whatever is none of it takes its default */
export function compareViewFrom(raw: Readonly<Record<string, unknown>>): CompareView {
  const { assumptions, clients, folded } = raw;
  return {
    assumptions: assumptionsFrom(new Map(Object.entries(assumptions ?? {}))),
    clients: isWithin(clients, CLIENTS.least, CLIENTS.most) ? clients : INITIAL_COMPARE.clients,
    folded: Array.isArray(folded) ? COMPARE_SECTIONS.filter((section) => folded.includes(section)) : [],
  };
}

/** The same without one of them: what was found takes its place. */
export function withoutAssumption(
  assumptions: CompareView['assumptions'],
  name: keyof CompareView['assumptions'],
): CompareView['assumptions'] {
  return assumptionsFrom(new Map(Object.entries(assumptions).filter(([given]) => given !== name)));
}

function assumptionsFrom(kept: ReadonlyMap<string, unknown>): CompareView['assumptions'] {
  const assumptions: { -readonly [K in keyof CompareView['assumptions']]: CompareView['assumptions'][K] } =
    {};
  for (const name of ASSUMED_NUMBERS) {
    const value = kept.get(name);
    if (isWithin(value, ...ASSUMED_RANGES[name])) assumptions[name] = value;
  }
  const compression = COMPRESSIONS.find((choice) => choice === kept.get('compression'));
  const httpVersion = ESTIMATED_HTTP_VERSIONS.find((choice) => choice === kept.get('httpVersion'));
  return {
    ...assumptions,
    ...(compression === undefined ? {} : { compression }),
    ...(httpVersion === undefined ? {} : { httpVersion }),
  };
}

/** Those of the user's assumptions that are numbers. */
export type GivenNumber = Exclude<AssumedNumber, 'clients'>;

const ASSUMED_NUMBERS: readonly GivenNumber[] = [
  'intervalMs',
  'timeoutMs',
  'roundTripMs',
  'turnaroundMs',
  'connectRoundTrips',
  'keepAliveMs',
  'heartbeatMs',
];

function isWithin(value: unknown, from: number, to: number): value is number {
  return typeof value === 'number' && value >= from && value <= to;
}
