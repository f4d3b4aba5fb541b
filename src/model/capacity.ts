import type { Capacity, EstimateAssumptions, MethodFigures } from '../protocol/comparison.ts';
import { isPolling, type Method } from '../protocol/method.ts';
import { countOf } from './format.ts';

type Assumed = Pick<EstimateAssumptions, 'clients' | 'intervalMs' | 'keepAliveMs' | 'roundTripMs'>;

/** What is shorter than this says nothing of a second. */
const SHORTEST_SPAN_MS = 1;

/**
 * What a method asks of a server for so many clients, each as the one whose figures these are. Connections that stand
 * cost nothing here: how they came to stand is a moment, and no rate.
 * @returns null where the span is too short to tell
 */
export function capacityOf(
  method: Method,
  figures: MethodFigures,
  spanMs: number,
  assumed: Assumed,
): Capacity | null {
  if (!(spanMs >= SHORTEST_SPAN_MS)) return null;
  const { clients } = assumed;
  const perSecond = (clients * 1_000) / spanMs;
  // What opened the first connection is asked again only where it was lost.
  const opening = figures.reconnects === null ? 1 : 1 / (1 + figures.reconnects);
  const lasting = isPolling(method) ? 1 : 1 - opening;
  const { heads } = figures.split ?? { heads: { receivedBytes: 0, sentBytes: 0 } };
  const once = isPolling(method) ? 0 : opening;
  return {
    clients,
    requestsPerSecond: figures.requests * lasting * perSecond,
    openConnections: clients * openShare(method, assumed),
    receivedBitsPerSecond: 8 * (figures.receivedBytes - once * heads.receivedBytes) * perSecond,
    sentBitsPerSecond: 8 * (figures.sentBytes - once * heads.sentBytes) * perSecond,
    assumption: assumptionOf(method, assumed),
  };
}

/** For how much of the time a client has a connection. */
function openShare(method: Method, assumed: Assumed): number {
  return method === 'short-polling' && !isKeptAlive(assumed)
    ? Math.min(1, (2 * assumed.roundTripMs + assumed.keepAliveMs) / assumed.intervalMs)
    : 1;
}

function isKeptAlive({ intervalMs, keepAliveMs }: Assumed): boolean {
  return intervalMs < keepAliveMs;
}

function assumptionOf(method: Method, assumed: Assumed): string {
  const all = countOf(assumed.clients, 'client');
  switch (method) {
    case 'short-polling':
      return isKeptAlive(assumed)
        ? `${all}, each asking at its own time, on a connection that is kept alive between two polls`
        : `${all}, each asking at its own time, on a new connection for each poll`;
    case 'long-polling':
      return `${all} with a request held each: every message answers all of them at once, and all ask again`;
    case 'websocket':
      return `${all} with a connection each, which stays open: a restart of the server opens all of them at once`;
    case 'sse':
      return `${all} with a stream each, which stays open: a restart of the server opens all of them at once`;
  }
}
