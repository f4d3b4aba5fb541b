import { Histogram } from '../model/histogram.ts';
import type { LongPollFigures, Quantiles } from '../protocol/capture.ts';
import type { RequestRecord } from '../protocol/request.ts';

/** How the long polls of a capture went: how long they were held, and how long none was. */
export class LongPollMeter {
  readonly #gaps = new Histogram();
  #heldMs = 0;
  #unheldMs = 0;

  /** Takes a poll that has ended. */
  add({ startedAtMs, endedAtMs, idleBeforeMs }: RequestRecord): void {
    if (endedAtMs === null) return;
    this.#heldMs += endedAtMs - startedAtMs;
    if (idleBeforeMs === null) return;
    this.#gaps.record(idleBeforeMs);
    this.#unheldMs += idleBeforeMs;
  }

  /**
   * @param holds of the polls that were answered; null: none was
   * @param received messages that the polls brought
   * @returns null before a poll was answered
   */
  figures(holds: Quantiles | null, received: number): LongPollFigures | null {
    if (holds === null) return null;
    return {
      holds,
      gaps: this.#gaps.toQuantiles(),
      unheldMs: this.#unheldMs,
      estimatedMissed: this.#heldMs === 0 ? 0 : (received / this.#heldMs) * this.#unheldMs,
    };
  }
}
