import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerText, SHARED_HEADERS } from './answers.ts';
import type { MethodStats } from './feedStats.ts';
import type { FeedMessage, MessageFeed } from './messageFeed.ts';
import { isRefusal, readPosition } from './position.ts';
import { MAX_UNREAD_BYTES } from './unread.ts';

/** What a client waits before it reconnects, in ms. */
const RETRY_MS = 2_000;
const HEARTBEAT = ': heartbeat\n\n';

/** Server-Sent Events (WHATWG HTML, section 9.2): every client that listens gets the same bytes. */
export class EventStreamEndpoint {
  readonly #feed: MessageFeed;
  readonly #stats: MethodStats;
  /** With what each may leave unread, in bytes. */
  readonly #streams = new Map<ServerResponse, number>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(feed: MessageFeed, stats: MethodStats, heartbeatMs: number) {
    this.#feed = feed;
    this.#stats = stats;
    this.#heartbeat = setInterval(() => {
      this.#writeToAll(HEARTBEAT, 0);
    }, heartbeatMs);
    feed.onNews((news) => {
      if (this.#streams.size > 0) this.#writeToAll(encodeEvents(news), news.length);
    });
  }

  answer(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const position = readPosition(request, url, this.#feed.latestSeq);
    if (isRefusal(position)) {
      answerText(response, 400, position.refusal);
      return;
    }
    response.writeHead(200, {
      ...SHARED_HEADERS,
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache',
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    this.#begin(response, position ?? this.#feed.latestSeq);
  }

  /** Ends every stream. */
  close(): void {
    clearInterval(this.#heartbeat);
    for (const stream of this.#streams.keys()) stream.end();
    // News that come before they are closed would be written after their end.
    this.#streams.clear();
  }

  #begin(stream: ServerResponse, position: number): void {
    const messages = this.#feed.since(position);
    const gone = this.#feed.goneSince(position);
    stream.write(`retry: ${RETRY_MS}\n\n`);
    if (gone > 0) stream.write(`: ${gone} messages after ${position} are gone\n\n`);
    const backlog = encodeEvents(messages);
    if (messages.length > 0) stream.write(backlog);
    this.#stats.messagesSent += messages.length;
    this.#stats.messagesGone += gone;
    this.#streams.set(stream, MAX_UNREAD_BYTES + backlog.byteLength);
    this.#stats.open = this.#streams.size;
    stream.on('close', () => {
      this.#forget(stream);
    });
  }

  #writeToAll(chunk: string | Buffer, messageCount: number): void {
    for (const [stream, maxUnreadBytes] of this.#streams) {
      if (stream.writableLength > maxUnreadBytes) {
        this.#stats.clientsDropped += 1;
        this.#forget(stream);
        stream.destroy();
        continue;
      }
      stream.write(chunk);
      this.#stats.messagesSent += messageCount;
    }
  }

  #forget(stream: ServerResponse): void {
    this.#streams.delete(stream);
    this.#stats.open = this.#streams.size;
  }
}

/** Each line of a message is a `data` field of its own: a line end within one field would end it. */
function encodeEvents(messages: readonly FeedMessage[]): Buffer {
  const parts: Buffer[] = [];
  for (const { seq, bytes } of messages) {
    const isOneLine = !bytes.includes(0x0a) && !bytes.includes(0x0d);
    const data = isOneLine ? bytes : Buffer.from(bytes.toString().replace(/\r\n|\r|\n/g, '\ndata: '));
    parts.push(Buffer.from(`id: ${seq}\ndata: `), data, END_OF_EVENT);
  }
  return Buffer.concat(parts);
}

const END_OF_EVENT = Buffer.from('\n\n');
