import type { PollCounts, Quantiles } from '../protocol/capture.ts';
import { EMPTY_COUNTERS } from '../protocol/capture.ts';
import type {
  AssumptionName,
  EstimateAssumptions,
  EstimatedColumn,
  MethodFigures,
} from '../protocol/comparison.ts';
import { isPolling, type Method } from '../protocol/method.ts';
import { capacityOf } from './capacity.ts';
import { spreadArrivals } from './estimateArrivals.ts';
import { type Arrivals, type PollingRun, runLongPolling, runShortPolling } from './estimatePolling.ts';
import { chunkBytes, sseEventBytes, websocketHeaderBytes } from './wireFraming.ts';

/** A capture as an estimate takes it. */
export interface EstimateSource {
  readonly captureId: number;
  readonly method: Method;
  readonly spanMs: number;
  /** Arrivals since the span began, ascending; as many as sizes. */
  readonly atMs: Float64Array;
  /** Payloads, uncompressed. */
  readonly sizeBytes: Uint32Array | Float64Array;
  /** Heads of ordinary requests as this endpoint really sends them, average bytes; null where the capture saw none. */
  readonly requestHeadBytes: number | null;
  readonly responseHeadBytes: number | null;
  /** How far an arrival may be behind its message: the interval where the source is short polling, else 0. */
  readonly arrivalUncertaintyMs: number;
}

/** Stand for heads that were not seen: what a program sends and gets, without cookies and tokens. */
const TYPICAL_REQUEST_HEAD_BYTES = headBytes(
  'GET /api/messages HTTP/1.1',
  'Host: localhost:8080',
  'User-Agent: Mozilla/5.0',
  'Accept: */*',
  'Accept-Encoding: gzip, deflate, br',
  'Connection: keep-alive',
);
const TYPICAL_RESPONSE_HEAD_BYTES = headBytes(
  'HTTP/1.1 200 OK',
  'Content-Type: application/json; charset=utf-8',
  'Cache-Control: no-store',
  'Content-Length: 1024',
  'Date: Thu, 01 Jan 2026 00:00:00 GMT',
  'Connection: keep-alive',
  'Keep-Alive: timeout=5',
);
/** What the head of an upgrade has that an ordinary one has not; it says `Connection` too (RFC 6455, section 4.1). */
const UPGRADE_FIELDS_BYTES =
  fieldsBytes(
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ) - fieldsBytes('Connection: keep-alive');
/** RFC 6455, section 1.3: servers answer an upgrade with these fields and hardly any other. */
const SWITCHING_HEAD_BYTES = headBytes(
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
);

const USES: Readonly<Record<Method, readonly AssumptionName[]>> = {
  'short-polling': ['intervalMs', 'roundTripMs'],
  'long-polling': ['timeoutMs', 'roundTripMs'],
  websocket: ['roundTripMs'],
  sse: ['roundTripMs'],
};

/**
 * What a method would cost one client for the messages of a capture, by a discrete-event model over its arrivals, in
 * time linear in their number. The client keeps one connection that is never lost; the server takes no time; messages
 * are not compressed; an event or a polled item has nothing but its payload, on one line.
 */
export function estimateMethod(
  source: EstimateSource,
  method: Method,
  assumptions: EstimateAssumptions,
): EstimatedColumn {
  const arrivals: Arrivals = {
    atMs: spreadArrivals(source.atMs, source.arrivalUncertaintyMs),
    sizeBytes: source.sizeBytes,
    spanMs: source.spanMs,
  };
  const figures = estimateFigures(arrivals, headsOf(source), method, assumptions);
  return {
    kind: 'estimated',
    method,
    fromCaptureId: source.captureId,
    fromMethod: source.method,
    spanMs: source.spanMs,
    figures,
    ranges: null,
    capacity: capacityOf(method, figures, source.spanMs, assumptions),
    uses: USES[method],
    inputs: [],
    caveats: caveatsOn(source, figures, method),
  };
}

interface Heads {
  readonly requestBytes: number;
  readonly responseBytes: number;
}

function headsOf({ requestHeadBytes, responseHeadBytes }: EstimateSource): Heads {
  return {
    requestBytes: requestHeadBytes ?? TYPICAL_REQUEST_HEAD_BYTES,
    responseBytes: responseHeadBytes ?? TYPICAL_RESPONSE_HEAD_BYTES,
  };
}

function estimateFigures(
  arrivals: Arrivals,
  heads: Heads,
  method: Method,
  assumptions: EstimateAssumptions,
): MethodFigures {
  switch (method) {
    case 'short-polling':
      return pollingFigures(arrivals, heads, runShortPolling(arrivals, assumptions));
    case 'long-polling':
      return pollingFigures(arrivals, heads, runLongPolling(arrivals, assumptions));
    case 'websocket':
      return streamFigures(arrivals, assumptions, {
        sentBytes: heads.requestBytes + UPGRADE_FIELDS_BYTES,
        headBytes: SWITCHING_HEAD_BYTES,
        messageBytes: (sizeBytes) => websocketHeaderBytes(sizeBytes, 'server') + sizeBytes,
      });
    case 'sse':
      return streamFigures(arrivals, assumptions, {
        sentBytes: heads.requestBytes,
        headBytes: heads.responseBytes,
        // Servers flush every event, and what is flushed is a chunk.
        messageBytes: (sizeBytes) => chunkBytes(sseEventBytes(sizeBytes)),
      });
  }
}

function pollingFigures(arrivals: Arrivals, heads: Heads, run: PollingRun): MethodFigures {
  const { requests, withMessages, empty, skipped, delays } = run;
  const polls: PollCounts = { ...EMPTY_COUNTERS.polls, total: requests, withMessages, empty, skipped };
  return figuresOf(arrivals, {
    requests,
    receivedBytes: (withMessages + empty) * heads.responseBytes + run.bodyBytes,
    sentBytes: requests * heads.requestBytes,
    polls,
    delay: delays.toQuantiles(),
  });
}

/** What a stream costs: once, and for a message of a size. */
interface StreamCosts {
  readonly sentBytes: number;
  readonly headBytes: number;
  readonly messageBytes: (sizeBytes: number) => number;
}

function streamFigures(
  arrivals: Arrivals,
  { roundTripMs }: EstimateAssumptions,
  { sentBytes, headBytes, messageBytes }: StreamCosts,
): MethodFigures {
  let receivedBytes = headBytes;
  for (const sizeBytes of arrivals.sizeBytes) receivedBytes += messageBytes(sizeBytes);
  const count = arrivals.atMs.length;
  const ms = roundTripMs / 2;
  return figuresOf(arrivals, {
    requests: 1,
    receivedBytes,
    sentBytes,
    polls: null,
    delay: count === 0 ? null : { count, mean: ms, p50: ms, p95: ms, p99: ms, max: ms },
  });
}

interface Costs {
  readonly requests: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly polls: PollCounts | null;
  readonly delay: Quantiles | null;
}

function figuresOf({ sizeBytes }: Arrivals, costs: Costs): MethodFigures {
  // Average heads are fractions of bytes.
  const receivedBytes = Math.round(costs.receivedBytes);
  const sentBytes = Math.round(costs.sentBytes);
  const wireBytes = receivedBytes + sentBytes;
  let payloadBytes = 0;
  for (const bytes of sizeBytes) payloadBytes += bytes;
  return {
    requests: costs.requests,
    connections: 1,
    reconnects: null,
    messages: sizeBytes.length,
    receivedBytes,
    sentBytes,
    split: null,
    payloadBytes,
    overheadShare: wireBytes === 0 ? null : (wireBytes - payloadBytes) / wireBytes,
    bytesPerMessage: sizeBytes.length === 0 ? null : wireBytes / sizeBytes.length,
    polls: costs.polls,
    delay: costs.delay === null ? null : { ...costs.delay, basis: 'estimated' },
    jitterMs: null,
  };
}

function caveatsOn(source: EstimateSource, { messages, polls }: MethodFigures, method: Method): string[] {
  const seconds = source.arrivalUncertaintyMs / 1000;
  return [
    ...(messages === 0 ? ['No message has come yet: delays cannot be estimated.'] : []),
    ...(messages > 0 && seconds > 0
      ? [
          `Arrivals are known only to within the poll interval of ${seconds} s: messages are taken as spread evenly over it.`,
        ]
      : []),
    ...(source.requestHeadBytes === null
      ? [`No request head was seen: a typical one of ${TYPICAL_REQUEST_HEAD_BYTES} bytes is assumed.`]
      : []),
    ...(source.responseHeadBytes === null && method !== 'websocket'
      ? [`No response head was seen: a typical one of ${TYPICAL_RESPONSE_HEAD_BYTES} bytes is assumed.`]
      : []),
    ...(isPolling(method) && polls !== null && polls.empty > 0
      ? ['A poll without news is taken as answered by a head alone (304 or 204).']
      : []),
    ...(polls !== null && polls.skipped > 0
      ? ['The round trip is longer than the interval: a poll is skipped while the one before is under way.']
      : []),
    ...(messages > 0 ? ['Compression is not estimated: payloads count at their full size.'] : []),
  ];
}

function headBytes(...lines: readonly string[]): number {
  return fieldsBytes(...lines) + '\r\n'.length;
}

function fieldsBytes(...lines: readonly string[]): number {
  return lines.reduce((bytes, line) => bytes + line.length + '\r\n'.length, 0);
}
