import type { MessageFeed } from '../demo/messageFeed.ts';
import { type RecordedFeed, type RecordedMessage, toJson } from '../engine/recordedFeed.ts';

/** From the last message of a recording to its first, when it begins anew. */
const PAUSE_MS = 1_000;

interface DueMessage {
  readonly atMs: number;
  readonly json: Buffer;
}

/** Publishes the messages of a recording with the gaps with which they came, again and again. */
export class ReplayProducer {
  readonly #feed: MessageFeed;
  readonly #recorded: RecordedFeed;
  #messages: Iterator<RecordedMessage, void>;
  #next: DueMessage | null = null;
  /** What is added to a message's own time for the time at which it is due here. */
  #shiftMs = 0;
  #timer: NodeJS.Timeout | null = null;

  /** Starts at once, with the first message. */
  constructor(feed: MessageFeed, recorded: RecordedFeed) {
    this.#feed = feed;
    this.#recorded = recorded;
    this.#messages = recorded.messages();
    this.#begin(performance.now());
    this.#schedule();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #begin(atMs: number): void {
    this.#messages = this.#recorded.messages();
    this.#next = this.#take();
    this.#shiftMs = atMs - (this.#next?.atMs ?? 0);
  }

  #take(): DueMessage | null {
    const taken = this.#messages.next();
    return taken.done === true ? null : { atMs: taken.value.atMs, json: toJson(taken.value.payload) };
  }

  #schedule(): void {
    const dueMs = (this.#next?.atMs ?? 0) + this.#shiftMs;
    this.#timer = setTimeout(
      () => {
        this.#publishDue();
        this.#schedule();
      },
      Math.max(1, dueMs - performance.now()),
    );
  }

  #publishDue(): void {
    const nowMs = performance.now();
    const due: Buffer[] = [];
    while (this.#next !== null && this.#next.atMs + this.#shiftMs <= nowMs) {
      due.push(this.#next.json);
      this.#next = this.#take();
    }
    this.#feed.publish(due);
    if (this.#next === null) this.#begin(nowMs + PAUSE_MS);
  }
}
