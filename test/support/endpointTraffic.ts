import type { EndpointTraffic, SampledHead } from '../../src/model/estimate/endpointTraffic.ts';
import type { EstimateSource } from '../../src/model/estimate/estimateMethod.ts';
import type { Method } from '../../src/protocol/method.ts';

export const REQUEST_HEAD_BYTES = 100;
export const ANSWER_HEAD_BYTES = 200;

/** A head of so many bytes. */
export function headOf(startLine: string, bytes: number): SampledHead {
  const bare = `${startLine}\r\nX: \r\n\r\n`;
  return { text: `${startLine}\r\nX: ${'x'.repeat(bytes - bare.length)}\r\n\r\n`, bytes, changing: [] };
}

/** What an endpoint was seen to do, by whatever method: heads of 100 and 200 bytes, and nothing else of note. */
export function trafficOf(method: Method, given: Partial<EndpointTraffic> = {}): EndpointTraffic {
  const answerHead = headOf('HTTP/1.1 200 OK', ANSWER_HEAD_BYTES);
  return {
    method,
    requestBodyBytes: 0,
    requestHead: headOf('GET / HTTP/1.1', REQUEST_HEAD_BYTES),
    firstRequestHead: null,
    answerHead,
    idleAnswer: { head: answerHead, bodyBytes: 0, isUnchanged: false },
    firstAnswer: null,
    aroundBytes: method === 'sse' ? 'data: \n\n'.length : method === 'websocket' ? null : '[]'.length,
    openingBytes: 0,
    heartbeatBytes: null,
    ...given,
  };
}

/** Messages of 50 bytes over a span, seen on a WebSocket of an endpoint that was seen to be polled too, unless said otherwise. */
export function sourceOf(
  atMs: readonly number[],
  spanMs: number,
  given: Partial<EstimateSource> = {},
): EstimateSource {
  return {
    captureId: 7,
    method: 'websocket',
    spanMs,
    atMs: Float64Array.from(atMs),
    sizeBytes: new Uint32Array(atMs.length).fill(50),
    arrivalUncertaintyMs: 0,
    traffic: [trafficOf('short-polling'), trafficOf('sse')],
    idBytes: null,
    sentMessages: 0,
    compress: () => null,
    ...given,
  };
}
