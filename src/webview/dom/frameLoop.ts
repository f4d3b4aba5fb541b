import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface FrameLoopOptions {
  readonly isNeeded: () => boolean;
  readonly work: () => void;
}

/** For those who want less motion a picture moves in steps. */
const REDUCED_STEP_MS = 500;

/** Does a piece of work on each animation frame for as long as a view needs it; looked at whenever that was drawn. */
export class FrameLoop implements ReactiveController {
  readonly #options: FrameLoopOptions;
  readonly #reduced = window.matchMedia('(prefers-reduced-motion: reduce)');
  #frame: number | null = null;
  #timer: number | null = null;

  private constructor(options: FrameLoopOptions) {
    this.#options = options;
  }

  static attach(host: ReactiveControllerHost, options: FrameLoopOptions): void {
    host.addController(new FrameLoop(options));
  }

  hostUpdated(): void {
    if (this.#frame !== null || this.#timer !== null || !this.#options.isNeeded()) return;
    if (this.#reduced.matches) this.#timer = window.setTimeout(this.#step, REDUCED_STEP_MS);
    else this.#frame = requestAnimationFrame(this.#step);
  }

  hostDisconnected(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    if (this.#timer !== null) window.clearTimeout(this.#timer);
    this.#frame = null;
    this.#timer = null;
  }

  readonly #step = (): void => {
    this.#frame = null;
    this.#timer = null;
    this.#options.work();
    this.hostUpdated();
  };
}
