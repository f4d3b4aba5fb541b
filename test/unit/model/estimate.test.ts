import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assume, TYPICAL_ASSUMPTIONS } from '../../../src/model/assumptions.ts';
import { estimateMethod, type EstimateSource } from '../../../src/model/estimate.ts';
import type { EstimateAssumptions, MethodFigures } from '../../../src/protocol/comparison.ts';
import { type Method, METHODS } from '../../../src/protocol/method.ts';

const REQUEST_HEAD = 100;
const RESPONSE_HEAD = 200;
const ASSUMED: EstimateAssumptions = {
  ...TYPICAL_ASSUMPTIONS,
  intervalMs: 1000,
  timeoutMs: 2000,
  roundTripMs: 10,
};

/** Messages of 50 bytes over a span, seen on a WebSocket unless said otherwise. */
function sourceOf(
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
    requestHeadBytes: REQUEST_HEAD,
    responseHeadBytes: RESPONSE_HEAD,
    arrivalUncertaintyMs: 0,
    ...given,
  };
}

function figuresOf(
  source: EstimateSource,
  method: Method,
  given: Partial<EstimateAssumptions> = {},
): MethodFigures {
  return estimateMethod(source, method, { ...ASSUMED, ...given }).figures;
}

function pollsOf({ polls }: MethodFigures): readonly number[] {
  assert.ok(polls !== null);
  return [polls.total, polls.withMessages, polls.empty, polls.skipped];
}

describe('an estimate of short polling', () => {
  // Polls reach the server at 5, 1005, 2005 and 3005 ms, and are back at 10, 1010, 2010 and 3010 ms.
  const figures = figuresOf(sourceOf([0, 5, 6, 1500, 1600], 3000), 'short-polling');

  it('asks at once and then every interval', () => {
    assert.equal(figures.requests, 4);
    assert.deepEqual(pollsOf(figures), [4, 3, 1, 0]);
    assert.equal(figures.connections, 1);
  });

  it('delivers each message with the first poll to reach the server after it, half a round trip later', () => {
    // Behind their messages by 10, 5, 1004, 510 and 410 ms.
    assert.equal(figures.delay?.count, 5);
    assert.equal(figures.delay.mean, (10 + 5 + 1004 + 510 + 410) / 5);
    assert.equal(figures.delay.max, 1004);
    assert.ok(Math.abs(figures.delay.p50 - 410) <= 0.008 * 410);
    assert.equal(figures.delay.basis, 'estimated');
  });

  it('counts a head for each request and answer, and a JSON array for each answer with messages', () => {
    assert.equal(figures.sentBytes, 4 * REQUEST_HEAD);
    assert.equal(figures.receivedBytes, 4 * RESPONSE_HEAD + 3 + 2 + 3 + 5 * 50);
    assert.equal(figures.payloadBytes, 250);
    assert.equal(figures.bytesPerMessage, (400 + 1058) / 5);
    assert.equal(figures.overheadShare, (400 + 1058 - 250) / (400 + 1058));
  });

  it('delivers what comes after the last poll with the next one, whose heads are not of this span', () => {
    const late = figuresOf(sourceOf([1500], 1600), 'short-polling');
    assert.deepEqual(pollsOf(late), [2, 0, 2, 0]);
    assert.equal(late.delay?.mean, 510);
    assert.equal(late.receivedBytes, 2 * RESPONSE_HEAD + 52);
  });

  it('skips ticks while a poll is under way', () => {
    const slow = figuresOf(sourceOf([100], 3000), 'short-polling', { roundTripMs: 1500 });
    assert.deepEqual(pollsOf(slow), [2, 1, 1, 2]);
    assert.equal(slow.delay?.mean, 1400);
  });
});

describe('an estimate of long polling', () => {
  it('holds a request until there is a message, and takes what came meanwhile with the next one', () => {
    // The first request arrives at 5 and is answered at 100; asked again at 105, the second one arrives at 110.
    const figures = figuresOf(sourceOf([100, 103, 110, 111], 1000), 'long-polling');
    // The third arrives at 120 with the fourth message waiting; the fourth, asked at 125, is held at the end.
    assert.deepEqual(pollsOf(figures), [4, 3, 0, 0]);
    assert.equal(figures.delay?.mean, (5 + 12 + 5 + 14) / 4);
    assert.equal(figures.sentBytes, 4 * REQUEST_HEAD);
    assert.equal(figures.receivedBytes, 3 * RESPONSE_HEAD + 2 + 3 + 2 + 4 * 50);
  });

  it('counts a timeout as an empty poll, and asks again', () => {
    // Held from 5 to 2005, from 2015 to 4015, and from 4025 until the message.
    const figures = figuresOf(sourceOf([5000], 5100), 'long-polling');
    assert.deepEqual(pollsOf(figures), [4, 1, 2, 0]);
    assert.equal(figures.delay?.mean, 5);
  });

  it('delivers a message that comes between two requests when the second one arrives', () => {
    const figures = figuresOf(sourceOf([2008], 2019), 'long-polling');
    assert.deepEqual(pollsOf(figures), [2, 1, 1, 0]);
    assert.equal(figures.delay?.mean, 2015 + 5 - 2008);
  });

  it('answers with a message that comes at the very moment of the timeout', () => {
    assert.deepEqual(pollsOf(figuresOf(sourceOf([2005], 2006), 'long-polling')), [1, 1, 0, 0]);
  });

  it('times out over and over where nothing comes', () => {
    // Asked at 0, 2010 and 4020; the last one is answered at 6025.
    assert.deepEqual(pollsOf(figuresOf(sourceOf([], 6000), 'long-polling')), [3, 0, 2, 0]);
    assert.deepEqual(pollsOf(figuresOf(sourceOf([], 6025), 'long-polling')), [3, 0, 3, 0]);
  });

  it('costs no more work for the timeouts of a quiet month', () => {
    const month = 30 * 86_400_000;
    const figures = figuresOf(sourceOf([month], month), 'long-polling', { timeoutMs: 1, roundTripMs: 0 });
    assert.deepEqual(pollsOf(figures), [month + 1, 1, month - 1, 0]);
  });
});

describe('an estimate of a stream', () => {
  const source = sourceOf([0, 1, 2], 3000, { sizeBytes: Uint32Array.of(125, 126, 65_536) });
  const payloadBytes = 125 + 126 + 65_536;

  it('by WebSocket is one upgrade and a frame header for each message', () => {
    const figures = figuresOf(source, 'websocket');
    assert.deepEqual([figures.requests, figures.connections, figures.polls], [1, 1, null]);
    // The answer of the WebSocket server of RFC 6455, section 1.3.
    const answer =
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n';
    assert.equal(figures.receivedBytes, answer.length + 2 + 4 + 10 + payloadBytes);
    const upgrade =
      'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
    assert.equal(figures.sentBytes, REQUEST_HEAD + upgrade.length + 'Upgrade'.length - 'keep-alive'.length);
  });

  it('by SSE is one request and a chunked event for each message', () => {
    const figures = figuresOf(source, 'sse');
    assert.deepEqual([figures.requests, figures.connections, figures.polls], [1, 1, null]);
    assert.equal(figures.sentBytes, REQUEST_HEAD);
    // A chunk's length has two digits for 133 and 134 bytes, and five for 65,544.
    assert.equal(figures.receivedBytes, RESPONSE_HEAD + 3 * 8 + (2 + 2 + 5) + 3 * 4 + payloadBytes);
  });

  it('delivers after half a round trip', () => {
    for (const method of ['websocket', 'sse'] as const) {
      const expected = { count: 3, mean: 5, p50: 5, p95: 5, p99: 5, max: 5, basis: 'estimated' };
      assert.deepEqual(figuresOf(source, method).delay, expected);
    }
  });
});

describe('an estimate from a short-polling capture', () => {
  const polled = { method: 'short-polling', arrivalUncertaintyMs: 1000 } as const;
  // One poll brought four messages, the next none, the one after it one.
  const source = sourceOf([1010, 1010, 1010, 1010, 3010], 4000, polled);

  it('takes the messages of a poll as spread over the interval before it, not as a burst', () => {
    // At 135, 385, 635, 885 and 2510 ms: five answers where a burst would need two.
    const figures = figuresOf(source, 'long-polling');
    assert.deepEqual(pollsOf(figures), [6, 5, 0, 0]);
    assert.equal(figures.delay?.mean, 5);
  });

  it('expects of the same polling about half an interval of delay', () => {
    // 875, 625, 375 and 125 ms behind, then 500.
    assert.equal(figuresOf(source, 'short-polling').delay?.mean, 500);
  });

  it('says how far its arrivals can be trusted', () => {
    const { caveats } = estimateMethod(source, 'sse', ASSUMED);
    assert.ok(caveats.some((caveat) => caveat.includes('within the poll interval of 1 s')));
    assert.ok(
      !estimateMethod(sourceOf([1], 5), 'sse', ASSUMED).caveats.some((text) => text.includes('interval')),
    );
  });
});

describe('an estimate', () => {
  it('says what it was made from', () => {
    const { kind, method, fromCaptureId, fromMethod, spanMs } = estimateMethod(
      sourceOf([1], 4000),
      'sse',
      ASSUMED,
    );
    assert.deepEqual(
      [kind, method, fromCaptureId, fromMethod, spanMs],
      ['estimated', 'sse', 7, 'websocket', 4000],
    );
  });

  it('without a message has requests, but no delay, and says so', () => {
    for (const method of METHODS) {
      const { figures, caveats } = estimateMethod(sourceOf([], 0), method, ASSUMED);
      assert.equal(figures.requests, 1);
      assert.deepEqual([figures.delay, figures.bytesPerMessage, figures.overheadShare], [null, null, 1]);
      assert.ok(caveats.some((caveat) => caveat.startsWith('No message has come yet')));
    }
  });

  it('says of each head that was not seen, and that it counts on, what it assumes', () => {
    const source = sourceOf([1], 5, { requestHeadBytes: null, responseHeadBytes: null });
    const headCaveats = (method: Method): number =>
      estimateMethod(source, method, ASSUMED).caveats.filter((text) => /No re\w+ head was seen/.test(text))
        .length;
    assert.deepEqual(METHODS.map(headCaveats), [2, 2, 1, 2]);
  });

  it('takes the word of the user before what was measured, and that before what is usual', () => {
    const found = { measured: { roundTripMs: 0.3, heartbeatMs: 20 }, feed: { intervalMs: 700 } };
    const { assumptions, assumptionBases } = assume(found, { heartbeatMs: 0 });
    assert.deepEqual(assumptions, {
      ...TYPICAL_ASSUMPTIONS,
      ...{ roundTripMs: 0.3, heartbeatMs: 0, intervalMs: 700 },
    });
    const { roundTripMs, heartbeatMs, intervalMs, timeoutMs } = assumptionBases;
    assert.deepEqual(
      [roundTripMs, heartbeatMs, intervalMs, timeoutMs],
      ['measured', 'given', 'feed', 'typical'],
    );
  });
});
