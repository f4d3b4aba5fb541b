import { ArrivalGaps } from './arrivalGaps.ts';
import { MarketMessages } from './marketMessages.ts';
import { type FeedContent, jsonContent } from './feedContent.ts';
import type { MessageFeed } from './messageFeed.ts';

/**
 * A producer that wakes later than this goes on from now: a machine that slept does not make up for the night in one
 * burst.
 */
const MAX_LATE_MS = 1_000;

export interface ProducerOptions {
  /** Messages per second; 0 makes none. */
  readonly rate: number;
  readonly burstiness: number;
  readonly sizeBytes: number;
  readonly seed: number;
}

/** Makes the messages that are due, however many each time the timer fires, and publishes them together. */
export class DemoProducer {
  readonly #feed: MessageFeed;
  readonly #messages: MarketMessages;
  readonly #gaps: ArrivalGaps;
  #dueMs: number;
  #timer: NodeJS.Timeout | null = null;

  /** Starts at once; the first message comes after the first gap. */
  constructor(feed: MessageFeed, options: ProducerOptions) {
    this.#feed = feed;
    this.#messages = new MarketMessages(options.seed, options.sizeBytes);
    this.#gaps = new ArrivalGaps(options.rate, options.burstiness, options.seed);
    this.#dueMs = performance.now() + this.#gaps.nextMs();
    if (options.rate > 0) this.#schedule();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #schedule(): void {
    this.#timer = setTimeout(
      () => {
        this.#publishDue();
        this.#schedule();
      },
      Math.max(1, this.#dueMs - performance.now()),
    );
  }

  #publishDue(): void {
    const nowMs = performance.now();
    this.#dueMs = Math.max(this.#dueMs, nowMs - MAX_LATE_MS);
    const time = new Date().toISOString();
    const news: FeedContent[] = [];
    while (this.#dueMs <= nowMs) {
      news.push(jsonContent(this.#messages.next(this.#feed.latestSeq + news.length + 1, time)));
      this.#dueMs += this.#gaps.nextMs();
    }
    this.#feed.publish(news);
  }
}
