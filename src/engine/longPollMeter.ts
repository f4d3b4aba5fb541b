import { Histogram } from '../model/histogram.ts';
import type { LongPollFigures } from '../protocol/capture.ts';
import type { RequestRecord } from '../protocol/request.ts';

/** How the long polls of a capture went: how long each was held, and how long none was. */
export class LongPollMeter {
  readonly #holds = new Histogram();
  readonly #gaps = new Histogram();
  #heldMs = 0;
  #unheldMs = 0;

  /** Takes a poll that has ended. */
  add({ phases, startedAtMs, endedAtMs, idleBeforeMs }: RequestRecord): void {
    if (endedAtMs === null) return;
    this.#heldMs += endedAtMs - startedAtMs;
    if (phases.waitMs !== null) this.#holds.record(phases.waitMs);
    if (idleBeforeMs === null) return;
    this.#gaps.record(idleBeforeMs);
    this.#unheldMs += idleBeforeMs;
  }

  /** @param received messages that the polls brought @returns null before a poll was answered */
  figures(received: number): LongPollFigures | null {
    const holds = this.#holds.toQuantiles();
    if (holds === null) return null;
    return {
      holds,
      gaps: this.#gaps.toQuantiles(),
      unheldMs: this.#unheldMs,
      estimatedMissed: this.#heldMs === 0 ? 0 : (received / this.#heldMs) * this.#unheldMs,
    };
  }
}
