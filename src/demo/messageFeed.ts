/** Messages kept so that a client can resume after the last one it has: the most recent ones. */
export const MAX_KEPT_MESSAGES = 10_000;
/** What they may take together; with large messages fewer are kept, and always the last one. */
export const MAX_KEPT_BYTES = 64 * 1024 * 1024;

/** A message as UTF-8, encoded once for all clients of all methods. */
export interface FeedMessage {
  /** Counts from 1 without a gap: the position in the feed. */
  readonly seq: number;
  readonly bytes: Buffer;
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
  publish(texts: readonly Buffer[]): void {
    if (texts.length === 0) return;
    const news = texts.map((bytes) => this.#keep(bytes));
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

  #keep(bytes: Buffer): FeedMessage {
    this.#latestSeq += 1;
    const message: FeedMessage = { seq: this.#latestSeq, bytes };
    this.#kept.set(message.seq, message);
    this.#keptBytes += bytes.byteLength;
    while (this.#kept.size > MAX_KEPT_MESSAGES || (this.#keptBytes > MAX_KEPT_BYTES && this.#kept.size > 1)) {
      this.#keptBytes -= this.#kept.get(this.#firstKeptSeq)?.bytes.byteLength ?? 0;
      this.#kept.delete(this.#firstKeptSeq);
      this.#firstKeptSeq += 1;
    }
    return message;
  }
}
