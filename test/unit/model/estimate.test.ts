import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assume, TYPICAL_ASSUMPTIONS } from '../../../src/model/estimate/assumptions.ts';
import { estimateMethod, type EstimateSource } from '../../../src/model/estimate/estimateMethod.ts';
import type {
  EstimateAssumptions,
  EstimatedColumn,
  MethodFigures,
} from '../../../src/protocol/comparison.ts';
import { type Method, METHODS } from '../../../src/protocol/method.ts';
import {
  ANSWER_HEAD_BYTES,
  headOf,
  REQUEST_HEAD_BYTES,
  sourceOf,
  trafficOf,
} from '../../support/endpointTraffic.ts';

const ASSUMED: EstimateAssumptions = {
  ...TYPICAL_ASSUMPTIONS,
  intervalMs: 1000,
  timeoutMs: 2000,
  roundTripMs: 10,
  turnaroundMs: 0,
  connectRoundTrips: 0,
  heartbeatMs: 0,
};

function columnOf(
  source: EstimateSource,
  method: Method,
  given: Partial<EstimateAssumptions> = {},
): EstimatedColumn {
  return estimateMethod(source, method, { ...ASSUMED, ...given });
}

function figuresOf(
  source: EstimateSource,
  method: Method,
  given: Partial<EstimateAssumptions> = {},
): MethodFigures {
  return columnOf(source, method, given).figures;
}

/** Asked, with messages, without, skipped. */
function pollsOf({ polls }: MethodFigures): readonly number[] {
  assert.ok(polls !== null);
  return [polls.total, polls.withMessages, polls.empty + polls.unchanged, polls.skipped];
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
    assert.equal(figures.jitterMs, (5 + 999 + 494 + 100) / 4);
  });

  it('counts a head for each request and answer, and a JSON array for each answer with messages', () => {
    assert.deepEqual(figures.split, {
      heads: { receivedBytes: 4 * ANSWER_HEAD_BYTES, sentBytes: 4 * REQUEST_HEAD_BYTES },
      framing: { receivedBytes: 3 + 2 + 3, sentBytes: 0 },
      payload: { receivedBytes: 250, sentBytes: 0 },
    });
    assert.equal(figures.payloadBytes, 250);
    assert.equal(figures.bytesPerMessage, (400 + 1058) / 5);
    assert.equal(figures.overheadShare, (400 + 1058 - 250) / (400 + 1058));
  });

  it('delivers what comes after the last poll with the next one, whose heads are not of this span', () => {
    const late = figuresOf(sourceOf([1500], 1600), 'short-polling');
    assert.deepEqual(pollsOf(late), [2, 0, 2, 0]);
    assert.equal(late.delay?.mean, 510);
    assert.equal(late.receivedBytes, 2 * ANSWER_HEAD_BYTES + 52);
  });

  it('skips ticks while a poll is under way', () => {
    const slow = figuresOf(sourceOf([100], 3000), 'short-polling', { roundTripMs: 1500 });
    assert.deepEqual(pollsOf(slow), [2, 1, 1, 2]);
    assert.equal(slow.delay?.mean, 1400);
  });

  it('needs a new connection for each poll where the server does not keep one for so long', () => {
    const given = { keepAliveMs: 1000, connectRoundTrips: 2 };
    const reconnecting = figuresOf(sourceOf([10, 1010], 1500), 'short-polling', given);
    assert.equal(reconnecting.connections, reconnecting.requests);
    // The first poll reaches the server at 25, the second at 1025: two round trips later than it would.
    assert.equal(reconnecting.delay?.mean, 20);
  });

  it('counts the digits of a content length and the chunks of a body that has none', () => {
    const sized = { ...headOf('HTTP/1.1 200 OK\r\nContent-Length: 0', ANSWER_HEAD_BYTES) };
    const chunked = headOf('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked', ANSWER_HEAD_BYTES);
    const received = (answerHead: typeof sized): number => {
      const traffic = [trafficOf('short-polling', { answerHead })];
      return figuresOf(sourceOf([1], 10, { traffic }), 'short-polling').receivedBytes;
    };
    const bodyBytes = '[]'.length + 50;
    assert.equal(received(sized), ANSWER_HEAD_BYTES + String(bodyBytes).length + bodyBytes);
    assert.equal(received(chunked), ANSWER_HEAD_BYTES + '34\r\n\r\n'.length + bodyBytes + '0\r\n\r\n'.length);
  });
});

describe('an estimate of long polling', () => {
  it('holds a request until there is a message, and takes what came meanwhile with the next one', () => {
    // The first request arrives at 5 and is answered at 100; asked again at 105, the second one arrives at 110.
    const figures = figuresOf(sourceOf([100, 103, 110, 111], 1000), 'long-polling');
    // The third arrives at 120 with the fourth message waiting; the fourth, asked at 125, is held at the end.
    assert.deepEqual(pollsOf(figures), [4, 3, 0, 0]);
    assert.equal(figures.delay?.mean, (5 + 12 + 5 + 14) / 4);
    assert.equal(figures.sentBytes, 4 * REQUEST_HEAD_BYTES);
    assert.equal(figures.receivedBytes, 3 * ANSWER_HEAD_BYTES + 2 + 3 + 2 + 4 * 50);
  });

  it('takes in what comes while client and server turn to the next request', () => {
    // Answered at 100 and received at 105, the next request is asked at 125 and arrives at 130.
    const figures = figuresOf(sourceOf([100, 110, 125], 1000), 'long-polling', { turnaroundMs: 20 });
    assert.deepEqual(pollsOf(figures), [3, 2, 0, 0]);
    assert.equal(figures.delay?.mean, (5 + 25 + 10) / 3);
  });

  it('counts a timeout as a poll without a message, and asks again', () => {
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

  it('is given a position by a first answer, where the endpoint was seen to do so', () => {
    const firstAnswer = {
      head: headOf('HTTP/1.1 200 OK', ANSWER_HEAD_BYTES),
      bodyBytes: 2,
      isUnchanged: false,
    };
    const traffic = [trafficOf('long-polling', { firstAnswer })];
    const figures = figuresOf(sourceOf([100], 105, { traffic }), 'long-polling');
    // Answered at 5, asked again at 10 and answered with the message, asked at 105 once more and held.
    assert.deepEqual(pollsOf(figures), [3, 1, 1, 0]);
    assert.equal(figures.receivedBytes, 2 * ANSWER_HEAD_BYTES + 2 + 52);
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

  it('by WebSocket is one upgrade, a frame header for each message, and a goodbye', () => {
    const figures = figuresOf(source, 'websocket');
    assert.deepEqual([figures.requests, figures.connections, figures.polls], [1, 1, null]);
    // The answer of the WebSocket server of RFC 6455, section 1.3.
    const answer =
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n';
    // And what the server adds to its answers, as cookies and policies are.
    const addedBytes = ANSWER_HEAD_BYTES - 'HTTP/1.1 200 OK\r\n\r\n'.length;
    assert.equal(figures.receivedBytes, answer.length + addedBytes + 2 + 4 + 10 + payloadBytes + 4);
    const upgrade =
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nConnection: Upgrade\r\n' +
      'Upgrade: websocket\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n';
    assert.equal(figures.sentBytes, REQUEST_HEAD_BYTES + upgrade.length + 8);
  });

  it('by WebSocket is kept alive by pings, which are answered', () => {
    const silent = figuresOf(source, 'websocket');
    const alive = figuresOf(source, 'websocket', { heartbeatMs: 1000 });
    assert.equal(alive.receivedBytes - silent.receivedBytes, 3 * 2);
    assert.equal(alive.sentBytes - silent.sentBytes, 3 * 6);
  });

  it('by SSE is one request and a chunked event for each message', () => {
    const figures = figuresOf(source, 'sse');
    assert.deepEqual([figures.requests, figures.connections, figures.polls], [1, 1, null]);
    assert.equal(figures.sentBytes, REQUEST_HEAD_BYTES);
    // A chunk's length has two digits for 133 and 134 bytes, and five for 65,544.
    assert.equal(figures.receivedBytes, ANSWER_HEAD_BYTES + 3 * 8 + (2 + 2 + 5) + 3 * 4 + payloadBytes);
  });

  it('by SSE has events that are there at the same moment in one chunk, and comments in between', () => {
    const figures = figuresOf(sourceOf([5, 5], 2500), 'sse', { heartbeatMs: 1000 });
    const events = 2 * (50 + 8);
    assert.equal(
      figures.receivedBytes,
      ANSWER_HEAD_BYTES + events + '74\r\n\r\n'.length + 2 * '3\r\n:\n\n\r\n'.length,
    );
  });

  it('delivers after half a round trip', () => {
    for (const method of ['websocket', 'sse'] as const) {
      const expected = { count: 3, mean: 5, p50: 5, p95: 5, p99: 5, max: 5, basis: 'estimated' };
      assert.deepEqual(figuresOf(source, method).delay, expected);
      assert.equal(figuresOf(source, method).jitterMs, 0);
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

  it('says how far its arrivals can be trusted, and between what the figures lie', () => {
    const { caveats, ranges } = columnOf(source, 'long-polling');
    assert.ok(caveats.some((caveat) => caveat.includes('within the poll interval of 1 s')));
    // All four at once, or each at its own time.
    assert.deepEqual(ranges?.requests, { low: 3, high: 6 });
    assert.deepEqual(columnOf(source, 'short-polling').ranges?.meanDelayMs, { low: 10, high: 1000 });
  });

  it('has no ranges where arrivals are known', () => {
    const { caveats, ranges } = columnOf(sourceOf([1], 5), 'sse');
    assert.equal(ranges, null);
    assert.ok(!caveats.some((text) => text.includes('interval')));
  });
});

describe('an estimate', () => {
  it('says what it was made from, what it depends on and what it uses', () => {
    const column = columnOf(sourceOf([1], 4000), 'sse');
    const { kind, method, fromCaptureId, fromMethod, spanMs, uses, inputs } = column;
    assert.deepEqual(
      [kind, method, fromCaptureId, fromMethod, spanMs],
      ['estimated', 'sse', 7, 'websocket', 4000],
    );
    assert.deepEqual(uses, ['roundTripMs', 'heartbeatMs', 'compression', 'httpVersion']);
    assert.deepEqual(inputs[0], {
      label: 'head of the request',
      bytes: REQUEST_HEAD_BYTES,
      basis: 'measured',
    });
  });

  it('without a message has requests, but no delay, and says so', () => {
    for (const method of METHODS) {
      const { figures, caveats } = columnOf(sourceOf([], 0), method);
      assert.equal(figures.requests, 1);
      assert.deepEqual([figures.delay, figures.bytesPerMessage, figures.overheadShare], [null, null, 1]);
      assert.ok(caveats.some((caveat) => caveat.startsWith('No message has come yet')));
    }
  });

  it('says what it assumes where nothing of the endpoint was seen', () => {
    for (const method of METHODS) {
      const { caveats, inputs } = columnOf(sourceOf([1], 5, { traffic: [] }), method);
      assert.ok(caveats.some((text) => text.startsWith('No head was seen')));
      assert.ok(inputs.every(({ basis }) => basis === 'typical'));
    }
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
