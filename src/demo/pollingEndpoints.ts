import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { answerJson, answerNothing, answerText } from './answers.ts';
import type { MethodStats } from './feedStats.ts';
import type { FeedMessage, MessageFeed } from './messageFeed.ts';
import { entityTagPositions, isRefusal, readPosition } from './position.ts';

const COMMA = Buffer.from(',');
const OPEN = Buffer.from('[');
const CLOSE = Buffer.from(']');

/** What short and long polling share: where a client stands, and answers of all that is new to it. */
abstract class PollingEndpoint {
  protected readonly feed: MessageFeed;
  protected readonly stats: MethodStats;

  constructor(feed: MessageFeed, stats: MethodStats) {
    this.feed = feed;
    this.stats = stats;
  }

  answer(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const position = readPosition(request, url, this.feed.latestSeq);
    if (isRefusal(position)) {
      answerText(response, 400, position.refusal);
    } else if (position === null || position < this.feed.latestSeq) {
      this.answerSince(request, response, position ?? this.feed.latestSeq);
    } else {
      this.answerNoNews(request, response, position);
    }
  }

  /** The client has all there is. */
  protected abstract answerNoNews(request: IncomingMessage, response: ServerResponse, position: number): void;

  protected answerSince(request: IncomingMessage, response: ServerResponse, position: number): void {
    const messages = this.feed.since(position);
    const gone = this.feed.goneSince(position);
    if (request.method !== 'HEAD') {
      this.stats.messagesSent += messages.length;
      this.stats.messagesGone += gone;
    }
    answerJson(response, jsonArray(messages), {
      ...this.positionHeaders(),
      ...(gone === 0 ? {} : { 'Messages-Gone': gone }),
    });
  }

  protected answerEmpty(response: ServerResponse, status: 204 | 304): void {
    answerNothing(response, status, this.positionHeaders());
  }

  protected positionHeaders(): OutgoingHttpHeaders {
    return { ETag: `"${this.feed.latestSeq}"`, Cursor: String(this.feed.latestSeq) };
  }
}

/** Answers at once: what is new, or that nothing is. */
export class ShortPollingEndpoint extends PollingEndpoint {
  protected override answerNoNews(
    request: IncomingMessage,
    response: ServerResponse,
    position: number,
  ): void {
    if (entityTagPositions(request).includes(position)) this.answerEmpty(response, 304);
    else this.answerSince(request, response, position);
  }
}

interface HeldPoll {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly position: number;
  readonly timer: NodeJS.Timeout;
}

/** Holds a request that there is nothing new for, until there is or its time is up. */
export class LongPollingEndpoint extends PollingEndpoint {
  readonly #held = new Set<HeldPoll>();
  readonly #timeoutMs: number;

  constructor(feed: MessageFeed, stats: MethodStats, timeoutMs: number) {
    super(feed, stats);
    this.#timeoutMs = timeoutMs;
    feed.onNews(() => {
      for (const poll of [...this.#held]) {
        this.#release(poll);
        this.answerSince(poll.request, poll.response, poll.position);
      }
    });
  }

  /** Tells every client that is held that nothing came. */
  close(): void {
    for (const poll of [...this.#held]) {
      this.#release(poll);
      this.answerEmpty(poll.response, 204);
    }
  }

  protected override answerNoNews(
    request: IncomingMessage,
    response: ServerResponse,
    position: number,
  ): void {
    // HEAD asks what GET would say now; there is no body to wait for.
    if (request.method === 'HEAD') {
      this.answerEmpty(response, 204);
      return;
    }
    const timer = setTimeout(() => {
      this.#release(poll);
      this.answerEmpty(response, 204);
    }, this.#timeoutMs);
    const poll: HeldPoll = { request, response, position, timer };
    this.#held.add(poll);
    this.stats.open = this.#held.size;
    response.on('close', () => {
      this.#release(poll);
    });
  }

  #release(poll: HeldPoll): void {
    clearTimeout(poll.timer);
    this.#held.delete(poll);
    this.stats.open = this.#held.size;
  }
}

/** The messages as they are, byte for byte, in a JSON array. */
function jsonArray(messages: readonly FeedMessage[]): Buffer {
  const parts: Buffer[] = [OPEN];
  for (const { json } of messages) {
    if (parts.length > 1) parts.push(COMMA);
    parts.push(json);
  }
  parts.push(CLOSE);
  return Buffer.concat(parts);
}
