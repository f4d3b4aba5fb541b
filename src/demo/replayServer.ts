import type { ReplayStretch, ReplayTimes } from '../protocol/replay.ts';
import { contentOf } from './feedContent.ts';
import { FeedServer } from './feedServer.ts';
import type { DemoStats } from './feedStats.ts';
import { MessageFeed } from './messageFeed.ts';
import { type DueMessage, ReplayProducer } from './replayProducer.ts';

/**
 * Serves a stretch of a capture once, with nothing around it that an estimate does not know of: events have no ids.
 */
export class ReplayServer {
  /**
   * Resolves at the end of the stretch, which begins when each method has a client, with how many messages were no longer
   * kept when a poll asked for them.
   */
  readonly played: Promise<number>;
  readonly #server: FeedServer;
  readonly #producer: ReplayProducer;

  private constructor(server: FeedServer, producer: ReplayProducer, ended: Promise<void>) {
    this.#server = server;
    this.#producer = producer;
    this.played = ended.then(() => goneOf(server.stats()));
  }

  static async start(
    stretch: ReplayStretch,
    { timeoutMs, heartbeatMs }: Pick<ReplayTimes, 'timeoutMs' | 'heartbeatMs'>,
  ): Promise<ReplayServer> {
    const feed = new MessageFeed();
    // Made before the first is due: what it takes must not make it late.
    const messages = dueMessages(stretch);
    const producer = new ReplayProducer(feed, {
      read: () => messages[Symbol.iterator](),
      fromMs: 0,
      speed: 1,
      isLooped: false,
    });
    let begin: (() => void) | null = null;
    const ended = new Promise<void>((resolve) => {
      begin = (): void => {
        begin = null;
        producer.start();
        setTimeout(resolve, stretch.spanMs);
      };
    });
    const server = await FeedServer.start(feed, {
      port: 0,
      heartbeatMs,
      isResumable: false,
      longPollTimeoutMs: timeoutMs,
      onRequest: (stats) => {
        if (hasEveryClient(stats)) begin?.();
      },
    });
    return new ReplayServer(server, producer, ended);
  }

  /** `http://127.0.0.1:PORT` */
  get origin(): string {
    return this.#server.origin;
  }

  async close(): Promise<void> {
    this.#producer.stop();
    await this.#server.close();
  }
}

function goneOf(stats: DemoStats): number {
  return stats['/short-polling'].messagesGone + stats['/long-polling'].messagesGone;
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
