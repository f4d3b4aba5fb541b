import type { Quantiles } from '../protocol/capture.ts';

/** 2^6 buckets per doubling: a bucket's middle is within 1/128 of every value in it. */
const SUB_BUCKET_BITS = 6;
const LOWEST_EXPONENT = -10;
const HIGHEST_EXPONENT = 32;
const BUCKETS = ((HIGHEST_EXPONENT - LOWEST_EXPONENT) << SUB_BUCKET_BITS) + 1;
const EXPONENT_BIAS = 1023;
const LOWEST = 2 ** LOWEST_EXPONENT;
/** The upper bits of a double: sign and exponent (12), then the mantissa's first bits. */
const KEPT_BITS_SHIFT = 20 - SUB_BUCKET_BITS;
const FIRST_KEY = (EXPONENT_BIAS + LOWEST_EXPONENT) << SUB_BUCKET_BITS;

const scratch = new DataView(new ArrayBuffer(8));

/** Compact: only buckets that hold something, as pairs of place and count. */
export interface HistogramJson {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly buckets: readonly number[];
}

/**
 * Counts of non-negative values in buckets whose width grows with the value (as HdrHistogram does), in 21 KB however
 * many there are. A quantile is within 0.8 % of the value at that rank, for values from 2^-10 (in ms: a
 * microsecond) to 2^32 (49 days); smaller ones count as 0, larger ones as the largest seen. Count, mean and max are exact.
 */
export class Histogram {
  readonly #buckets = new Float64Array(BUCKETS);
  #count = 0;
  #sum = 0;
  #min = Infinity;
  #max = 0;

  get count(): number {
    return this.#count;
  }

  /** 0 where nothing was recorded. */
  get max(): number {
    return this.#max;
  }

  /** 0 where nothing was recorded. */
  get min(): number {
    return this.#count === 0 ? 0 : this.#min;
  }

  /** 0 where nothing was recorded. */
  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  /** A negative value counts as 0; NaN is not counted. */
  record(value: number): void {
    if (Number.isNaN(value)) return;
    const kept = value > 0 ? value : 0;
    const bucket = bucketOf(kept);
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.#count++;
    this.#sum += kept;
    if (kept < this.#min) this.#min = kept;
    if (kept > this.#max) this.#max = kept;
  }

  /**
   * The value that a share `q` of all values do not exceed (nearest rank).
   * @param q from 0 to 1
   * @returns 0 where nothing was recorded
   */
  quantile(q: number): number {
    if (this.#count === 0) return 0;
    const rank = Math.min(Math.max(Math.ceil(q * this.#count), 1), this.#count);
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.#buckets[bucket] ?? 0;
      if (seen >= rank) return this.#representative(bucket, rank);
    }
    return this.#max;
  }

  /** The lower edge of the lowest bucket above zero's that holds something; null where there is none. */
  get lowestEdge(): number | null {
    const bucket = this.#buckets.findIndex((count, place) => place > 0 && count > 0);
    return bucket < 0 ? null : lowerEdge(bucket);
  }

  /**
   * The values in bars from each edge to the next. Exact where the edges are those of buckets (`bucketEdgeAt`); else a
   * bucket is counted, whole, in the bar in which it begins.
   * @param edges ascending; what lies before the first or from the last on is not counted
   */
  countsBetween(edges: readonly number[]): number[] {
    const counts = new Array<number>(Math.max(0, edges.length - 1)).fill(0);
    let bar = -1;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const count = this.#buckets[bucket] ?? 0;
      if (count === 0) continue;
      const edge = lowerEdge(bucket);
      while (bar + 1 < edges.length && edge >= (edges[bar + 1] ?? Infinity)) bar++;
      if (bar >= 0 && bar < counts.length) counts[bar] = (counts[bar] ?? 0) + count;
    }
    return counts;
  }

  /** Adds another's values. */
  merge(other: Histogram): void {
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + (other.#buckets[bucket] ?? 0);
    }
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
  }

  toQuantiles(): Quantiles | null {
    if (this.#count === 0) return null;
    return {
      count: this.#count,
      mean: this.mean,
      p50: this.quantile(0.5),
      p95: this.quantile(0.95),
      p99: this.quantile(0.99),
      max: this.#max,
    };
  }

  toJSON(): HistogramJson {
    const buckets: number[] = [];
    for (const [bucket, count] of this.#buckets.entries()) if (count > 0) buckets.push(bucket, count);
    const min = this.#count === 0 ? 0 : this.#min;
    return { count: this.#count, sum: this.#sum, min, max: this.#max, buckets };
  }

  /** Places that are no buckets, from a damaged file, are left out. */
  static fromJSON(json: HistogramJson): Histogram {
    const histogram = new Histogram();
    for (let pair = 0; pair + 1 < json.buckets.length; pair += 2) {
      const bucket = json.buckets[pair] ?? BUCKETS;
      if (bucket < BUCKETS) histogram.#buckets[bucket] = json.buckets[pair + 1] ?? 0;
    }
    histogram.#count = json.count;
    histogram.#sum = json.sum;
    histogram.#min = json.count === 0 ? Infinity : json.min;
    histogram.#max = json.max;
    return histogram;
  }

  #representative(bucket: number, rank: number): number {
    // The last rank's value is known exactly, and so is the only value of a histogram of one.
    if (rank === this.#count) return this.#max;
    return Math.min(Math.max(middleOf(bucket), this.#min), this.#max);
  }
}

/** The edge of a bucket that is at a value or, of those below it, the nearest: at most 1/64 below. */
export function bucketEdgeAt(value: number): number {
  return lowerEdge(bucketOf(value));
}

/** How wide the bucket is that a value falls into: a power of two, of which every edge from there on is a multiple. */
export function bucketWidthAt(value: number): number {
  const bucket = bucketOf(value);
  return lowerEdge(bucket + 1) - lowerEdge(bucket);
}

function bucketOf(value: number): number {
  if (value < LOWEST) return 0;
  scratch.setFloat64(0, value);
  const key = scratch.getUint32(0) >>> KEPT_BITS_SHIFT;
  return Math.min(key - FIRST_KEY + 1, BUCKETS - 1);
}

function middleOf(bucket: number): number {
  if (bucket === 0) return 0;
  return (lowerEdge(bucket) + lowerEdge(bucket + 1)) / 2;
}

function lowerEdge(bucket: number): number {
  if (bucket === 0) return 0;
  scratch.setUint32(0, (bucket - 1 + FIRST_KEY) << KEPT_BITS_SHIFT);
  scratch.setUint32(4, 0);
  return scratch.getFloat64(0);
}
