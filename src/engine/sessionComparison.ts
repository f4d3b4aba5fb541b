import {
  BEST_SOURCES,
  compareMethods,
  type ComparedCapture,
  type Estimate,
  estimateMethods,
} from '../model/comparison.ts';
import { MessagePairs } from '../model/messagePairs.ts';
import { checkReplay } from '../model/replayCheck.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import type { Comparison, EstimateAssumptions, MessagePair, PairPlace } from '../protocol/comparison.ts';
import type { ReplayFigures } from '../protocol/replay.ts';
import { CapturedFrames } from './capturedFrames.ts';
import { systemClock } from './clock.ts';
import type { LogBlock } from './log/frameLog.ts';
import { observeCapture } from './observeCapture.ts';
import type { SessionLog } from './sessionLog.ts';

/** How long one call reads the log, in ms: a reader sees a partial comparison soon, and the feed is not held up. */
const READ_BUDGET_MS = 40;
/** A comparison is made anew when this many times its cost has passed: it takes at most so small a share of the thread. */
const COST_SHARE = 10;

/**
 * The comparison of a session's captures. It reads the log on when it is asked, so a feed costs nothing more while
 * nobody compares, and captures that came from a recording are compared like those that run.
 */
export class SessionComparison {
  readonly #log: SessionLog;
  readonly #frames = new Map<number, CapturedFrames>();
  #nextRow = 0;
  #last: { readonly key: string; readonly comparison: Comparison; readonly dueAtMs: number } | null = null;

  constructor(log: SessionLog) {
    this.#log = log;
  }

  read(summaries: readonly CaptureSummary[], given: Partial<EstimateAssumptions>): Comparison {
    const startedAtMs = systemClock.nowMs();
    const key = JSON.stringify([given, summaries.map(({ captureId, state }) => [captureId, state])]);
    if (this.#last?.key === key && startedAtMs < this.#last.dueAtMs) return this.#last.comparison;
    this.#readOn(startedAtMs + READ_BUDGET_MS);
    const comparison = this.#compare(summaries, given, startedAtMs);
    const endedAtMs = systemClock.nowMs();
    this.#last = { key, comparison, dueAtMs: endedAtMs + COST_SHARE * (endedAtMs - startedAtMs) };
    return comparison;
  }

  /** A comparison of all that is in the log, which is read to its end at once. */
  readAll(summaries: readonly CaptureSummary[], given: Partial<EstimateAssumptions>): Comparison {
    this.#readOn(Infinity);
    return this.#compare(summaries, given, systemClock.nowMs());
  }

  /**
   * One message as each of the compared captures received it, of what has been read for the comparison.
   * @param from null: the latest one that they share
   * @returns null where no message came by more than one capture
   */
  pair(summaries: readonly CaptureSummary[], from: PairPlace | null, step: number): MessagePair | null {
    const { columns, matchBasis } = this.#last?.comparison ?? this.read(summaries, {});
    if (matchBasis === 'none') return null;
    const captures = columns.flatMap((column) =>
      column.kind === 'measured'
        ? [
            {
              captureId: column.captureId,
              method: column.method,
              index: this.#framesOf(column.captureId).index,
            },
          ]
        : [],
    );
    const guide = BEST_SOURCES.find((method) =>
      captures.some((capture) => capture.method === method && capture.index.count > 0),
    );
    return new MessagePairs(captures, matchBasis).find(from, step, guide ?? 'sse');
  }

  /** To be called when the log was cleared: its rows begin anew. */
  clear(): void {
    this.#frames.clear();
    this.#nextRow = 0;
    this.#last = null;
  }

  /**
   * What these captures, which are those of a replay, say of an estimate. Reads what is left of the log at once.
   * @param given for another endpoint: what the replay has measured itself takes their place
   */
  checkReplay(summaries: readonly CaptureSummary[], given: Partial<EstimateAssumptions>): ReplayFigures {
    this.#readOn(Infinity);
    const nowMs = systemClock.nowMs();
    return checkReplay(this.#captures(summaries, nowMs), nowMs, given);
  }

  /** An estimate of all four methods from what is in the log, which is read to its end at once. */
  estimate(summaries: readonly CaptureSummary[], given: Partial<EstimateAssumptions>): Estimate | null {
    this.#readOn(Infinity);
    const nowMs = systemClock.nowMs();
    return estimateMethods(this.#captures(summaries, nowMs), nowMs, given);
  }

  #compare(
    summaries: readonly CaptureSummary[],
    given: Partial<EstimateAssumptions>,
    nowMs: number,
  ): Comparison {
    const comparison = compareMethods(this.#captures(summaries, nowMs), nowMs, given);
    const left = this.#log.frames.rowCount - this.#nextRow;
    if (left === 0) return comparison;
    const progress = Math.floor((100 * this.#nextRow) / this.#log.frames.rowCount);
    return {
      ...comparison,
      notes: [`Still reading what was captured: ${progress} %.`, ...comparison.notes],
      doubts: ['what was captured is still being read', ...comparison.doubts],
    };
  }

  #captures(summaries: readonly CaptureSummary[], nowMs: number): readonly ComparedCapture[] {
    const { frames, requests } = this.#log;
    return summaries.map((summary): ComparedCapture => {
      const captured = this.#framesOf(summary.captureId);
      const { index } = captured;
      return {
        summary,
        index,
        sentMessages: captured.sent,
        hasLostFrames: frames.droppedRows > 0 && index.count < summary.counters.messages.received,
        observed: observeCapture(requests, summary, captured, nowMs),
      };
    });
  }

  #readOn(untilMs: number): void {
    const { frames } = this.#log;
    this.#nextRow = Math.max(this.#nextRow, frames.droppedRows);
    while (this.#nextRow < frames.rowCount) {
      const found = frames.blockAt(this.#nextRow);
      if (found === null) return;
      this.#take(found);
      this.#nextRow = found.firstRow + found.block.count;
      if (systemClock.nowMs() > untilMs) return;
    }
  }

  #take({ block, firstRow }: LogBlock): void {
    const { captureId } = block.columns;
    for (let place = this.#nextRow - firstRow; place < block.count; place++) {
      this.#framesOf(captureId[place] ?? 0).take(block, place, firstRow + place);
    }
  }

  #framesOf(captureId: number): CapturedFrames {
    let frames = this.#frames.get(captureId);
    if (frames === undefined) {
      frames = new CapturedFrames();
      this.#frames.set(captureId, frames);
    }
    return frames;
  }
}
