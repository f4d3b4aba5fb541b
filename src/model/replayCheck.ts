import type { Quantiles } from '../protocol/capture.ts';
import type { EstimateAssumptions, MethodFigures } from '../protocol/comparison.ts';
import { SERVED_KEEP_ALIVE_MS } from '../protocol/limits.ts';
import { METHODS } from '../protocol/method.ts';
import type {
  EstimateError,
  ReplayCheck,
  ReplayedMethod,
  ReplayFigures,
  ReplayStretch,
} from '../protocol/replay.ts';
import { BEST_SOURCES, type ComparedCapture, compareMethods, toEstimateSource } from './comparison.ts';
import { estimateMethod, type EstimateSource } from './estimate/estimateMethod.ts';
import { assume } from './estimate/assumptions.ts';
import { findAssumptions } from './estimate/observation.ts';
import { Histogram } from './histogram.ts';
import type { MessageIndex } from './messageIndex.ts';

/** What holds of the server of a replay, whatever is assumed of the endpoint. */
const OF_REPLAYS = {
  connectRoundTrips: 1,
  keepAliveMs: SERVED_KEEP_ALIVE_MS,
  compression: 'none',
  httpVersion: '1.1',
} as const satisfies Partial<EstimateAssumptions>;

/**
 * What the captures of a replay measured, beside what the model says of the same messages: driven by the replay's own
 * arrivals, heads and round trip, so that a difference is the model's.
 * @param captures one of each method, of a server that gave all messages to each
 * @param nowMs until when captures that run are counted
 * @param given what is assumed of another endpoint: what the replay shows of its own takes its place
 */
export function checkReplay(
  captures: readonly ComparedCapture[],
  nowMs: number,
  given: Partial<EstimateAssumptions>,
): ReplayFigures {
  const { roundTripMs, turnaroundMs } = assume(findAssumptions(captures), {}).assumptions;
  const own = { ...OF_REPLAYS, roundTripMs, turnaroundMs };
  const { assumptions } = assume({ measured: {}, feed: {} }, { ...given, ...own });
  const [best] = BEST_SOURCES.flatMap(
    (method) => captures.find(({ summary }) => summary.feed.method === method) ?? [],
  );
  if (best === undefined) return { assumptions, methods: [] };
  const source = toEstimateSource(best, captures, nowMs);
  const { columns } = compareMethods(captures, nowMs, assumptions);
  const sourceFromMs = (best.summary.endedAtMs ?? nowMs) - source.spanMs;
  const earliestMs = earliestInOrder(captures.map(({ index }) => index));
  const methods = METHODS.flatMap((method): readonly ReplayedMethod[] => {
    const column = columns.find((measured) => measured.kind === 'measured' && measured.method === method);
    const capture = captures.find(({ summary }) => summary.feed.method === method);
    if (column?.kind !== 'measured' || capture === undefined) return [];
    const delay = delaysInOrder(capture.index, earliestMs);
    const replayed: MethodFigures = {
      ...column.figures,
      delay: delay === null ? null : { ...delay, basis: 'earliest arrival' },
    };
    const estimated = estimateMethod(
      asSeenBy(capture, source, sourceFromMs, nowMs),
      method,
      assumptions,
    ).figures;
    return [{ method, estimated, replayed, error: errorOf(estimated, replayed) }];
  });
  return { assumptions, methods };
}

/** What was replayed, without its messages. */
export type ReplayedPart = Pick<ReplayStretch, 'fromMs' | 'spanMs' | 'isPart'> &
  Pick<ReplayCheck, 'captureId' | 'messages'>;

/** To be asked before the stretch is given away: its columns go with it. */
export function partOf(captureId: number, { fromMs, spanMs, isPart, atMs }: ReplayStretch): ReplayedPart {
  return { captureId, fromMs, spanMs, isPart, messages: atMs.length };
}

/** @param gone messages that were no longer kept when a poll asked for them */
export function toReplayCheck(
  { isPart, ...part }: ReplayedPart,
  figures: ReplayFigures,
  gone: number,
): ReplayCheck {
  return { ...figures, ...part, notes: notesOn(isPart, part.spanMs, gone) };
}

/** What limits a check, in words. */
function notesOn(isPart: boolean, spanMs: number, gone: number): string[] {
  return [
    ...(isPart ? [`Replayed were ${Math.round(spanMs / 1000)} s of the capture.`] : []),
    ...(gone > 0
      ? [`${gone} messages came so fast that polls were too late for them: their delays say little.`]
      : []),
  ];
}

/** A source over the time of another capture: captures begin one after the other, and a poll's phase counts from its own. */
function asSeenBy(
  { summary: { startedAtMs, endedAtMs } }: ComparedCapture,
  source: EstimateSource,
  sourceFromMs: number,
  nowMs: number,
): EstimateSource {
  const laterMs = sourceFromMs - startedAtMs;
  return {
    ...source,
    spanMs: Math.max(0, (endedAtMs ?? nowMs) - startedAtMs),
    atMs: source.atMs.map((atMs) => Math.max(0, atMs + laterMs)),
  };
}

/** When each message was first there. All have the same ones in the same order, so that contents need not differ. */
function earliestInOrder(indexes: readonly MessageIndex[]): Float64Array {
  const counts = indexes.map(({ count }) => count);
  const earliestMs = new Float64Array(Math.max(0, ...counts)).fill(Infinity);
  for (const index of indexes) {
    for (let message = 0; message < index.count; message++) {
      earliestMs[message] = Math.min(earliestMs[message] ?? Infinity, index.atMs(message));
    }
  }
  return earliestMs;
}

function delaysInOrder(index: MessageIndex, earliestMs: Float64Array): Quantiles | null {
  const delays = new Histogram();
  for (let message = 0; message < index.count; message++) {
    delays.record(index.atMs(message) - (earliestMs[message] ?? NaN));
  }
  return delays.toQuantiles();
}

function errorOf(estimated: MethodFigures, replayed: MethodFigures): EstimateError {
  const [expectedMs, measuredMs] = [estimated.delay?.mean ?? null, replayed.delay?.mean ?? null];
  const hasDelay = expectedMs !== null && measuredMs !== null;
  return {
    requests: shareOff(estimated.requests, replayed.requests),
    receivedBytes: shareOff(estimated.receivedBytes, replayed.receivedBytes),
    sentBytes: shareOff(estimated.sentBytes, replayed.sentBytes),
    delay: hasDelay ? shareOff(expectedMs, measuredMs) : null,
    delayMs: hasDelay ? expectedMs - measuredMs : null,
  };
}

function shareOff(estimated: number, measured: number): number | null {
  return measured === 0 ? null : (estimated - measured) / measured;
}
