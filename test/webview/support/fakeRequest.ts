import type { ErrorInfo } from '../../../src/protocol/errors.ts';
import { isPolling, type Method } from '../../../src/protocol/method.ts';
import type { RequestOutcome, RequestRecord } from '../../../src/protocol/request.ts';

interface RequestOrigin {
  readonly method: Method;
  readonly url: string;
  readonly failure?: ErrorInfo;
}

/** A request with heads, phases and bytes as its outcome has them. */
export function makeRequest(
  capture: RequestOrigin,
  captureId: number,
  index: number,
  startedAtMs: number,
  endedAtMs: number | null,
  outcome: RequestOutcome,
): RequestRecord {
  const isUpgrade = capture.method === 'websocket';
  const took = endedAtMs === null ? null : endedAtMs - startedAtMs;
  const status =
    outcome === 'pending'
      ? null
      : isUpgrade
        ? 101
        : outcome === 'failed'
          ? 503
          : outcome === 'unchanged'
            ? 304
            : 200;
  return {
    captureId,
    index,
    purpose: isUpgrade ? 'upgrade' : capture.method === 'sse' ? 'stream' : 'poll',
    httpMethod: 'GET',
    url: `${capture.url}${isPolling(capture.method) ? `?after=${1000 + index}` : ''}`,
    httpVersion: status === null ? null : '1.1',
    status,
    statusText:
      status === null
        ? null
        : status === 503
          ? 'Service Unavailable'
          : status === 304
            ? 'Not Modified'
            : 'OK',
    startedAtMs,
    endedAtMs,
    phases: {
      dnsMs: index === 0 ? 1.2 : null,
      connectMs: index === 0 ? 3.4 : null,
      tlsMs: null,
      waitMs: took === null ? null : Math.max(1, took * 0.8),
      transferMs: took === null ? null : took * 0.1,
    },
    isConnectionReused: index > 0,
    requestHead: `GET /ticks HTTP/1.1\r\nHost: localhost:8080\r\nAuthorization: Bearer secret-token-123\r\nAccept: */*\r\n\r\n`,
    responseHead:
      status === null
        ? null
        : `HTTP/1.1 ${status} OK\r\nContent-Type: application/json\r\nSet-Cookie: session=cookie-secret; HttpOnly\r\nCache-Control: no-cache\r\n\r\n`,
    responseTrailers:
      outcome === 'streamed' ? 'X-Checksum: 5d41\r\nSet-Cookie: trailing=secret\r\n\r\n' : null,
    connection: {
      remote: '127.0.0.1:8080',
      proxy: index === 2 ? 'proxy.example:3128' : null,
      tls: null,
      isTrusted: null,
    },
    idleBeforeMs: index === 0 ? null : 2.4,
    wire: {
      receivedBytes: 420 + index,
      sentBytes: 310,
      parts: {
        heads: { receivedBytes: 180, sentBytes: 310 },
        framing: { receivedBytes: 12, sentBytes: 0 },
        payload: { receivedBytes: 228 + index, sentBytes: 0 },
        decoded: { receivedBytes: 912 + 4 * index, sentBytes: 0 },
      },
    },
    outcome,
    messageCount:
      outcome === 'messages' ? 1 + (index % 4) : outcome === 'streaming' || outcome === 'streamed' ? 240 : 0,
    error:
      outcome === 'failed'
        ? (capture.failure ?? {
            code: 'http-status',
            message: 'the server answered 503 Service Unavailable',
            action: 'look at the body of the answer, or try again later',
          })
        : null,
    failureBody: outcome === 'failed' ? '<h1>Service Unavailable</h1>\n<script>alert(1)</script>' : null,
  };
}
