import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TYPICAL_ASSUMPTIONS } from '../../../src/model/assumptions.ts';
import { estimateMethod, type EstimateSource } from '../../../src/model/estimate.ts';
import { spreadArrivals } from '../../../src/model/estimateArrivals.ts';
import type { EstimateAssumptions } from '../../../src/protocol/comparison.ts';
import { METHODS } from '../../../src/protocol/method.ts';

const SPAN_MS = 20_000;
/** What a sum of doubles may be off by, in ms. */
const ROUNDING_MS = 1e-6;

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
    requestHeadBytes: fc.integer({ min: 20, max: 4000 }),
    responseHeadBytes: fc.integer({ min: 20, max: 4000 }),
    arrivalUncertaintyMs: fc.constantFrom(0, 500, 5000),
  })
  .map(({ messages, ...heads }): EstimateSource => {
    const ordered = messages.toSorted((a, b) => a.atMs - b.atMs);
    return {
      ...sourceAt(Float64Array.from(ordered, ({ atMs }) => atMs)),
      sizeBytes: Uint32Array.from(ordered, ({ sizeBytes }) => sizeBytes),
      ...heads,
    };
  });

/** A round trip is never longer than the interval here: a longer one skips polls, and that has a test of its own. */
const assumptions = fc
  .record({
    intervalMs: fc.integer({ min: 1, max: 8000 }),
    timeoutMs: fc.integer({ min: 1, max: 8000 }),
    roundTripMs: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ intervalMs, timeoutMs, roundTripMs }): EstimateAssumptions => ({
    ...TYPICAL_ASSUMPTIONS,
    intervalMs,
    timeoutMs,
    roundTripMs: roundTripMs * Math.min(intervalMs, 1000),
  }));

function sourceAt(atMs: Float64Array): EstimateSource {
  return {
    captureId: 1,
    method: 'sse',
    spanMs: SPAN_MS,
    atMs,
    sizeBytes: new Uint32Array(atMs.length),
    requestHeadBytes: null,
    responseHeadBytes: null,
    arrivalUncertaintyMs: 0,
  };
}

function holds(check: (source: EstimateSource, assumptions: EstimateAssumptions) => void): void {
  fc.assert(fc.property(source, assumptions, check), { numRuns: 300 });
}

/** Long polling told event by event, in no hurry: what the model must agree with. */
function longPollingStepByStep(
  atMs: Float64Array,
  { timeoutMs, roundTripMs }: EstimateAssumptions,
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
    askedMs = answeredMs + roundTripMs / 2;
  }
  return { requests, totalDelayMs };
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

  it('deliver by short polling within an interval and half a round trip', () => {
    holds((source, assumptions) => {
      const { delay } = estimateMethod(source, 'short-polling', assumptions).figures;
      const longestMs = assumptions.intervalMs + assumptions.roundTripMs / 2;
      assert.ok((delay?.max ?? 0) <= longestMs + ROUNDING_MS);
    });
  });

  it('deliver by long polling within one and a half round trips, whatever the timeout', () => {
    holds((source, assumptions) => {
      const { delay } = estimateMethod(source, 'long-polling', assumptions).figures;
      assert.ok((delay?.max ?? 0) <= 1.5 * assumptions.roundTripMs + ROUNDING_MS);
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

  it('account for every poll, and for every byte as head, framing or payload', () => {
    holds((source, assumptions) => {
      for (const method of ['short-polling', 'long-polling'] as const) {
        const { figures } = estimateMethod(source, method, assumptions);
        const { polls, messages, requests, payloadBytes, receivedBytes, sentBytes } = figures;
        assert.ok(polls !== null);
        const answered = polls.withMessages + polls.empty;
        // Only a long poll can be under way at the end.
        assert.ok(requests === answered || (method === 'long-polling' && requests === answered + 1));
        assert.equal(polls.total, requests);
        assert.equal(sentBytes, requests * (source.requestHeadBytes ?? NaN));
        const headBytes = answered * (source.responseHeadBytes ?? NaN);
        // An array of n items has n + 1 bytes of framing, and one array may come after the span.
        const arrays = receivedBytes - headBytes - payloadBytes - messages;
        assert.ok(arrays === polls.withMessages || arrays === polls.withMessages + 1);
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
    });
    fc.assert(
      fc.property(whole, ({ atMs, timeoutMs, halfTripMs }) => {
        const assumed = { ...TYPICAL_ASSUMPTIONS, timeoutMs, roundTripMs: 2 * halfTripMs };
        const { requests, delay } = estimateMethod(sourceAt(atMs), 'long-polling', assumed).figures;
        const told = longPollingStepByStep(atMs, assumed);
        assert.equal(requests, told.requests);
        assert.ok(Math.abs((delay?.mean ?? 0) * atMs.length - told.totalDelayMs) <= ROUNDING_MS);
      }),
    );
  });
});

describe('arrivals spread over the interval of a poll', () => {
  it('stay in order, within the interval before their arrival, and after the poll before', () => {
    const polls = fc.array(fc.record({ poll: fc.nat(30), messages: fc.integer({ min: 1, max: 9 }) }));
    fc.assert(
      fc.property(polls, (some) => {
        const sorted = some.toSorted((a, b) => a.poll - b.poll);
        const arrivedAtMs = Float64Array.from(
          sorted.flatMap(({ poll, messages }) => Array<number>(messages).fill(poll * 1000 + 3)),
        );
        const spread = spreadArrivals(arrivedAtMs, 1000);
        assert.equal(spread.length, arrivedAtMs.length);
        for (const [place, atMs] of spread.entries()) {
          const behindMs = (arrivedAtMs[place] ?? NaN) - atMs;
          assert.ok(behindMs > 0 && behindMs <= 1000, `${behindMs} ms behind`);
          assert.ok(atMs >= 0 && (place === 0 || atMs > (spread[place - 1] ?? NaN)));
        }
      }),
    );
  });

  it('are those of the capture where nothing is uncertain', () => {
    const arrivedAtMs = Float64Array.of(1, 1, 2);
    assert.equal(spreadArrivals(arrivedAtMs, 0), arrivedAtMs);
  });
});
