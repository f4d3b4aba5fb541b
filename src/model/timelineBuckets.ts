import { BucketRing } from './bucketRing.ts';

const FINEST_MS = 10;
const WIDENING = 4;
/** Widths 10 ms to 10.9 min; the widest level reaches back 62 days. */
const LEVELS = 9;
const BUCKETS_PER_LEVEL = 8_192;

/** Frames per column of a window of time. */
export interface ColumnCounts {
  readonly received: number[];
  readonly sent: number[];
  /** Frames that are not messages. */
  readonly control: number[];
  /** Width of the buckets the counts were taken from: how finely frames are placed. */
  readonly bucketMs: number;
}

/**
 * Frame counts of one capture over time, at several widths at once: the last 82 seconds in buckets of 10 ms, the last
 * five and a half minutes in 40 ms, and so on, 0.9 MB at most however long it runs.
 *
 * Accuracy: a bucket is counted, whole, in the column in which it begins. So a column can be off by what came within one
 * bucket (`bucketMs`) at either edge; a window whose edges are multiples of `bucketMs` has exact totals, and windows
 * laid end to end count every frame once. Where buckets are wider than columns, zoom in on the log itself.
 */
export class TimelineBuckets {
  readonly #levels = Array.from(
    { length: LEVELS },
    (_, level) => new BucketRing(FINEST_MS * WIDENING ** level, BUCKETS_PER_LEVEL),
  );
  /** Frames of the bucket that is being filled, not yet in the levels: one comparison per frame instead of nine sums. */
  #bucketStartMs = 0;
  #bucketEndMs = 0;
  #received = 0;
  #sent = 0;
  #control = 0;

  record(atMs: number, isSent: boolean, isMessage: boolean): void {
    if (atMs < this.#bucketStartMs || atMs >= this.#bucketEndMs) this.#begin(atMs);
    if (!isMessage) this.#control++;
    else if (isSent) this.#sent++;
    else this.#received++;
  }

  /** Counts for `columns` equal parts of the window `fromMs` (included) to `toMs` (not included). */
  read(fromMs: number, toMs: number, columns: number): ColumnCounts {
    this.#settle();
    const level = this.#finestCovering(fromMs);
    const counts = {
      received: new Array<number>(columns).fill(0),
      sent: new Array<number>(columns).fill(0),
      control: new Array<number>(columns).fill(0),
      bucketMs: level?.widthMs ?? FINEST_MS,
    };
    if (level !== undefined && toMs > fromMs) fill(counts, level, fromMs, toMs, columns);
    return counts;
  }

  #begin(atMs: number): void {
    this.#settle();
    this.#bucketStartMs = Math.floor(atMs / FINEST_MS) * FINEST_MS;
    this.#bucketEndMs = this.#bucketStartMs + FINEST_MS;
  }

  #settle(): void {
    if (this.#received === 0 && this.#sent === 0 && this.#control === 0) return;
    for (const level of this.#levels) {
      const bucket = Math.floor(this.#bucketStartMs / level.widthMs);
      level.add(bucket, this.#received, this.#sent, this.#control);
    }
    this.#received = this.#sent = this.#control = 0;
  }

  #finestCovering(fromMs: number): BucketRing | undefined {
    return this.#levels.find((level) => level.covers(fromMs)) ?? this.#levels.at(-1);
  }
}

function fill(counts: ColumnCounts, level: BucketRing, fromMs: number, toMs: number, columns: number): void {
  const first = Math.max(level.oldest, Math.ceil(fromMs / level.widthMs));
  const last = Math.min(level.newest, Math.ceil(toMs / level.widthMs) - 1);
  const columnsPerMs = columns / (toMs - fromMs);
  for (let bucket = first; bucket <= last; bucket++) {
    const offsetMs = bucket * level.widthMs - fromMs;
    const column = Math.min(Math.floor(offsetMs * columnsPerMs), columns - 1);
    counts.received[column] = (counts.received[column] ?? 0) + level.count(bucket, 0);
    counts.sent[column] = (counts.sent[column] ?? 0) + level.count(bucket, 1);
    counts.control[column] = (counts.control[column] ?? 0) + level.count(bucket, 2);
  }
}
