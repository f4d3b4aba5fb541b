import type { EstimateAssumptions, MethodFigures } from '../../protocol/comparison.ts';
import type { Method } from '../../protocol/method.ts';
import { websocketHeaderBytes } from '../wireFraming.ts';
import type { StreamProfile } from './endpointProfile.ts';
import type { CompressionSample } from './endpointTraffic.ts';
import { toFigures } from './figures.ts';
import type { Arrivals } from './polling.ts';
import { codedHead } from './pollingFigures.ts';
import { SplitSum } from './splitSum.ts';
import { httpCosts } from './wireCosts.ts';

/** A comment around its text, and the blank line after it (WHATWG HTML, section 9.2.5). */
const COMMENT_BYTES = ':\n\n'.length;
/** A close frame with a status code (RFC 6455, section 5.5.1). */
const CLOSE_CODE_BYTES = 2;
const SHORTEST_HEARTBEAT_MS = 1;

/** @param compressed null: nothing is compressed */
export function streamFigures(
  arrivals: Arrivals,
  method: Method,
  profile: StreamProfile,
  assumptions: EstimateAssumptions,
  compressed: CompressionSample | null,
): MethodFigures {
  const bytes =
    method === 'websocket'
      ? webSocketBytes(arrivals, profile, assumptions, compressed?.messages ?? 1)
      : eventStreamBytes(arrivals, profile, assumptions, compressed);
  const count = arrivals.atMs.length;
  const ms = assumptions.roundTripMs / 2;
  return toFigures(arrivals, {
    requests: 1,
    connections: 1,
    bytes,
    polls: null,
    delay: count === 0 ? null : { count, mean: ms, p50: ms, p95: ms, p99: ms, max: ms },
    // All are as late as each other.
    jitterMs: count < 2 ? null : 0,
  });
}

function webSocketBytes(
  { sizeBytes, spanMs }: Arrivals,
  { request, answer, heartbeatBytes }: StreamProfile,
  { heartbeatMs }: EstimateAssumptions,
  share: number,
): SplitSum {
  const sum = new SplitSum();
  sum.sent('heads', request.bytes);
  sum.received('heads', answer.bytes);
  for (const bytes of sizeBytes) {
    const wireBytes = Math.round(bytes * share);
    sum.received('payload', wireBytes);
    sum.received('framing', websocketHeaderBytes(wireBytes, 'server'));
  }
  // A ping is answered by a pong with the same (RFC 6455, section 5.5.3), and a close by a close.
  const pings = heartbeats(spanMs, heartbeatMs);
  sum.received(
    'framing',
    pings * frameBytes(heartbeatBytes, 'server') + frameBytes(CLOSE_CODE_BYTES, 'server'),
  );
  sum.sent('framing', pings * frameBytes(heartbeatBytes, 'client') + frameBytes(CLOSE_CODE_BYTES, 'client'));
  return sum;
}

function eventStreamBytes(
  { atMs, sizeBytes, spanMs }: Arrivals,
  { request, requestBodyBytes, answer, aroundBytes, openingBytes, heartbeatBytes }: StreamProfile,
  { heartbeatMs, httpVersion }: EstimateAssumptions,
  compressed: CompressionSample | null,
): SplitSum {
  const sum = new SplitSum();
  const http = httpCosts(httpVersion);
  const share = compressed?.events ?? 1;
  sum.sent('heads', http.headBytes(request, requestBodyBytes, true));
  const bodyBytes = requestBodyBytes + http.bodyFraming(request, requestBodyBytes);
  sum.sent('framing', http.opening.sentBytes + http.headFraming + bodyBytes);
  sum.received('heads', http.headBytes(codedHead(answer, compressed !== null), 0, true));
  sum.received('framing', http.opening.receivedBytes + http.headFraming);
  const piece = (framingBytes: number, payloadBytes: number): void => {
    const wireBytes = (framingBytes + payloadBytes) * share;
    sum.received('framing', framingBytes * share + http.pieceFraming(wireBytes));
    sum.received('payload', payloadBytes * share);
  };
  if (openingBytes > 0) piece(openingBytes, 0);
  // Servers flush what they have: events that are there at the same moment are one piece.
  for (let first = 0; first < atMs.length;) {
    let [next, payloadBytes] = [first, 0];
    do {
      payloadBytes += sizeBytes[next] ?? 0;
      next += 1;
    } while (next < atMs.length && atMs[next] === atMs[first]);
    piece((next - first) * aroundBytes, payloadBytes);
    first = next;
  }
  const comments = heartbeats(spanMs, heartbeatMs);
  const commentBytes = heartbeatBytes + COMMENT_BYTES;
  sum.received('framing', comments * (commentBytes * share + http.pieceFraming(commentBytes * share)));
  return sum;
}

function heartbeats(spanMs: number, heartbeatMs: number): number {
  return heartbeatMs > 0 ? Math.floor(spanMs / Math.max(SHORTEST_HEARTBEAT_MS, heartbeatMs)) : 0;
}

function frameBytes(payloadBytes: number, sender: 'server' | 'client'): number {
  return websocketHeaderBytes(Math.round(payloadBytes), sender) + payloadBytes;
}
