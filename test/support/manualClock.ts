import type { Clock } from '../../src/engine/clock.ts';

/** A clock that stands until a test moves it. */
export class ManualClock implements Clock {
  #nowMs: number;
  readonly #sleepers = new Set<{ readonly atMs: number; readonly wake: () => void }>();

  constructor(nowMs = 0) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  /** When those who sleep will wake up, earliest first. */
  get alarmsMs(): readonly number[] {
    return Array.from(this.#sleepers, ({ atMs }) => atMs).sort((one, other) => one - other);
  }

  sleep(delayMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (): void => {
        this.#sleepers.delete(sleeper);
        reject(new Error('aborted'));
      };
      const sleeper = {
        atMs: this.#nowMs + delayMs,
        wake: (): void => {
          signal.removeEventListener('abort', fail);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      if (signal.aborted) fail();
      else signal.addEventListener('abort', fail, { once: true });
    });
  }

  /** Moves on to a moment and wakes those whose time has come. */
  moveTo(atMs: number): void {
    this.#nowMs = atMs;
    for (const sleeper of [...this.#sleepers]) {
      if (sleeper.atMs > atMs) continue;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
}
