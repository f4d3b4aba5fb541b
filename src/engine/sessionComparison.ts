import type { FoundAssumptions } from '../model/assumptions.ts';
import { compareMethods, type ComparedCapture } from '../model/comparison.ts';
import { isMessage, isSent } from '../model/frameFlags.ts';
import { MessageIndex } from '../model/messageIndex.ts';
import { checkReplay } from '../model/replayCheck.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import type { Comparison, EstimateAssumptions } from '../protocol/comparison.ts';
import type { ReplayFigures } from '../protocol/replay.ts';
import { systemClock } from './clock.ts';
import type { LogBlock } from './log/frameLog.ts';
import { sampleHeads } from './requestHeads.ts';
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
  readonly #indexes = new Map<number, MessageIndex>();
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

  /** To be called when the log was cleared: its rows begin anew. */
  clear(): void {
    this.#indexes.clear();
    this.#nextRow = 0;
    this.#last = null;
  }

  /**
   * What these captures, which are those of a replay, say of an estimate. Reads what is left of the log at once.
   * @param given for another endpoint: what the replay has measured itself takes their place
   */
  checkReplay(summaries: readonly CaptureSummary[], given: Partial<EstimateAssumptions>): ReplayFigures {
    this.#readOn(Infinity);
    const { captures, known } = this.#inputs(summaries);
    return checkReplay(captures, systemClock.nowMs(), { ...given, ...known.measured });
  }

  #compare(
    summaries: readonly CaptureSummary[],
    given: Partial<EstimateAssumptions>,
    nowMs: number,
  ): Comparison {
    const { captures, known } = this.#inputs(summaries);
    const comparison = compareMethods(captures, nowMs, known, given);
    const left = this.#log.frames.rowCount - this.#nextRow;
    if (left === 0) return comparison;
    const progress = Math.floor((100 * this.#nextRow) / this.#log.frames.rowCount);
    return { ...comparison, notes: [`Still reading what was captured: ${progress} %.`, ...comparison.notes] };
  }

  #inputs(summaries: readonly CaptureSummary[]): {
    readonly captures: readonly ComparedCapture[];
    readonly known: FoundAssumptions;
  } {
    const heads = new Map(
      summaries.map(({ captureId }) => [captureId, sampleHeads(this.#log.requests, captureId)]),
    );
    const roundTrips = [...heads.values()].flatMap(({ roundTripMs }) => roundTripMs ?? []);
    const captures = summaries.map((summary): ComparedCapture => ({
      summary,
      index: this.#indexOf(summary.captureId),
      requestHeadBytes: heads.get(summary.captureId)?.requestHeadBytes ?? null,
      responseHeadBytes: heads.get(summary.captureId)?.responseHeadBytes ?? null,
    }));
    // To the hundredth: it is shown, and to be changed, as an assumption.
    const measuredMs = roundTrips.length === 0 ? null : Math.round(100 * Math.min(...roundTrips)) / 100;
    return {
      captures,
      known: { measured: measuredMs === null ? {} : { roundTripMs: measuredMs }, feed: {} },
    };
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
    const { captureId, atMs, flags } = block.columns;
    for (let place = this.#nextRow - firstRow; place < block.count; place++) {
      const bits = flags[place] ?? 0;
      if (!isMessage(bits) || isSent(bits)) continue;
      const index = this.#indexOf(captureId[place] ?? 0);
      index.add(atMs[place] ?? 0, block.payloadOf(place), block.idOf(place));
    }
  }

  #indexOf(captureId: number): MessageIndex {
    let index = this.#indexes.get(captureId);
    if (index === undefined) {
      index = new MessageIndex();
      this.#indexes.set(captureId, index);
    }
    return index;
  }
}
