import type { Clock } from '../clock.ts';

/** Pings that wait for their pong; of more, the oldest are forgotten. */
const MAX_PENDING = 1_024;

/**
 * The pings of one connection. A pong carries what its ping carried (RFC 6455, section 5.5.3), and may answer for
 * those before it.
 */
export class Pings {
  readonly #clock: Pick<Clock, 'nowMs'>;
  /** When each was sent, in order, by its application data in Latin-1. */
  readonly #pending = new Map<string, number>();

  constructor(clock: Pick<Clock, 'nowMs'>) {
    this.#clock = clock;
  }

  sent(payload: Uint8Array): void {
    const key = keyOf(payload);
    this.#pending.delete(key);
    this.#pending.set(key, this.#clock.nowMs());
    const [oldest] = this.#pending.keys();
    if (this.#pending.size > MAX_PENDING && oldest !== undefined) this.#pending.delete(oldest);
  }

  /** @returns from its ping to it, in ms; null for a pong that nobody asked for */
  roundTripMs(payload: Uint8Array, atMs: number): number | null {
    const key = keyOf(payload);
    const sentAtMs = this.#pending.get(key);
    if (sentAtMs === undefined) return null;
    for (const pending of this.#pending.keys()) {
      this.#pending.delete(pending);
      if (pending === key) break;
    }
    return Math.max(0, atMs - sentAtMs);
  }
}

function keyOf(payload: Uint8Array): string {
  return Buffer.from(payload).toString('latin1');
}
