import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { pageVisibility } from './pageVisibility.ts';

/** Draws a view again at an interval, while time that passes changes what it says and somebody sees it. */
export class Ticker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #intervalMs: number;
  readonly #isNeeded: () => boolean;
  #timer: number | null = null;

  private constructor(host: ReactiveControllerHost, intervalMs: number, isNeeded: () => boolean) {
    this.#host = host;
    this.#intervalMs = intervalMs;
    this.#isNeeded = isNeeded;
  }

  /** Ticks for a view as long as that lives. */
  static attach(host: ReactiveControllerHost, intervalMs: number, isNeeded: () => boolean): void {
    host.addController(new Ticker(host, intervalMs, isNeeded));
  }

  hostUpdated(): void {
    if (this.#timer !== null || !this.#isNeeded()) return;
    this.#timer = window.setTimeout(() => {
      this.#timer = null;
      if (pageVisibility.isVisible) this.#host.requestUpdate();
      else this.hostUpdated();
    }, this.#intervalMs);
  }

  hostDisconnected(): void {
    if (this.#timer !== null) window.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
