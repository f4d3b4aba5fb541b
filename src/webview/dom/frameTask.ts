/** Does a piece of work at most once per animation frame, however often it is asked for. */
export class FrameTask {
  readonly #work: () => void;
  #frame: number | null = null;

  constructor(work: () => void) {
    this.#work = work;
  }

  schedule(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#work();
    });
  }

  cancel(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
  }
}

/** Does a piece of work at most once per interval: at once where it rests, else as soon as the interval is over. */
export class PacedTask {
  readonly #work: () => void;
  readonly #intervalMs: number;
  #lastMs = -Infinity;
  #timer: number | null = null;

  constructor(intervalMs: number, work: () => void) {
    this.#intervalMs = intervalMs;
    this.#work = work;
  }

  schedule(): void {
    if (this.#timer !== null) return;
    const waitMs = Math.max(0, this.#lastMs + this.#intervalMs - performance.now());
    this.#timer = window.setTimeout(() => {
      this.#timer = null;
      this.#lastMs = performance.now();
      this.#work();
    }, waitMs);
  }

  cancel(): void {
    if (this.#timer !== null) window.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
