import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { capacityOf } from '../../../src/model/capacity.ts';
import { TYPICAL_ASSUMPTIONS } from '../../../src/model/estimate/assumptions.ts';
import { estimateMethod, type EstimateSource } from '../../../src/model/estimate/estimateMethod.ts';
import { ARRIVAL_READINGS, spreadArrivals } from '../../../src/model/estimate/spreadArrivals.ts';
import {
  COMPRESSIONS,
  type EstimateAssumptions,
  ESTIMATED_HTTP_VERSIONS,
} from '../../../src/protocol/comparison.ts';
import { METHODS } from '../../../src/protocol/method.ts';
import { headOf, sourceOf, trafficOf } from '../../support/endpointTraffic.ts';

const SPAN_MS = 20_000;
/** What a sum of doubles may be off by, in ms. */
const ROUNDING_MS = 1e-6;

const firstAnswer = {
  head: headOf('HTTP/1.1 200 OK\r\nContent-Length: 2', 300),
  bodyBytes: 2,
  isUnchanged: false,
};
const traffic = fc.constantFrom(
  [],
  [trafficOf('sse')],
  [trafficOf('websocket')],
  [trafficOf('short-polling'), trafficOf('sse')],
  [trafficOf('long-polling', { firstAnswer, aroundBytes: 40.5 })],
);

const source = fc
  .record({
    messages: fc.array(
      fc.record({
        atMs: fc.oneof(
          fc.double({ min: 0, max: SPAN_MS, noNaN: true }),
          fc.integer({ min: 0, max: SPAN_MS }),
        ),
        sizeBytes: fc.nat(100_000),
      }),
      { maxLength: 60 },
    ),
    traffic,
    idBytes: fc.option(fc.double({ min: 1, max: 40, noNaN: true })),
    arrivalUncertaintyMs: fc.constantFrom(0, 500, 5000),
  })
  .map(({ messages, ...others }): EstimateSource => {
    const ordered = messages.toSorted((a, b) => a.atMs - b.atMs);
    return sourceOf(
      ordered.map(({ atMs }) => atMs),
      SPAN_MS,
      { sizeBytes: Uint32Array.from(ordered, ({ sizeBytes }) => sizeBytes), ...others },
    );
  });

/** A round trip is never longer than the interval here: a longer one skips polls, and that has a test of its own. */
const assumptions = fc
  .record({
    intervalMs: fc.integer({ min: 2, max: 8000 }),
    timeoutMs: fc.integer({ min: 1, max: 8000 }),
    roundTripMs: fc.double({ min: 0, max: 0.3, noNaN: true }),
    turnaroundMs: fc.constantFrom(0, 1, 50),
    connectRoundTrips: fc.nat(2),
    keepAliveMs: fc.constantFrom(0, 1000, 60_000),
    heartbeatMs: fc.constantFrom(0, 900, 15_000),
    compression: fc.constantFrom(...COMPRESSIONS),
    httpVersion: fc.constantFrom(...ESTIMATED_HTTP_VERSIONS),
  })
  .map(({ intervalMs, roundTripMs, ...others }): EstimateAssumptions => ({
    ...others,
    intervalMs,
    roundTripMs: roundTripMs * Math.min(intervalMs, 1000),
    clients: 1,
  }));

function holds(check: (source: EstimateSource, assumptions: EstimateAssumptions) => void): void {
  fc.assert(fc.property(source, assumptions, check), { numRuns: 300 });
}

/** Long polling told event by event, in no hurry: what the model must agree with. */
function longPollingStepByStep(
  atMs: Float64Array,
  { timeoutMs, roundTripMs, turnaroundMs }: EstimateAssumptions,
): { readonly requests: number; readonly totalDelayMs: number } {
  let [requests, next, totalDelayMs] = [0, 0, 0];
  for (let askedMs = 0; askedMs <= SPAN_MS || next < atMs.length;) {
    if (askedMs <= SPAN_MS) requests += 1;
    const heldFromMs = askedMs + roundTripMs / 2;
    const newsMs = Math.max(heldFromMs, atMs[next] ?? Infinity);
    const answeredMs = Math.min(newsMs, heldFromMs + timeoutMs);
    for (; (atMs[next] ?? Infinity) <= answeredMs; next++) {
      totalDelayMs += answeredMs + roundTripMs / 2 - (atMs[next] ?? 0);
    }
    askedMs = answeredMs + roundTripMs / 2 + turnaroundMs;
  }
  return { requests, totalDelayMs };
}

/** Every number in a value, however deep. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe('estimates of all methods from any capture', () => {
  it('deliver every message once, and none before it was there', () => {
    holds((source, assumptions) => {
      for (const method of METHODS) {
        const { messages, delay, payloadBytes } = estimateMethod(source, method, assumptions).figures;
        assert.equal(messages, source.atMs.length);
        assert.equal(delay?.count ?? 0, messages);
        assert.equal(
          payloadBytes,
          Array.from(source.sizeBytes).reduce((sum, size) => sum + size, 0),
        );
        assert.ok((delay?.p50 ?? 0) >= 0);
        assert.ok((delay?.mean ?? Infinity) >= assumptions.roundTripMs / 2 - ROUNDING_MS);
      }
    });
  });

  it('have a byte split whose sum is all bytes, and none below zero', () => {
    holds((source, assumptions) => {
      for (const method of METHODS) {
        const { split, receivedBytes, sentBytes } = estimateMethod(source, method, assumptions).figures;
        assert.ok(split !== null);
        const { heads, framing, payload } = split;
        assert.equal(heads.receivedBytes + framing.receivedBytes + payload.receivedBytes, receivedBytes);
        assert.equal(heads.sentBytes + framing.sentBytes + payload.sentBytes, sentBytes);
        assert.ok(numbersIn(split).every((bytes) => bytes >= 0));
      }
    });
  });

  it('push each message once over one connection by SSE and WebSocket', () => {
    holds((source, assumptions) => {
      for (const method of ['sse', 'websocket'] as const) {
        const { requests, connections, messages, split, payloadBytes } = estimateMethod(source, method, {
          ...assumptions,
          compression: 'none',
        }).figures;
        assert.deepEqual([requests, connections, messages], [1, 1, source.atMs.length]);
        assert.equal(split?.payload.receivedBytes, payloadBytes);
      }
    });
  });

  it('never cost less for more clients', () => {
    const clients = fc.tuple(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }));
    fc.assert(
      fc.property(source, assumptions, clients, (source, assumptions, [some, more]) => {
        for (const method of METHODS) {
          const { figures, spanMs } = estimateMethod(source, method, assumptions);
          const few = capacityOf(method, figures, spanMs, { ...assumptions, clients: some });
          const many = capacityOf(method, figures, spanMs, { ...assumptions, clients: some + more });
          assert.ok(few !== null && many !== null);
          assert.ok(many.requestsPerSecond >= few.requestsPerSecond);
          assert.ok(many.openConnections >= few.openConnections);
          assert.ok(many.receivedBitsPerSecond >= few.receivedBitsPerSecond);
          assert.ok(many.sentBitsPerSecond >= few.sentBitsPerSecond);
        }
      }),
    );
  });

  it('never delay more, on average, when the interval is cut into parts', () => {
    const parts = fc.integer({ min: 2, max: 9 });
    fc.assert(
      fc.property(source, assumptions, parts, (source, { roundTripMs, ...assumptions }, parts) => {
        // So that a poll is over before the next tick of the shorter interval, too.
        const given = { ...assumptions, roundTripMs: roundTripMs / 10 };
        const meanOf = (intervalMs: number): number =>
          estimateMethod(source, 'short-polling', { ...given, intervalMs }).figures.delay?.mean ?? 0;
        const longMs = given.intervalMs * parts;
        assert.ok(meanOf(longMs / parts) <= meanOf(longMs) + ROUNDING_MS);
      }),
    );
  });

  it('deliver by the poll after it a message that comes less than can be divided after a poll', () => {
    // A quotient of so small a number rounds to that poll itself.
    const source = sourceOf([2 * Number.MIN_VALUE], SPAN_MS, {});
    const given = { ...TYPICAL_ASSUMPTIONS, roundTripMs: 0, connectRoundTrips: 0, keepAliveMs: 0 };
    for (const intervalMs of [2, 4]) {
      const { delay } = estimateMethod(source, 'short-polling', { ...given, intervalMs }).figures;
      assert.equal(delay?.max, intervalMs);
    }
  });

  it('deliver by short polling within an interval, its connection and half a round trip', () => {
    holds((source, assumptions) => {
      const { delay } = estimateMethod(source, 'short-polling', assumptions).figures;
      const { intervalMs, roundTripMs, connectRoundTrips } = assumptions;
      const longestMs = intervalMs + (1 + connectRoundTrips) * roundTripMs;
      assert.ok((delay?.max ?? 0) <= longestMs + ROUNDING_MS);
    });
  });

  it('deliver by long polling within one and a half round trips and a turnaround, but for the first request', () => {
    holds((source, assumptions) => {
      const { delay } = estimateMethod(source, 'long-polling', assumptions).figures;
      const { roundTripMs, turnaroundMs, connectRoundTrips } = assumptions;
      const longestMs = (2.5 + connectRoundTrips) * roundTripMs + turnaroundMs;
      assert.ok((delay?.max ?? 0) <= longestMs + ROUNDING_MS);
    });
  });

  it('ask by short polling as the interval says, and never more often when it is longer', () => {
    holds((source, assumptions) => {
      const requestsAt = (intervalMs: number): number =>
        estimateMethod(source, 'short-polling', { ...assumptions, intervalMs }).figures.requests;
      const { intervalMs } = assumptions;
      assert.equal(requestsAt(intervalMs), Math.floor(SPAN_MS / intervalMs) + 1);
      assert.ok(requestsAt(intervalMs + 1) <= requestsAt(intervalMs));
    });
  });

  it('account for every poll', () => {
    holds((source, assumptions) => {
      for (const method of ['short-polling', 'long-polling'] as const) {
        const { polls, requests } = estimateMethod(source, method, assumptions).figures;
        assert.ok(polls !== null);
        const answered = polls.withMessages + polls.empty + polls.unchanged;
        // Only a long poll can be under way at the end.
        assert.ok(requests === answered || (method === 'long-polling' && requests === answered + 1));
        assert.equal(polls.total, requests);
      }
    });
  });

  it('agree, for long polling, with a plain account of one poll after the other', () => {
    const whole = fc.record({
      atMs: fc
        .array(fc.integer({ min: 0, max: SPAN_MS }), { maxLength: 60 })
        .map((times) => Float64Array.from(times).sort()),
      timeoutMs: fc.integer({ min: 1, max: 8000 }),
      halfTripMs: fc.integer({ min: 0, max: 300 }),
      turnaroundMs: fc.nat(50),
    });
    fc.assert(
      fc.property(whole, ({ atMs, timeoutMs, halfTripMs, turnaroundMs }) => {
        const timing = { timeoutMs, turnaroundMs, roundTripMs: 2 * halfTripMs, connectRoundTrips: 0 };
        const assumed = { ...TYPICAL_ASSUMPTIONS, ...timing };
        const { requests, delay } = estimateMethod(
          sourceOf([...atMs], SPAN_MS),
          'long-polling',
          assumed,
        ).figures;
        const told = longPollingStepByStep(atMs, assumed);
        assert.equal(requests, told.requests);
        assert.ok(Math.abs((delay?.mean ?? 0) * atMs.length - told.totalDelayMs) <= ROUNDING_MS);
      }),
    );
  });

  it('are numbers, whatever they are made from', () => {
    const anything = fc.oneof(
      fc.constantFrom(0, 1, -1, 1e6, 1e300, NaN, Infinity, -Infinity),
      fc.double(),
      fc.integer(),
    );
    const anyAssumptions = fc.record({
      intervalMs: anything,
      timeoutMs: anything,
      roundTripMs: anything,
      turnaroundMs: anything,
      connectRoundTrips: anything,
      keepAliveMs: anything,
      heartbeatMs: anything,
      compression: fc.constantFrom(...COMPRESSIONS),
      httpVersion: fc.constantFrom(...ESTIMATED_HTTP_VERSIONS),
      clients: anything,
    });
    const anySource = fc
      .record({
        atMs: fc.array(fc.constantFrom(0, 0.1, 5, 1e3, 1e9), { maxLength: 20 }),
        sizeBytes: fc.constantFrom(0, 1, 1e6, 4_294_967_295),
        spanMs: anything,
        arrivalUncertaintyMs: fc.constantFrom(0, 1, 5000),
        traffic,
      })
      .map(({ atMs, sizeBytes, spanMs, ...others }) => {
        const sizes = new Float64Array(atMs.length).fill(sizeBytes);
        return sourceOf(
          atMs.toSorted((a, b) => a - b),
          spanMs,
          { sizeBytes: sizes, ...others },
        );
      });
    fc.assert(
      fc.property(anySource, anyAssumptions, (source, assumptions) => {
        for (const method of METHODS) {
          const column = estimateMethod(source, method, assumptions);
          assert.deepEqual(
            numbersIn(column).filter((number) => !Number.isFinite(number)),
            [],
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are numbers for a million clients on a feed of messages of 1 MB', () => {
    const source = sourceOf([1, 2, 3], 10, { sizeBytes: new Uint32Array(3).fill(1_000_000) });
    for (const method of METHODS) {
      const { capacity } = estimateMethod(source, method, { ...TYPICAL_ASSUMPTIONS, clients: 1_000_000 });
      assert.ok(capacity !== null);
      assert.ok(numbersIn(capacity).every(Number.isFinite));
      assert.ok(capacity.receivedBitsPerSecond >= 8e6 * 1_000_000);
    }
  });
});

describe('arrivals spread over the interval of a poll', () => {
  const polls = fc
    .array(fc.record({ poll: fc.nat(30), messages: fc.integer({ min: 1, max: 9 }) }))
    .map((some) =>
      Float64Array.from(
        some
          .toSorted((a, b) => a.poll - b.poll)
          .flatMap(({ poll, messages }) => Array<number>(messages).fill(poll * 1000 + 3)),
      ),
    );

  it('stay in order, within the interval before their arrival, and after the poll before', () => {
    fc.assert(
      fc.property(polls, fc.constantFrom(...ARRIVAL_READINGS), (arrivedAtMs, reading) => {
        const spread = spreadArrivals(arrivedAtMs, 1000, reading);
        assert.equal(spread.length, arrivedAtMs.length);
        for (const [place, atMs] of spread.entries()) {
          const behindMs = (arrivedAtMs[place] ?? NaN) - atMs;
          assert.ok(behindMs >= 0 && behindMs <= 1000, `${behindMs} ms behind`);
          assert.ok(atMs >= (spread[place - 1] ?? 0));
        }
      }),
    );
  });

  it('are those of the capture where nothing is uncertain', () => {
    const arrivedAtMs = Float64Array.of(1, 1, 2);
    assert.equal(spreadArrivals(arrivedAtMs, 0), arrivedAtMs);
  });
});
