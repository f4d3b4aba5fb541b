import type { ErrorInfo, TimedError } from '../protocol/errors.ts';
import { MAX_KEPT_ERRORS } from '../protocol/limits.ts';

/** A capture's errors: all counted, the first and the most recent ones kept. */
export class ErrorLog {
  readonly #first: TimedError[] = [];
  readonly #recent: TimedError[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(atMs: number, error: ErrorInfo): void {
    this.#count += 1;
    const timed = { ...error, atMs };
    if (this.#first.length < MAX_KEPT_ERRORS / 2) {
      this.#first.push(timed);
      return;
    }
    this.#recent.push(timed);
    if (this.#recent.length > MAX_KEPT_ERRORS / 2) this.#recent.shift();
  }

  get kept(): readonly TimedError[] {
    return [...this.#first, ...this.#recent];
  }
}
