import type {
  AssumptionName,
  EstimateAssumptions,
  EstimatedColumn,
  EstimateInput,
  EstimateRanges,
  MethodFigures,
} from '../../protocol/comparison.ts';
import { isPolling, type Method } from '../../protocol/method.ts';
import { capacityOf } from '../capacity.ts';
import { boundAssumptions } from './assumptions.ts';
import { type KnownEndpoint, pollingProfile, profileCaveats, streamProfile } from './endpointProfile.ts';
import type { CompressionSample } from './endpointTraffic.ts';
import { ARRIVAL_READINGS, type ArrivalReading, spreadArrivals } from './spreadArrivals.ts';
import type { Arrivals } from './polling.ts';
import { pollingFigures } from './pollingFigures.ts';
import { streamFigures } from './streamFigures.ts';

/** A capture as an estimate takes it. */
export interface EstimateSource extends KnownEndpoint {
  readonly captureId: number;
  readonly method: Method;
  readonly spanMs: number;
  /** Arrivals since the span began, ascending; as many as sizes. */
  readonly atMs: Float64Array;
  /** Payloads, uncompressed. */
  readonly sizeBytes: Uint32Array | Float64Array;
  /** How far an arrival may be behind its message: the interval where the source is short polling, else 0. */
  readonly arrivalUncertaintyMs: number;
  /** Messages that the client sent. */
  readonly sentMessages: number;
  /** Measures what compression makes of the payloads; null: it cannot be told. */
  readonly compress: () => CompressionSample | null;
}

/** A century. */
const LONGEST_SPAN_MS = 100 * 365.25 * 86_400_000;

/** What the figures of a method, besides the messages, come from. */
interface EstimatedFigures {
  readonly figures: MethodFigures;
  readonly inputs: readonly EstimateInput[];
}

/**
 * What a method would cost one client for the messages of a capture, by a discrete-event model over its arrivals, in
 * time linear in their number (docs/comparison.md). The client is never disconnected; the server gives a message the
 * moment that it has it.
 */
export function estimateMethod(
  source: EstimateSource,
  method: Method,
  given: EstimateAssumptions,
): EstimatedColumn {
  const assumptions = boundAssumptions(given);
  const estimated = estimateReading(source, method, assumptions, 'even');
  const { figures, inputs } = estimated;
  const spanMs = spanOf(source);
  return {
    kind: 'estimated',
    method,
    fromCaptureId: source.captureId,
    fromMethod: source.method,
    spanMs,
    figures,
    ranges: rangesOf(source, method, assumptions),
    capacity: capacityOf(method, figures, spanMs, assumptions),
    uses: usedBy(method, assumptions),
    inputs,
    caveats: caveatsOn(source, figures, method, assumptions),
  };
}

function estimateReading(
  source: EstimateSource,
  method: Method,
  assumptions: EstimateAssumptions,
  reading: ArrivalReading,
): EstimatedFigures {
  const arrivals: Arrivals = {
    atMs: spreadArrivals(source.atMs, source.arrivalUncertaintyMs, reading),
    sizeBytes: source.sizeBytes,
    spanMs: spanOf(source),
  };
  const compressed = assumptions.compression === 'deflate' ? source.compress() : null;
  if (isPolling(method)) {
    const profile = pollingProfile(source, method, assumptions);
    const figures = pollingFigures(arrivals, method, profile, assumptions, compressed);
    return { figures, inputs: profile.inputs };
  }
  const profile = streamProfile(source, method, assumptions);
  return {
    figures: streamFigures(arrivals, method, profile, assumptions, compressed),
    inputs: profile.inputs,
  };
}

/** A capture cannot be shorter than what came in it. */
function spanOf({ spanMs, atMs }: EstimateSource): number {
  const lastMs = atMs.at(-1) ?? 0;
  return Number.isNaN(spanMs) ? lastMs : Math.min(Math.max(spanMs, lastMs, 0), LONGEST_SPAN_MS);
}

function rangesOf(
  source: EstimateSource,
  method: Method,
  assumptions: EstimateAssumptions,
): EstimateRanges | null {
  if (source.arrivalUncertaintyMs <= 0 || source.atMs.length === 0) return null;
  const all = ARRIVAL_READINGS.map(
    (reading) => estimateReading(source, method, assumptions, reading).figures,
  );
  const between = (
    figure: (figures: MethodFigures) => number,
  ): { readonly low: number; readonly high: number } => ({
    low: Math.min(...all.map(figure)),
    high: Math.max(...all.map(figure)),
  });
  return {
    requests: between(({ requests }) => requests),
    receivedBytes: between(({ receivedBytes }) => receivedBytes),
    sentBytes: between(({ sentBytes }) => sentBytes),
    meanDelayMs: between(({ delay }) => delay?.mean ?? 0),
  };
}

function usedBy(method: Method, { intervalMs, keepAliveMs }: EstimateAssumptions): AssumptionName[] {
  switch (method) {
    case 'short-polling': {
      const connecting: AssumptionName[] = intervalMs < keepAliveMs ? [] : ['connectRoundTrips'];
      return ['intervalMs', 'roundTripMs', 'keepAliveMs', ...connecting, 'compression', 'httpVersion'];
    }
    case 'long-polling':
      return ['timeoutMs', 'roundTripMs', 'turnaroundMs', 'compression', 'httpVersion'];
    case 'websocket':
      return ['roundTripMs', 'heartbeatMs', 'compression'];
    case 'sse':
      return ['roundTripMs', 'heartbeatMs', 'compression', 'httpVersion'];
  }
}

function caveatsOn(
  source: EstimateSource,
  { messages, polls }: MethodFigures,
  method: Method,
  { compression }: EstimateAssumptions,
): string[] {
  const seconds = source.arrivalUncertaintyMs / 1000;
  return [
    ...(messages === 0 ? ['No message has come yet: delays cannot be estimated.'] : []),
    ...(messages > 0 && seconds > 0
      ? [
          `Arrivals are known only to within the poll interval of ${seconds} s: messages are taken as spread evenly over it, and the ranges are of all that could be.`,
        ]
      : []),
    ...profileCaveats(source, method),
    ...(polls !== null && polls.skipped > 0
      ? ['A poll takes longer than the interval: one is skipped while the one before is under way.']
      : []),
    ...(compression === 'deflate' && messages > 0 && source.compress() === null
      ? ['What compression makes of the payloads could not be measured: they count at their full size.']
      : []),
    ...(source.sentMessages > 0 && method !== 'websocket'
      ? ['What the client sent would need requests of its own, which are not counted.']
      : []),
  ];
}
