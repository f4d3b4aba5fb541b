import { OutcomeBuckets } from '../model/outcomeBuckets.ts';
import { type ColumnCounts, TimelineBuckets } from '../model/timelineBuckets.ts';
import type { Direction, FrameKind } from '../protocol/frame.ts';
import type { RequestOutcome } from '../protocol/request.ts';
import type { OutcomeColumns, TimelineLane } from '../protocol/timeline.ts';
import { CloseNotes } from './closeNotes.ts';
import { countExactly } from './log/exactTimeline.ts';
import type { FrameLog } from './log/frameLog.ts';
import type { RequestLog } from './log/requestLog.ts';

/** A timeline is counted frame by frame where it shows at most this many: 10 ms of work; else from buckets. */
const EXACT_TIMELINE_FRAMES = 500_000;

/** What is drawn on a capture's lane, counted as it comes; what is not counted is read from the logs. */
export class CaptureTimeline {
  readonly #captureId: number;
  readonly #frames: FrameLog;
  readonly #requests: RequestLog;
  readonly #buckets = new TimelineBuckets();
  readonly #outcomes = new OutcomeBuckets();
  readonly #closeNotes = new CloseNotes();

  constructor(captureId: number, frames: FrameLog, requests: RequestLog) {
    this.#captureId = captureId;
    this.#frames = frames;
    this.#requests = requests;
  }

  /** @param payload read at once, and only for a close */
  countFrame(atMs: number, direction: Direction, kind: FrameKind, payload: Uint8Array): void {
    this.#buckets.record(atMs, direction, kind);
    if (kind === 'close') this.#closeNotes.add(atMs, direction, payload);
  }

  /** To be called once for each request that has ended. */
  countRequest(endedAtMs: number, outcome: RequestOutcome): void {
    this.#outcomes.record(endedAtMs, outcome);
  }

  /** The capture over a window cut into columns, with at most `maxBars` requests. */
  lane(fromMs: number, toMs: number, columns: number, maxBars: number): TimelineLane {
    return {
      captureId: this.#captureId,
      ...this.#countFrames(fromMs, toMs, columns),
      closeNotes: this.#closeNotes.between(fromMs, toMs),
      ...this.#readRequests(fromMs, toMs, columns, maxBars),
    };
  }

  /** Messages over a window cut into columns, at the resolution that the buckets have. */
  messageCounts(fromMs: number, toMs: number, columns: number): ColumnCounts {
    return this.#buckets.read(fromMs, toMs, columns);
  }

  #countFrames(
    fromMs: number,
    toMs: number,
    columns: number,
  ): Pick<TimelineLane, 'received' | 'sent' | 'control' | 'closes'> {
    const { bucketMs, ...coarse } = this.#buckets.read(fromMs, toMs, columns);
    const isTooCoarse = bucketMs > (toMs - fromMs) / columns;
    const frameCount = Object.values(coarse).reduce((total, counts) => total + sum(counts), 0);
    if (!isTooCoarse || frameCount > EXACT_TIMELINE_FRAMES) return coarse;
    return countExactly(this.#frames, this.#captureId, fromMs, toMs, columns);
  }

  /** Where the buckets alone tell that there are too many, the log is not asked: it would count them one by one. */
  #readRequests(
    fromMs: number,
    toMs: number,
    columns: number,
    maxBars: number,
  ): Pick<TimelineLane, 'bars' | 'hiddenBars' | 'outcomes'> {
    const outcomes = this.#outcomes.read(fromMs, toMs, columns);
    const ended = outcomes === null ? 0 : countOutcomes(outcomes);
    if (ended > maxBars) return { bars: [], hiddenBars: ended, outcomes };
    const sample = this.#requests.inWindow(this.#captureId, fromMs, toMs, maxBars);
    return { ...sample, outcomes: sample.hiddenBars > 0 ? outcomes : null };
  }
}

function countOutcomes({ answered, empty, unchanged, failed }: OutcomeColumns): number {
  return sum(answered) + sum(empty) + sum(unchanged) + sum(failed);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
