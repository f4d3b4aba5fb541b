import type { CaptureSummary } from '../../protocol/capture.ts';
import type { ClockUncertainty, EstimateAssumptions } from '../../protocol/comparison.ts';
import type { FoundAssumptions } from './assumptions.ts';
import type { CompressionSample, EndpointTraffic } from './endpointTraffic.ts';

/** What a capture shows besides its messages. Null: it has shown no such thing. */
export interface Observation {
  readonly traffic: EndpointTraffic;
  /** The shortest time a TCP connection took to stand, one round trip (RFC 9293, section 3.5), or a request to be answered. */
  readonly roundTripMs: number | null;
  /** Before a request on a new connection. */
  readonly connectRoundTrips: number | null;
  readonly httpVersion: EstimateAssumptions['httpVersion'] | null;
  /** How long its answers say that a connection is kept. */
  readonly keepAliveMs: number | null;
  /** Of a stream; 0: it gave none. */
  readonly heartbeatMs: number | null;
  /** How long a long poll without news was held. */
  readonly holdMs: number | null;
  readonly isCompressed: boolean | null;
  readonly clock: ClockUncertainty;
  /** Measures what compression makes of its payloads; null: there are none. */
  readonly compress: () => CompressionSample | null;
}

/** A capture with what it shows. */
export interface ObservedCapture {
  readonly summary: CaptureSummary;
  readonly observed: Observation;
}

/** What captures of one source tell of the assumptions of an estimate. @param captures the most telling one first */
export function findAssumptions(captures: readonly ObservedCapture[]): FoundAssumptions {
  const first = <T>(read: (capture: ObservedCapture) => T | null | undefined): T | null => {
    for (const capture of captures) {
      const value = read(capture);
      if (value !== null && value !== undefined) return value;
    }
    return null;
  };
  const shortPolled = captures.find(({ summary }) => summary.feed.method === 'short-polling');
  const longPolled = captures.find(({ summary }) => summary.feed.method === 'long-polling');
  const roundTrips = captures.flatMap(({ observed }) => observed.roundTripMs ?? []);
  const isCompressed = first(({ observed }) => observed.isCompressed);
  return {
    measured: withoutNulls({
      // To the hundredth: it is shown, and to be changed.
      roundTripMs: roundTrips.length === 0 ? null : Math.round(100 * Math.min(...roundTrips)) / 100,
      turnaroundMs: longPolled?.summary.longPolls?.gaps?.p50 ?? null,
      timeoutMs: longPolled?.observed.holdMs ?? null,
      connectRoundTrips: first(({ observed }) => observed.connectRoundTrips),
      keepAliveMs: first(({ observed }) => observed.keepAliveMs),
      heartbeatMs: first(({ observed }) => observed.heartbeatMs),
      httpVersion: first(({ observed }) => observed.httpVersion),
      compression: isCompressed === null ? null : isCompressed ? 'deflate' : 'none',
    }),
    feed: withoutNulls({
      intervalMs: shortPolled?.summary.feed.intervalMs ?? null,
      timeoutMs: longPolled?.summary.feed.timeoutMs ?? null,
    }),
  };
}

function withoutNulls(values: {
  readonly [K in keyof EstimateAssumptions]?: EstimateAssumptions[K] | null;
}): Partial<EstimateAssumptions> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
