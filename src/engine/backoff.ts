const BASE_MS = 1_000;
const CAP_MS = 30_000;

/**
 * Waits between tries that fail: exponential with full jitter, so that many clients of a server that comes back
 * do not all come at once (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 */
export class Backoff {
  readonly #random: () => number;
  #failures = 0;

  /** @param random between 0 and 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** @returns ms to wait after one more failure: anything between 0 and 1 s, then 2 s, 4 s … up to 30 s */
  nextMs(): number {
    const ceilingMs = Math.min(CAP_MS, BASE_MS * 2 ** this.#failures);
    this.#failures += 1;
    return this.#random() * ceilingMs;
  }

  reset(): void {
    this.#failures = 0;
  }
}
