/** What is counted per bucket, side by side. */
const SERIES = 3;
const FIRST_BUCKETS = 64;

/**
 * Counts in buckets of one width, numbered from the epoch: the most recent `limit` of them. Grows to that as time
 * passes, so that a short capture takes little.
 */
export class BucketRing {
  readonly widthMs: number;
  readonly #limit: number;
  #size = FIRST_BUCKETS;
  #counts = new Uint32Array(SERIES * FIRST_BUCKETS);
  #oldest = 0;
  #newest = -1;
  #hasLostAny = false;

  constructor(widthMs: number, limit: number) {
    this.widthMs = widthMs;
    this.#limit = limit;
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

  add(bucket: number, received: number, sent: number, control: number): void {
    if (this.#newest < 0) this.#oldest = this.#newest = bucket;
    if (bucket > this.#newest) this.#advance(bucket);
    if (bucket < this.#oldest && !this.#extendBack(bucket)) return;
    const at = SERIES * (bucket % this.#size);
    this.#counts[at] = (this.#counts[at] ?? 0) + received;
    this.#counts[at + 1] = (this.#counts[at + 1] ?? 0) + sent;
    this.#counts[at + 2] = (this.#counts[at + 2] ?? 0) + control;
  }

  /** @param series 0 received, 1 sent, 2 control */
  count(bucket: number, series: number): number {
    return this.#counts[SERIES * (bucket % this.#size) + series] ?? 0;
  }

  #advance(bucket: number): void {
    this.#growFor(bucket - this.#oldest + 1);
    const passed = Math.min(bucket - this.#newest, this.#size);
    for (let step = 0; step < passed; step++) this.#clear(bucket - step);
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
    for (let place = bucket; place < this.#oldest; place++) this.#clear(place);
    this.#oldest = bucket;
    return true;
  }

  #clear(bucket: number): void {
    const at = SERIES * (bucket % this.#size);
    this.#counts.fill(0, at, at + SERIES);
  }

  #growFor(needed: number): void {
    if (needed <= this.#size || this.#size === this.#limit) return;
    let size = this.#size;
    while (size < needed && size < this.#limit) size *= 2;
    size = Math.min(size, this.#limit);
    const grown = new Uint32Array(SERIES * size);
    for (let bucket = this.#oldest; bucket <= this.#newest; bucket++) {
      const from = SERIES * (bucket % this.#size);
      grown.set(this.#counts.subarray(from, from + SERIES), SERIES * (bucket % size));
    }
    this.#counts = grown;
    this.#size = size;
  }
}
