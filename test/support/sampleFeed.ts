import { jsonContent } from '../../src/demo/feedContent.ts';
import { FeedServer } from '../../src/demo/feedServer.ts';
import type { DemoStats } from '../../src/demo/feedStats.ts';
import { MarketMessages } from '../../src/demo/marketMessages.ts';
import { MessageFeed } from '../../src/demo/messageFeed.ts';

/**
 * The demo feed with its producer in the test's hands: while nothing is published nothing is on the way, so what the
 * server sent and what a client received can be compared to the last message.
 */
export class SampleFeed {
  readonly #feed: MessageFeed;
  readonly #server: FeedServer;
  readonly #messages = new MarketMessages(1, 200);

  private constructor(feed: MessageFeed, server: FeedServer) {
    this.#feed = feed;
    this.#server = server;
  }

  static async start(): Promise<SampleFeed> {
    const feed = new MessageFeed();
    const options = { port: 0, longPollTimeoutMs: 25_000, heartbeatMs: 15_000 };
    return new SampleFeed(feed, await FeedServer.start(feed, options));
  }

  get origin(): string {
    return this.#server.origin;
  }

  /** Publishes messages together, as the demo feed does with those that are due. */
  publish(count: number): void {
    const time = new Date().toISOString();
    const first = this.#feed.latestSeq + 1;
    const texts = Array.from({ length: count }, (_, index) => this.#messages.next(first + index, time));
    this.#feed.publish(texts.map(jsonContent));
  }

  /** What a client gets at /stats. */
  async stats(): Promise<DemoStats> {
    const response = await fetch(`${this.origin}/stats`);
    return (await response.json()) as DemoStats; // Our own server's word.
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
