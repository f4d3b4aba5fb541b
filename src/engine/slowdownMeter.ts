import { type EventLoopUtilization, performance } from 'node:perf_hooks';

/** Shorter stretches say nothing: one large block is written in less. */
const STRETCH_MS = 1_000;
/** A thread that is busy for this share of a stretch takes nothing more: what comes waits in the sockets. */
const FULL_SHARE = 0.95;

/**
 * Tells how long this thread could not keep up. Nothing is lost then: whatever is not read, TCP's flow control holds
 * back at its sender (RFC 9293, section 3.8), and arrives late.
 */
export class SlowdownMeter {
  readonly #utilization: () => EventLoopUtilization;
  #since: EventLoopUtilization;

  /** @param utilization of this thread since it began; given in tests */
  constructor(utilization: () => EventLoopUtilization = () => performance.eventLoopUtilization()) {
    this.#utilization = utilization;
    this.#since = utilization();
  }

  /** To be called again and again. @returns ms since the last call in which the thread was full, where a stretch has ended */
  measure(): number {
    const now = this.#utilization();
    const activeMs = now.active - this.#since.active;
    const allMs = activeMs + now.idle - this.#since.idle;
    if (allMs < STRETCH_MS) return 0;
    this.#since = now;
    return activeMs / allMs >= FULL_SHARE ? allMs : 0;
  }
}
