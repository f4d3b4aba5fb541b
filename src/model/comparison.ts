import type { CaptureSummary } from '../protocol/capture.ts';
import type {
  ClockUncertainty,
  Comparison,
  ComparisonColumn,
  EstimateAssumptions,
} from '../protocol/comparison.ts';
import { isPolling, type Method, METHOD_LABELS, METHODS } from '../protocol/method.ts';
import { assume, type FoundAssumptions } from './assumptions.ts';
import { estimateMethod, type EstimateSource } from './estimate.ts';
import { type Match, type MatchInput, matchMessages } from './matchMessages.ts';
import { measuredColumn } from './measuredColumn.ts';
import type { MessageIndex } from './messageIndex.ts';

/** A capture as a comparison takes it. */
export interface ComparedCapture {
  readonly summary: CaptureSummary;
  readonly index: MessageIndex;
  /** Average bytes of the HTTP heads that this endpoint sends; null where the capture saw none. */
  readonly requestHeadBytes: number | null;
  readonly responseHeadBytes: number | null;
}

const UNKNOWN_CLOCK: ClockUncertainty = { basis: 'unknown', aheadMs: null };

/** The source that says most of when messages were there: what is pushed, before what is asked for. */
export const BEST_SOURCES: readonly Method[] = ['websocket', 'sse', 'long-polling', 'short-polling'];

/**
 * The four methods side by side: the newest capture of each, and for a method that was not captured an estimate from
 * one that was.
 * @param captures oldest first
 * @param nowMs until when captures that run are counted
 */
export function compareMethods(
  captures: readonly ComparedCapture[],
  nowMs: number,
  found: FoundAssumptions,
  given: Partial<EstimateAssumptions>,
): Comparison {
  const { assumptions, assumptionBases } = assume(found, given);
  const newest = METHODS.flatMap(
    (method) =>
      captures.findLast(({ summary }) => isOf(summary, method) && summary.openedAtMs !== null) ?? [],
  );
  const match = matchMessages(newest.map((capture) => toMatchInput(capture, nowMs)));
  const source = BEST_SOURCES.flatMap(
    (method) => newest.find(({ summary }) => isOf(summary, method)) ?? [],
  )[0];
  const columns = METHODS.map((method): ComparisonColumn => {
    const place = newest.findIndex(({ summary }) => isOf(summary, method));
    const [capture, matched] = [newest[place], match.captures[place]];
    if (capture !== undefined && matched !== undefined) {
      const { summary } = capture;
      return measuredColumn(summary, matched, UNKNOWN_CLOCK, spanOf(summary, nowMs), assumptions);
    }
    if (source === undefined) return { kind: 'unknown', method, reason: 'nothing has been captured yet' };
    return estimateMethod(toEstimateSource(source, newest, nowMs), method, assumptions);
  });
  return {
    columns,
    assumptions,
    assumptionBases,
    matchBasis: match.basis,
    distinctMessages: match.distinct,
    notes: notesOn(captures, newest, match),
  };
}

function isOf({ feed }: CaptureSummary, method: Method): boolean {
  return feed.method === method;
}

/** Until when a capture would have received what there was: a short poll in between has not asked for it yet. */
export function toMatchInput(
  { summary, index }: Pick<ComparedCapture, 'summary' | 'index'>,
  nowMs: number,
): MatchInput {
  const { feed, openedAtMs, startedAtMs, endedAtMs } = summary;
  const behindMs = feed.method === 'short-polling' ? feed.intervalMs : 0;
  return {
    index,
    coveredFromMs: openedAtMs ?? startedAtMs,
    coveredToMs: (endedAtMs ?? nowMs) - behindMs,
  };
}

function spanOf({ openedAtMs, startedAtMs, endedAtMs }: CaptureSummary, nowMs: number): number {
  return Math.max(0, (endedAtMs ?? nowMs) - (openedAtMs ?? startedAtMs));
}

/** @param captures whose heads tell of the endpoint, `source` among them */
export function toEstimateSource(
  source: ComparedCapture,
  captures: readonly ComparedCapture[],
  nowMs: number,
): EstimateSource {
  const { summary, index } = source;
  const openedAtMs = summary.openedAtMs ?? summary.startedAtMs;
  // Where the oldest messages were given up, the estimate covers what is left.
  const fromMs = index.forgotten > 0 ? index.atMs(0) : openedAtMs;
  const atMs = new Float64Array(index.count);
  const sizeBytes = new Uint32Array(index.count);
  for (let message = 0; message < index.count; message++) {
    atMs[message] = Math.max(0, index.atMs(message) - fromMs);
    sizeBytes[message] = index.sizeBytes(message);
  }
  // An HTTP head of this endpoint tells more of the next one than that of an upgrade.
  const heads = captures.find(({ summary: { feed } }) => isPolling(feed.method)) ?? source;
  return {
    captureId: summary.captureId,
    method: summary.feed.method,
    spanMs: Math.max(0, (summary.endedAtMs ?? nowMs) - fromMs),
    atMs,
    sizeBytes,
    requestHeadBytes: heads.requestHeadBytes,
    responseHeadBytes: heads.responseHeadBytes,
    arrivalUncertaintyMs: summary.feed.method === 'short-polling' ? summary.feed.intervalMs : 0,
  };
}

function notesOn(
  captures: readonly ComparedCapture[],
  newest: readonly ComparedCapture[],
  { basis, repeated }: Match,
): string[] {
  const opened = captures.filter(({ summary }) => summary.openedAtMs !== null);
  const forgotten = newest.filter(({ index }) => index.forgotten > 0);
  return [
    ...(opened.length > newest.length ? ['Of each method, the newest capture is compared.'] : []),
    ...(newest.length > 1 && basis === 'none'
      ? ['No message is in two captures: they may not be of the same source, or not at the same time.']
      : []),
    ...(repeated > 0
      ? [`${repeated} contents came more than once; without ids these messages cannot be matched.`]
      : []),
    ...forgotten.map(
      ({ summary, index }) =>
        `${METHOD_LABELS[summary.feed.method]}: the most recent ${index.count} messages are matched.`,
    ),
  ];
}
