import type { CaptureSummary } from '../protocol/capture.ts';
import type {
  Comparison,
  ComparisonColumn,
  EstimateAssumptions,
  EstimatedColumn,
} from '../protocol/comparison.ts';
import { type Method, METHODS } from '../protocol/method.ts';
import { captureCaveats, comparisonDoubts, comparisonNotes, type NotedCapture } from './comparisonNotes.ts';
import { assume } from './estimate/assumptions.ts';
import { estimateMethod, type EstimateSource } from './estimate/estimateMethod.ts';
import { findAssumptions, type ObservedCapture } from './estimate/observation.ts';
import { type MatchInput, matchMessages } from './matchMessages.ts';
import { measuredColumn } from './measuredColumn.ts';
import type { MessageIndex } from './messageIndex.ts';

/** A capture as a comparison takes it. */
export interface ComparedCapture extends ObservedCapture {
  readonly index: MessageIndex;
  /** Messages that it sent. */
  readonly sentMessages: number;
  /** Whether the log gave up its oldest frames. */
  readonly hasLostFrames: boolean;
}

/** The source that says most of when messages were there: what is pushed, before what is asked for. */
export const BEST_SOURCES: readonly Method[] = ['websocket', 'sse', 'long-polling', 'short-polling'];

/**
 * The four methods side by side: the newest capture of each, and for a method that was not captured an estimate from
 * one that was.
 * @param captures oldest first
 * @param nowMs until when captures that run are counted
 * @param given assumptions that the user gave
 */
export function compareMethods(
  captures: readonly ComparedCapture[],
  nowMs: number,
  given: Partial<EstimateAssumptions>,
): Comparison {
  const newest = newestOfEach(captures);
  const ranked = bestFirst(newest);
  const { assumptions, assumptionBases } = assume(findAssumptions(ranked), given);
  const match = matchMessages(newest.map((capture) => toMatchInput(capture, nowMs)));
  const noted = newest.map((capture) => toNoted(capture, nowMs));
  const [source] = ranked;
  const columns = METHODS.map((method): ComparisonColumn => {
    const place = newest.findIndex(({ summary }) => isOf(summary, method));
    const [capture, matched] = [noted[place], match.captures[place]];
    if (capture !== undefined && matched !== undefined) {
      const caveats = captureCaveats(capture, noted);
      return measuredColumn(capture, matched, assumptions, caveats);
    }
    if (source === undefined) return { kind: 'unknown', method, reason: reasonOf(captures) };
    return estimateMethod(toEstimateSource(source, ranked, nowMs), method, assumptions);
  });
  return {
    columns,
    assumptions,
    assumptionBases,
    matchBasis: match.basis,
    distinctMessages: match.distinct,
    notes: comparisonNotes(noted, captures.filter(hasOpened).length, match),
    doubts: comparisonDoubts(noted, match),
  };
}

function toNoted(capture: ComparedCapture, nowMs: number): NotedCapture {
  return {
    ...capture,
    clock: capture.observed.clock,
    spanMs: spanOf(capture.summary, nowMs),
    hasLostFrames: capture.hasLostFrames || capture.index.forgotten > 0,
  };
}

/** What a capture says of what each method would cost, its own included: a comparison in which nothing is measured. */
export interface Estimate extends Comparison {
  /** The capture that it was made from. */
  readonly source: CaptureSummary;
  readonly columns: readonly EstimatedColumn[];
}

/**
 * An estimate of all four methods, from the capture that a comparison would take and by the same assumptions.
 * @returns null where no capture has connected
 */
export function estimateMethods(
  captures: readonly ComparedCapture[],
  nowMs: number,
  given: Partial<EstimateAssumptions>,
): Estimate | null {
  const ranked = bestFirst(newestOfEach(captures));
  const [best] = ranked;
  if (best === undefined) return null;
  const { assumptions, assumptionBases } = assume(findAssumptions(ranked), given);
  const source = toEstimateSource(best, ranked, nowMs);
  const noted = toNoted(best, nowMs);
  const match = matchMessages([toMatchInput(best, nowMs)]);
  return {
    source: best.summary,
    assumptions,
    assumptionBases,
    columns: METHODS.map((method) => estimateMethod(source, method, assumptions)),
    matchBasis: match.basis,
    distinctMessages: match.distinct,
    notes: [
      ...comparisonNotes([noted], captures.filter(hasOpened).length, match),
      ...captureCaveats(noted, [noted]),
    ],
    doubts: comparisonDoubts([noted], match),
  };
}

function newestOfEach(captures: readonly ComparedCapture[]): readonly ComparedCapture[] {
  const opened = captures.filter(hasOpened);
  return METHODS.flatMap((method) => opened.findLast(({ summary }) => isOf(summary, method)) ?? []);
}

function hasOpened({ summary }: ComparedCapture): boolean {
  return summary.openedAtMs !== null;
}

/** Those that say most of when messages were there first; those that have none last. */
function bestFirst<T extends ComparedCapture>(captures: readonly T[]): readonly T[] {
  const rank = ({ summary, index }: T): number =>
    BEST_SOURCES.indexOf(summary.feed.method) + (index.count > 0 ? 0 : BEST_SOURCES.length);
  return captures.toSorted((a, b) => rank(a) - rank(b));
}

function reasonOf(captures: readonly ComparedCapture[]): string {
  return captures.length === 0 ? 'nothing has been captured yet' : 'no capture has connected yet';
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

/** @param captures that tell of the endpoint, `source` among them */
export function toEstimateSource(
  source: ComparedCapture,
  captures: readonly ComparedCapture[],
  nowMs: number,
): EstimateSource {
  const { summary, index, observed, sentMessages } = source;
  const openedAtMs = summary.openedAtMs ?? summary.startedAtMs;
  // Where the oldest messages were given up, the estimate covers what is left.
  const isCut = index.count > 0 && (index.forgotten > 0 || source.hasLostFrames);
  const fromMs = isCut ? index.atMs(0) : openedAtMs;
  // The server had it half a round trip before it came.
  const onTheWayMs = (observed.roundTripMs ?? 0) / 2;
  const atMs = new Float64Array(index.count);
  const sizeBytes = new Uint32Array(index.count);
  for (let message = 0; message < index.count; message++) {
    atMs[message] = Math.max(0, index.atMs(message) - onTheWayMs - fromMs);
    sizeBytes[message] = index.sizeBytes(message);
  }
  const others = captures.filter((capture) => capture !== source);
  return {
    captureId: summary.captureId,
    method: summary.feed.method,
    spanMs: Math.max(0, (summary.endedAtMs ?? nowMs) - fromMs),
    atMs,
    sizeBytes,
    arrivalUncertaintyMs: summary.feed.method === 'short-polling' ? summary.feed.intervalMs : 0,
    traffic: [source, ...others].map((capture) => capture.observed.traffic),
    idBytes: index.meanIdBytes,
    sentMessages,
    compress: observed.compress,
  };
}
