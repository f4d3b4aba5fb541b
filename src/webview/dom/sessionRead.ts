import type { LitElement, ReactiveController } from 'lit';
import { type ErrorInfo, toErrorInfo } from '../../protocol/errors.ts';
import type { SessionSnapshot } from '../../protocol/session.ts';
import { PacedTask } from './frameTask.ts';
import { pageVisibility } from './pageVisibility.ts';

const INTERVAL_MS = 1_000;

export interface SessionReadOptions<T> {
  /** What the view shows of the session; null: nothing yet, and nothing is read. */
  readonly shown: () => SessionSnapshot | null;
  readonly read: (shown: SessionSnapshot) => Promise<T>;
}

/** What a view reads of the engine, and again as the session goes on: at most once a second, while somebody sees it. */
export class SessionRead<T> implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: SessionReadOptions<T>;
  readonly #task = new PacedTask(INTERVAL_MS, () => {
    void this.#read();
  });
  #value: T | null = null;
  #error: ErrorInfo | null = null;
  #seen: SessionSnapshot | null = null;
  #reads = 0;
  #stopVisibility: (() => void) | null = null;

  constructor(host: LitElement, options: SessionReadOptions<T>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** What was read last; null: nothing yet. */
  get value(): T | null {
    return this.#value;
  }

  /** Why the last read failed. */
  get error(): ErrorInfo | null {
    return this.#error;
  }

  /** What is asked for has changed: it is read at once. */
  again(): void {
    void this.#read();
  }

  hostConnected(): void {
    this.#stopVisibility = pageVisibility.subscribe(() => {
      this.#task.schedule();
    });
  }

  hostDisconnected(): void {
    this.#task.cancel();
    this.#stopVisibility?.();
  }

  hostUpdate(): void {
    const shown = this.#options.shown();
    if (shown !== this.#seen) this.#task.schedule();
    this.#seen = shown;
  }

  async #read(): Promise<void> {
    const shown = this.#options.shown();
    if (shown === null || !pageVisibility.isVisible || !this.#host.isConnected) return;
    this.#reads += 1;
    const read = this.#reads;
    try {
      const value = await this.#options.read(shown);
      // A later one has been asked for: this one may be of what is no longer wanted.
      if (read !== this.#reads) return;
      this.#value = value;
      this.#error = null;
    } catch (error) {
      if (read !== this.#reads) return;
      this.#error = toErrorInfo(error);
    }
    this.#host.requestUpdate();
  }
}
