import type { FeedContent } from './feedContent.ts';

/** Messages kept so that a client can resume after the last one it has: the most recent ones. */
export const MAX_KEPT_MESSAGES = 10_000;
/** What they may take together; with large messages fewer are kept, and always the last one. */
export const MAX_KEPT_BYTES = 64 * 1024 * 1024;

/** A message, encoded once for all clients of all methods. */
export interface FeedMessage extends FeedContent {
  /** Counts from 1 without a gap: the position in the feed. */
  readonly seq: number;
}

export type FeedListener = (news: readonly FeedMessage[]) => void;

/** One feed that all methods serve: the most recent messages, and who is told of new ones. */
export class MessageFeed {
  readonly #kept = new Map<number, FeedMessage>();
  readonly #listeners = new Set<FeedListener>();
  #keptBytes = 0;
  #latestSeq = 0;
  #firstKeptSeq = 1;

  /** The position of the newest message, 0 before the first. */
  get latestSeq(): number {
    return this.#latestSeq;
  }

  /** Adds messages in order and tells every listener of all of them at once. */
  publish(contents: readonly FeedContent[]): void {
    if (contents.length === 0) return;
    const news = contents.map((content) => this.#keep(content));
    for (const listener of this.#listeners) listener(news);
  }

  /** The kept messages after a position, oldest first. */
  since(seq: number): readonly FeedMessage[] {
    const messages: FeedMessage[] = [];
    for (let at = Math.max(seq + 1, this.#firstKeptSeq); at <= this.#latestSeq; at += 1) {
      const message = this.#kept.get(at);
      if (message !== undefined) messages.push(message);
    }
    return messages;
  }

  /** How many messages after a position are no longer kept. */
  goneSince(seq: number): number {
    return Math.max(0, this.#firstKeptSeq - seq - 1);
  }

  onNews(listener: FeedListener): void {
    this.#listeners.add(listener);
  }

  #keep(content: FeedContent): FeedMessage {
    this.#latestSeq += 1;
    const message: FeedMessage = { seq: this.#latestSeq, ...content };
    this.#kept.set(message.seq, message);
    this.#keptBytes += sizeOf(message);
    while (this.#kept.size > MAX_KEPT_MESSAGES || (this.#keptBytes > MAX_KEPT_BYTES && this.#kept.size > 1)) {
      const oldest = this.#kept.get(this.#firstKeptSeq);
      this.#keptBytes -= oldest === undefined ? 0 : sizeOf(oldest);
      this.#kept.delete(this.#firstKeptSeq);
      this.#firstKeptSeq += 1;
    }
    return message;
  }
}

function sizeOf({ json, payload }: FeedMessage): number {
  return json === payload ? json.byteLength : json.byteLength + payload.byteLength;
}
