const FIRST_BUCKETS = 64;

/**
 * Counts of several series in buckets of one width, numbered from the epoch: the most recent `limit` of them. Grows to
 * that as time passes, so that a short capture takes little.
 */
export class BucketRing {
  readonly widthMs: number;
  readonly #limit: number;
  readonly #seriesCount: number;
  #size = FIRST_BUCKETS;
  /** The series of a bucket side by side. */
  #counts: Uint32Array;
  #oldest = 0;
  #newest = -1;
  #hasLostAny = false;

  constructor(widthMs: number, limit: number, seriesCount: number) {
    this.widthMs = widthMs;
    this.#limit = limit;
    this.#seriesCount = seriesCount;
    this.#counts = new Uint32Array(seriesCount * FIRST_BUCKETS);
  }

  get oldest(): number {
    return this.#oldest;
  }

  /** -1: nothing was counted yet. */
  get newest(): number {
    return this.#newest;
  }

  /** Whether everything counted from this moment on is still here. */
  covers(fromMs: number): boolean {
    return !this.#hasLostAny || this.#oldest * this.widthMs <= fromMs;
  }

  /** @param counts what comes to each series */
  add(bucket: number, counts: Uint32Array): void {
    if (this.#newest < 0) this.#oldest = this.#newest = bucket;
    if (bucket > this.#newest) this.#advance(bucket);
    if (bucket < this.#oldest && !this.#extendBack(bucket)) return;
    const at = this.#seriesCount * (bucket % this.#size);
    for (let series = 0; series < this.#seriesCount; series++) {
      this.#counts[at + series] = (this.#counts[at + series] ?? 0) + (counts[series] ?? 0);
    }
  }

  count(bucket: number, series: number): number {
    return this.#counts[this.#seriesCount * (bucket % this.#size) + series] ?? 0;
  }

  #advance(bucket: number): void {
    this.#growFor(bucket - this.#oldest + 1);
    this.#clear(Math.max(this.#newest + 1, bucket - this.#size + 1), bucket + 1);
    this.#newest = bucket;
    const oldest = bucket - this.#size + 1;
    if (oldest <= this.#oldest) return;
    this.#oldest = oldest;
    this.#hasLostAny = true;
  }

  /** A frame may come a little late; one from before the ring's reach is left to the wider levels. */
  #extendBack(bucket: number): boolean {
    if (this.#hasLostAny || this.#newest - bucket >= this.#limit) {
      this.#hasLostAny = true;
      return false;
    }
    this.#growFor(this.#newest - bucket + 1);
    this.#clear(bucket, this.#oldest);
    this.#oldest = bucket;
    return true;
  }

  /** At most as many buckets as there are. A quiet feed passes a hundred from one message to the next. */
  #clear(fromBucket: number, toBucket: number): void {
    const from = fromBucket % this.#size;
    const end = from + toBucket - fromBucket;
    this.#counts.fill(0, this.#seriesCount * from, this.#seriesCount * Math.min(end, this.#size));
    if (end > this.#size) this.#counts.fill(0, 0, this.#seriesCount * (end - this.#size));
  }

  #growFor(needed: number): void {
    if (needed <= this.#size || this.#size === this.#limit) return;
    let size = this.#size;
    while (size < needed && size < this.#limit) size *= 2;
    size = Math.min(size, this.#limit);
    const grown = new Uint32Array(this.#seriesCount * size);
    for (let bucket = this.#oldest; bucket <= this.#newest; bucket++) {
      const from = this.#seriesCount * (bucket % this.#size);
      const counts = this.#counts.subarray(from, from + this.#seriesCount);
      grown.set(counts, this.#seriesCount * (bucket % size));
    }
    this.#counts = grown;
    this.#size = size;
  }
}
