import type { Clock } from '../clock.ts';

/** Where pings follow each other faster than this, a pong still has so long: a short interval measures, it does not judge. */
export const MIN_PONG_WAIT_MS = 5_000;

/** Pings a server at an interval, and says when it has answered none for an interval, or for MIN_PONG_WAIT_MS. */
export class KeepAlive {
  readonly #timer: NodeJS.Timeout;
  readonly #pongWaitMs: number;
  readonly #clock: Pick<Clock, 'nowMs'>;
  #sent = 0;
  /** When the first ping went out that no pong has come after, in ms; null where all is answered. */
  #waitingSinceMs: number | null = null;

  /**
   * @param ping sends a ping with this application data
   * @param onSilence gets how long there was no pong, in ms
   */
  constructor(
    intervalMs: number,
    ping: (payload: Uint8Array) => void,
    onSilence: (waitedMs: number) => void,
    clock: Pick<Clock, 'nowMs'>,
  ) {
    this.#clock = clock;
    this.#pongWaitMs = Math.max(intervalMs, MIN_PONG_WAIT_MS);
    this.#timer = setInterval(() => {
      if (this.#isOverdue()) {
        this.#judge(onSilence);
        return;
      }
      this.#sent += 1;
      this.#waitingSinceMs ??= this.#clock.nowMs();
      ping(Buffer.from(String(this.#sent)));
    }, intervalMs);
  }

  /** A pong proves that the server is there, whatever it carries. */
  answered(): void {
    this.#waitingSinceMs = null;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#waitingSinceMs = null;
  }

  #isOverdue(): boolean {
    // A timer may fire a millisecond early: half of one is no reason to wait for another interval.
    const waitedMs = this.#waitingSinceMs === null ? 0 : this.#clock.nowMs() - this.#waitingSinceMs;
    return waitedMs > this.#pongWaitMs - 1;
  }

  /** After a busy spell of ours timers come before sockets: what has arrived is read before a server is called silent. */
  #judge(onSilence: (waitedMs: number) => void): void {
    setImmediate(() => {
      if (!this.#isOverdue()) return;
      this.stop();
      onSilence(this.#pongWaitMs);
    });
  }
}
