import type { FeedContent } from './feedContent.ts';
import type { MessageFeed } from './messageFeed.ts';

/** From the last message of a replay to its first, when it begins anew. */
const PAUSE_MS = 1_000;
/** As that of the demo: a machine that slept does not make up for the night in one burst. */
const MAX_LATE_MS = 1_000;
/** Published in one turn of the event loop; sockets are served in between. */
const MAX_BATCH = 1_000;

/** A message of a replay. */
export interface DueMessage {
  /** By any clock; ascending. */
  readonly atMs: number;
  readonly content: FeedContent;
}

export interface ReplayOptions {
  /** The messages, from the first one on; called again where it is looped. */
  readonly read: () => Iterator<DueMessage, void>;
  /** What that clock shows as it begins. */
  readonly fromMs: number;
  /** 2: in half the time. */
  readonly speed: number;
  readonly isLooped: boolean;
}

/**
 * Publishes messages with the gaps with which they came. Each is due at a moment of its own, so that nothing adds up: it
 * is as late as a timer can be, at any rate and speed.
 */
export class ReplayProducer {
  readonly #feed: MessageFeed;
  readonly #options: ReplayOptions;
  #messages: Iterator<DueMessage, void>;
  #next: DueMessage | null = null;
  /** When, on this machine, the messages' clock shows 0, were it running all the time. */
  #zeroMs = 0;
  #timer: NodeJS.Timeout | null = null;
  #hasStarted = false;

  constructor(feed: MessageFeed, options: ReplayOptions) {
    this.#feed = feed;
    this.#options = options;
    this.#messages = options.read();
  }

  /** Where it has been started it does nothing. */
  start(): void {
    if (this.#hasStarted) return;
    this.#hasStarted = true;
    this.#begin(performance.now());
    this.#schedule();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #begin(nowMs: number): void {
    const { read, fromMs, speed } = this.#options;
    this.#messages = read();
    this.#next = this.#take();
    this.#zeroMs = nowMs - fromMs / speed;
  }

  #take(): DueMessage | null {
    const taken = this.#messages.next();
    return taken.done === true ? null : taken.value;
  }

  #dueMs({ atMs }: DueMessage): number {
    return this.#zeroMs + atMs / this.#options.speed;
  }

  #schedule(): void {
    if (this.#next === null) return;
    this.#timer = setTimeout(
      () => {
        this.#publishDue();
        this.#schedule();
      },
      Math.max(1, this.#dueMs(this.#next) - performance.now()),
    );
  }

  #publishDue(): void {
    const nowMs = performance.now();
    const due: FeedContent[] = [];
    let lastDueMs = nowMs;
    while (this.#next !== null && due.length < MAX_BATCH) {
      lastDueMs = this.#dueMs(this.#next);
      if (lastDueMs > nowMs) break;
      due.push(this.#next.content);
      this.#next = this.#take();
    }
    const lateMs = nowMs - lastDueMs - MAX_LATE_MS;
    if (lateMs > 0) this.#zeroMs += lateMs;
    this.#feed.publish(due);
    if (this.#next === null && this.#options.isLooped) {
      this.#begin(Math.max(lastDueMs, nowMs - MAX_LATE_MS) + PAUSE_MS / this.#options.speed);
    }
  }
}
