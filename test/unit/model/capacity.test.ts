import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { capacityOf } from '../../../src/model/capacity.ts';
import { TYPICAL_ASSUMPTIONS } from '../../../src/model/estimate/assumptions.ts';
import { estimateMethod } from '../../../src/model/estimate/estimateMethod.ts';
import type { Capacity, EstimateAssumptions } from '../../../src/protocol/comparison.ts';
import type { Method } from '../../../src/protocol/method.ts';
import { ANSWER_HEAD_BYTES, REQUEST_HEAD_BYTES, sourceOf } from '../../support/endpointTraffic.ts';

const ASSUMED: EstimateAssumptions = {
  ...TYPICAL_ASSUMPTIONS,
  intervalMs: 1000,
  heartbeatMs: 0,
  clients: 500,
};

/** A message a second for ten seconds. */
const source = sourceOf(
  Array.from({ length: 10 }, (_, second) => second * 1000 + 500),
  10_000,
);

function capacity(method: Method, given: Partial<EstimateAssumptions> = {}): Capacity {
  return estimateMethod(source, method, { ...ASSUMED, ...given }).capacity ?? assert.fail();
}

describe('the capacity that clients ask of a server', () => {
  it('is a request per client and interval by short polling, however long the capture', () => {
    const { requestsPerSecond, openConnections, sentBitsPerSecond } = capacity('short-polling');
    assert.equal(requestsPerSecond, 500);
    assert.equal(openConnections, 500);
    assert.equal(sentBitsPerSecond, 8 * 500 * REQUEST_HEAD_BYTES);
  });

  it('has connections open only for a while where the interval is longer than they are kept', () => {
    const rare = capacity('short-polling', { intervalMs: 10_000, keepAliveMs: 2_000, roundTripMs: 0 });
    assert.equal(rare.openConnections, 100);
    assert.match(rare.assumption, /a new connection for each poll/);
  });

  it('is a request per client and message by long polling, and one per timeout where nothing comes', () => {
    assert.equal(capacity('long-polling').requestsPerSecond, 500);
    const silent = estimateMethod(sourceOf([], 10_000), 'long-polling', { ...ASSUMED, roundTripMs: 0 });
    assert.ok(Math.abs((silent.capacity?.requestsPerSecond ?? 0) - 500 / 60) < 1e-9);
  });

  it('is no request by streams, which stand, and the messages alone', () => {
    const webSocket = capacity('websocket');
    assert.deepEqual([webSocket.requestsPerSecond, webSocket.sentBitsPerSecond], [0, 0]);
    assert.equal(webSocket.receivedBitsPerSecond, 8 * 500 * (50 + 2));
    assert.equal(capacity('sse').receivedBitsPerSecond, 8 * 500 * (50 + 8 + 6));
  });

  it('counts the heads of streams that are lost and made again', () => {
    const { figures, spanMs } = estimateMethod(source, 'sse', ASSUMED);
    const lost = capacityOf('sse', { ...figures, requests: 3, reconnects: 2 }, spanMs, ASSUMED);
    assert.equal(lost?.requestsPerSecond, 100);
    const headBits = 8 * 500 * (2 / 10) * (ANSWER_HEAD_BYTES / 3);
    assert.ok(Math.abs(lost.receivedBitsPerSecond - headBits - 8 * 500 * (50 + 8 + 6)) < 1e-6);
  });

  it('is not known of no time at all', () => {
    assert.equal(estimateMethod(sourceOf([], 0), 'sse', ASSUMED).capacity, null);
  });
});
