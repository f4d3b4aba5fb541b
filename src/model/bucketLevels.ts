import { BucketRing } from './bucketRing.ts';

const FINEST_MS = 10;
const WIDENING = 4;
/** Widths 10 ms to 10.9 min; the widest level reaches back 62 days. */
const LEVELS = 9;
const BUCKETS_PER_LEVEL = 8_192;

/** Counts per column of a window of time. */
export interface SeriesColumns {
  /** A row of counts for each series. */
  readonly series: readonly number[][];
  /** Width of the buckets the counts were taken from: how finely they are placed. */
  readonly bucketMs: number;
}

/**
 * Counts of several series over time, at several widths at once: the last 82 seconds in buckets of 10 ms, the last
 * five and a half minutes in 40 ms, and so on; 0.3 MB a series at most, however long it runs.
 *
 * Accuracy: a bucket is counted, whole, in the column in which it begins. So a column can be off by what came within one
 * bucket (`bucketMs`) at either edge; a window whose edges are multiples of `bucketMs` has exact totals, and windows
 * laid end to end count everything once.
 */
export class BucketLevels {
  readonly #levels: readonly BucketRing[];
  /** Of the bucket that is being filled, not yet in the levels: one comparison per count instead of nine sums. */
  readonly #pending: Uint32Array;
  #hasPending = false;
  #bucketStartMs = 0;
  #bucketEndMs = 0;

  constructor(seriesCount: number) {
    this.#pending = new Uint32Array(seriesCount);
    this.#levels = Array.from(
      { length: LEVELS },
      (_, level) => new BucketRing(FINEST_MS * WIDENING ** level, BUCKETS_PER_LEVEL, seriesCount),
    );
  }

  record(atMs: number, series: number): void {
    if (atMs < this.#bucketStartMs || atMs >= this.#bucketEndMs) this.#begin(atMs);
    this.#pending[series] = (this.#pending[series] ?? 0) + 1;
    this.#hasPending = true;
  }

  /** Counts for `columns` equal parts of the window `fromMs` (included) to `toMs` (not included). */
  read(fromMs: number, toMs: number, columns: number): SeriesColumns {
    this.#settle();
    const level = this.#finestCovering(fromMs);
    const series = Array.from(this.#pending, () => new Array<number>(columns).fill(0));
    if (level !== undefined && toMs > fromMs) fill(series, level, fromMs, toMs, columns);
    return { series, bucketMs: level?.widthMs ?? FINEST_MS };
  }

  #begin(atMs: number): void {
    this.#settle();
    this.#bucketStartMs = Math.floor(atMs / FINEST_MS) * FINEST_MS;
    this.#bucketEndMs = this.#bucketStartMs + FINEST_MS;
  }

  #settle(): void {
    if (!this.#hasPending) return;
    for (const level of this.#levels) {
      level.add(Math.floor(this.#bucketStartMs / level.widthMs), this.#pending);
    }
    this.#pending.fill(0);
    this.#hasPending = false;
  }

  #finestCovering(fromMs: number): BucketRing | undefined {
    return this.#levels.find((level) => level.covers(fromMs)) ?? this.#levels.at(-1);
  }
}

function fill(
  rows: readonly number[][],
  level: BucketRing,
  fromMs: number,
  toMs: number,
  columns: number,
): void {
  const first = Math.max(level.oldest, Math.ceil(fromMs / level.widthMs));
  const last = Math.min(level.newest, Math.ceil(toMs / level.widthMs) - 1);
  const columnsPerMs = columns / (toMs - fromMs);
  for (let bucket = first; bucket <= last; bucket++) {
    const offsetMs = bucket * level.widthMs - fromMs;
    const column = Math.min(Math.floor(offsetMs * columnsPerMs), columns - 1);
    for (let series = 0; series < rows.length; series++) {
      const row = rows[series];
      if (row !== undefined) row[column] = (row[column] ?? 0) + level.count(bucket, series);
    }
  }
}
