import type { Capacity, EstimateAssumptions, MethodFigures } from '../protocol/comparison.ts';
import type { Method } from '../protocol/method.ts';
import type { WireBytes } from '../protocol/request.ts';

type Assumed = Pick<
  EstimateAssumptions,
  'clients' | 'intervalMs' | 'timeoutMs' | 'keepAliveMs' | 'roundTripMs'
>;

/** What is shorter than this says nothing of a second. */
const SHORTEST_SPAN_MS = 1;
/** The close frames of a WebSocket, with a status code (RFC 6455, section 5.5.1): said once, as its heads are. */
const CLOSE_BYTES: WireBytes = { receivedBytes: 4, sentBytes: 8 };

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
  const requestsPerMs = repeatedPerMs(method, figures, spanMs, assumed);
  const bitsPerSecond = (side: keyof WireBytes): number => {
    const headBytes = figures.split?.heads[side] ?? 0;
    const onceBytes = method === 'websocket' ? CLOSE_BYTES[side] : 0;
    const otherBytes = Math.max(0, figures[side] - headBytes - onceBytes);
    const bytesPerMs = otherBytes / spanMs + requestsPerMs * (headBytes / Math.max(1, figures.requests));
    return 8_000 * bytesPerMs * clients;
  };
  return {
    clients,
    requestsPerSecond: 1_000 * requestsPerMs * clients,
    openConnections: clients * openShare(method, assumed),
    receivedBitsPerSecond: bitsPerSecond('receivedBytes'),
    sentBitsPerSecond: bitsPerSecond('sentBytes'),
    assumption: assumptionOf(method, assumed),
  };
}

/** The same for another number of clients: all of it is in proportion. */
export function scaledCapacity(capacity: Capacity, clients: number): Capacity {
  const factor = clients / capacity.clients;
  return {
    clients,
    requestsPerSecond: factor * capacity.requestsPerSecond,
    openConnections: factor * capacity.openConnections,
    receivedBitsPerSecond: factor * capacity.receivedBitsPerSecond,
    sentBitsPerSecond: factor * capacity.sentBitsPerSecond,
    assumption: capacity.assumption,
  };
}

/** Requests that come again and again, not the one that a span begins with. */
function repeatedPerMs(
  method: Method,
  { requests, reconnects }: MethodFigures,
  spanMs: number,
  { intervalMs, timeoutMs, roundTripMs }: Assumed,
): number {
  switch (method) {
    case 'short-polling':
      // Each poll stands for an interval, the one at the end of a span too.
      return requests / Math.max(spanMs, requests * intervalMs);
    case 'long-polling':
      // Without any message, too, a poll is asked anew when it is given up.
      return Math.max((requests - 1) / spanMs, 1 / Math.max(SHORTEST_SPAN_MS, timeoutMs + roundTripMs));
    case 'websocket':
    case 'sse':
      return (reconnects ?? 0) / spanMs;
  }
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
  switch (method) {
    case 'short-polling':
      return isKeptAlive(assumed)
        ? 'each client asks at its own time, on a connection that is kept alive between two polls'
        : 'each client asks at its own time, on a new connection for each poll';
    case 'long-polling':
      return 'each client has a request held: every message answers all of them at once, and all ask again';
    case 'websocket':
      return 'each client has a connection, which stays open: a restart of the server opens all of them at once';
    case 'sse':
      return 'each client has a stream, which stays open: a restart of the server opens all of them at once';
  }
}
