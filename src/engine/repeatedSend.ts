import { setImmediate as otherWork } from 'node:timers/promises';
import type { Repeating } from '../protocol/capture.ts';
import { InspectorError } from '../protocol/errors.ts';
import type { Clock } from './clock.ts';

export interface RepeatedSendOptions {
  readonly intervalMs: number;
  /** Null: until it is stopped. */
  readonly count: number | null;
  /** When it was sent first. */
  readonly startedAtMs: number;
  readonly clock: Clock;
  /** Resolves when it is written; rejects with `not-open` while nothing is open. */
  readonly send: () => Promise<void>;
  /** What else keeps it from being sent ends the repetition, and is told here. */
  readonly onError: (error: unknown) => void;
  readonly onEnd: () => void;
}

/**
 * Sends again at each tick of an interval what was sent once. Ticks count from the first send, so the clock does not
 * drift. Never two sends at once: one that takes long is followed at once by the next, and ticks beyond that are skipped
 * and counted, as are those while a lost connection is made anew.
 */
export class RepeatedSend {
  readonly #options: RepeatedSendOptions;
  readonly #abort = new AbortController();
  #sent = 1;
  #skipped = 0;

  constructor(options: RepeatedSendOptions) {
    this.#options = options;
  }

  get figures(): Repeating {
    const { intervalMs, count } = this.#options;
    const left = count === null ? null : count - this.#sent;
    return { intervalMs, sent: this.#sent, left, skipped: this.#skipped };
  }

  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#abort.abort();
  }

  async #run(): Promise<void> {
    try {
      await this.#sendByTheClock();
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#options.onError(error);
    }
    this.#options.onEnd();
  }

  async #sendByTheClock(): Promise<void> {
    const { clock, count, intervalMs, startedAtMs } = this.#options;
    const { signal } = this.#abort;
    for (let tick = 1; this.#sent !== count; tick += 1) {
      const missed = Math.floor((clock.nowMs() - startedAtMs) / intervalMs) - tick;
      if (missed > 0) {
        this.#skipped += missed;
        tick += missed;
      }
      // However late it is, there must be room for what else the thread does.
      await otherWork();
      const waitMs = startedAtMs + tick * intervalMs - clock.nowMs();
      if (waitMs > 0) await clock.sleep(waitMs, signal);
      signal.throwIfAborted();
      await this.#sendOnce();
    }
  }

  async #sendOnce(): Promise<void> {
    try {
      await this.#options.send();
      this.#sent += 1;
    } catch (error) {
      if (!isOfConnection(error)) throw error;
      this.#skipped += 1;
    }
  }
}

/** It was lost, now or before: it may be made anew, else the capture ends and this with it. */
function isOfConnection(error: unknown): boolean {
  return error instanceof InspectorError && ['not-open', 'connection-reset'].includes(error.code);
}
