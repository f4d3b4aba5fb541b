/**
 * By how much one delay differs from the one before, on average: D of RFC 3550, section 6.4.1, over all messages and not
 * only, as J there, over the last sixteen or so. What a buffer that evens out arrivals would have to hold.
 */
export class JitterMeter {
  #lastMs: number | null = null;
  #sumMs = 0;
  #count = 0;

  record(delayMs: number): void {
    if (this.#lastMs !== null) {
      this.#sumMs += Math.abs(delayMs - this.#lastMs);
      this.#count += 1;
    }
    this.#lastMs = delayMs;
  }

  /** Null with fewer than two delays. */
  get meanMs(): number | null {
    return this.#count === 0 ? null : this.#sumMs / this.#count;
  }
}
