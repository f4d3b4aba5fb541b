import type { ReplayStretch } from '../protocol/replay.ts';
import { contentOf } from './feedContent.ts';
import { FeedServer } from './feedServer.ts';
import type { DemoStats } from './feedStats.ts';
import { MessageFeed } from './messageFeed.ts';
import { type DueMessage, ReplayProducer } from './replayProducer.ts';

export interface ReplayServerOptions {
  readonly longPollTimeoutMs: number;
  /** Told once each method has a client, which is when the first moment of the stretch is now. */
  readonly onBegin: () => void;
}

/**
 * Serves a stretch of a capture once, with nothing around it: no heartbeat, no ids, so that what is measured is what the
 * messages cost.
 */
export class ReplayServer {
  readonly #server: FeedServer;
  readonly #producer: ReplayProducer;

  private constructor(server: FeedServer, producer: ReplayProducer) {
    this.#server = server;
    this.#producer = producer;
  }

  static async start(stretch: ReplayStretch, options: ReplayServerOptions): Promise<ReplayServer> {
    const feed = new MessageFeed();
    // Made before the first is due: what it takes must not make it late.
    const messages = dueMessages(stretch);
    const producer = new ReplayProducer(feed, {
      read: () => messages[Symbol.iterator](),
      fromMs: 0,
      speed: 1,
      isLooped: false,
    });
    let hasBegun = false;
    const server = await FeedServer.start(feed, {
      port: 0,
      heartbeatMs: 0,
      isResumable: false,
      longPollTimeoutMs: options.longPollTimeoutMs,
      onRequest: (stats) => {
        if (hasBegun || !hasEveryClient(stats)) return;
        hasBegun = true;
        producer.start();
        options.onBegin();
      },
    });
    return new ReplayServer(server, producer);
  }

  /** `http://127.0.0.1:PORT` */
  get origin(): string {
    return this.#server.origin;
  }

  /** Messages that a client asked for when they were no longer kept. */
  get gone(): number {
    const stats = this.#server.stats();
    return stats['/short-polling'].messagesGone + stats['/long-polling'].messagesGone;
  }

  async close(): Promise<void> {
    this.#producer.stop();
    await this.#server.close();
  }
}

function hasEveryClient(stats: DemoStats): boolean {
  return (
    stats['/short-polling'].requests > 0 &&
    stats['/long-polling'].open > 0 &&
    stats['/websocket'].open > 0 &&
    stats['/sse'].open > 0
  );
}

function dueMessages({ atMs, endBytes, isBinary, events, payloads }: ReplayStretch): DueMessage[] {
  let from = 0;
  return Array.from(atMs, (at, message): DueMessage => {
    const to = endBytes[message] ?? from;
    const payload = payloads.subarray(from, to);
    from = to;
    return { atMs: at, content: contentOf(payload, isBinary[message] === 1, events[message] ?? null) };
  });
}
