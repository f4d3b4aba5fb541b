import type { Timeline } from '../../protocol/timeline.ts';
import type { TimeRange } from '../../model/timelineScale.ts';
import { PacedTask } from '../dom/frameTask.ts';

export interface TimelineWish {
  readonly range: TimeRange;
  readonly columns: number;
  /** Changes when the same range would be answered differently. */
  readonly version: string;
}

export interface TimelineFeedEvents {
  /** Between a read and the next, however fast the view moves. */
  readonly intervalMs: number;
  /** What is wanted now; null: nothing, because nobody sees it. */
  readonly wish: () => TimelineWish | null;
  readonly read: (wish: TimelineWish) => Promise<Timeline>;
  readonly onTimeline: (timeline: Timeline) => void;
  readonly onError: (error: unknown) => void;
}

/** Keeps the timeline that is shown up to date: one read at a time, and none of what it already has. */
export class TimelineFeed {
  readonly #events: TimelineFeedEvents;
  readonly #task: PacedTask;
  #isReading = false;
  #lastKey = '';

  constructor(events: TimelineFeedEvents) {
    this.#events = events;
    this.#task = new PacedTask(events.intervalMs, () => {
      void this.#read();
    });
  }

  /** To be called whenever what is wanted may have changed. */
  refresh(): void {
    if (this.#needed() !== null) this.#task.schedule();
  }

  stop(): void {
    this.#task.cancel();
  }

  #needed(): { wish: TimelineWish; key: string } | null {
    const wish = this.#events.wish();
    if (wish === null) return null;
    const key = `${wish.range.fromMs} ${wish.range.toMs} ${wish.columns} ${wish.version}`;
    return key === this.#lastKey ? null : { wish, key };
  }

  async #read(): Promise<void> {
    if (this.#isReading) return;
    const needed = this.#needed();
    if (needed === null) return;
    this.#isReading = true;
    this.#lastKey = needed.key;
    try {
      this.#events.onTimeline(await this.#events.read(needed.wish));
    } catch (error) {
      this.#events.onError(error);
      return;
    } finally {
      this.#isReading = false;
    }
    this.refresh();
  }
}
