import { distributionOf } from '../../../src/model/distribution.ts';
import { EventTally } from '../../../src/model/eventTally.ts';
import { Histogram } from '../../../src/model/histogram.ts';
import { rateColumns } from '../../../src/model/rateColumns.ts';
import type { CaptureSummary } from '../../../src/protocol/capture.ts';
import { isPolling } from '../../../src/protocol/method.ts';
import type { Figure, Statistics } from '../../../src/protocol/statistics.ts';

/** Made-up values beyond so many would cost time and tell nothing. */
const MOST_VALUES = 3_000;
const EVENTS = ['tick', 'trade', 'quote', 'status\u202e', 'heartbeat'];

/** As the engine: figures of captures, made up from how many messages each has. */
export function fakeStatistics(
  captures: readonly CaptureSummary[],
  generation: number,
  nowMs: number,
): Statistics {
  const made = captures.map((summary) => ({ summary, ...valuesOf(summary) }));
  const spread = (figure: Figure, isWhole: boolean) =>
    distributionOf(
      made.map(({ summary, histograms }) => ({
        captureId: summary.captureId,
        histogram: histograms[figure],
      })),
      isWhole,
    );
  const startMs = Math.min(nowMs, ...captures.map(({ startedAtMs }) => startedAtMs));
  const columns = rateColumns(startMs, nowMs);
  return {
    generation,
    nowMs,
    rate: {
      ...columns,
      series: made.map(({ summary: { captureId, startedAtMs, endedAtMs, counters } }) => ({
        captureId,
        startedAtMs,
        endedAtMs,
        received: shared(counters.messages.received, columns.columns, captureId),
        sent: shared(0, columns.columns, captureId),
      })),
    },
    distributions: {
      size: spread('size', true),
      sentSize: spread('sentSize', true),
      gap: spread('gap', false),
      delay: spread('delay', false),
      roundTrip: spread('roundTrip', false),
      wait: spread('wait', false),
    },
    eventTypes: made.map(({ summary: { captureId }, events }) => ({ captureId, types: events.types() })),
    notRecorded: [],
  };
}

function valuesOf({ captureId, feed, counters, startedAtMs }: CaptureSummary) {
  const next = randomFrom(captureId);
  const histograms: Record<Figure, Histogram> = {
    size: new Histogram(),
    sentSize: new Histogram(),
    gap: new Histogram(),
    delay: new Histogram(),
    roundTrip: new Histogram(),
    wait: new Histogram(),
  };
  const events = new EventTally();
  const count = Math.min(counters.messages.received, MOST_VALUES);
  for (let place = 0; place < count; place += 1) {
    const sizeBytes = 120 + Math.floor(60 * (next() + next())) + (place % 20 === 0 ? 2_400 : 0);
    const event = feed.method === 'sse' ? (EVENTS[Math.floor(EVENTS.length * next() ** 2)] ?? null) : null;
    histograms.size.record(sizeBytes);
    histograms.gap.record(isPolling(feed.method) && next() < 0.4 ? 0 : -60 * Math.log(1 - next()));
    if (!isPolling(feed.method)) histograms.delay.record(0.4 + 4 * next() ** 3);
    if (isPolling(feed.method))
      histograms.wait.record(feed.method === 'long-polling' ? 30_000 * next() ** 2 : 8 + 20 * next());
    events.record(startedAtMs + 60 * place, 'in', 'message', place % 50 === 49, event, sizeBytes);
    if (feed.method === 'websocket' && place % 97 === 5)
      events.record(startedAtMs + 60 * place, 'in', 'ping', false, null, 4);
  }
  return { histograms, events };
}

/** A count over columns, with all of it in them. */
function shared(count: number, columns: number, seed: number): number[] {
  const next = randomFrom(seed);
  const weights = Array.from({ length: columns }, (_, column) => (column === 0 ? 0 : 0.6 + next()));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  let given = 0;
  return weights.map((weight) => {
    reached += weight;
    const until = Math.round((count * reached) / total);
    const own = until - given;
    given = until;
    return own;
  });
}

/** Numbers from 0 to 1 that are the same in every run (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed * 7_919;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
