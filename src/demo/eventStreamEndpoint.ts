import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerNothing, answerText, SHARED_HEADERS } from './answers.ts';
import type { MethodStats } from './feedStats.ts';
import type { FeedMessage, MessageFeed } from './messageFeed.ts';
import { isRefusal, readPosition } from './position.ts';
import { heartbeat } from './heartbeat.ts';
import { MAX_UNREAD_BYTES } from './unread.ts';

/** How a feed's event streams are. */
export interface EventStreamOptions {
  /** From one comment that shows that a stream lives to the next; 0: none. */
  readonly heartbeatMs: number;
  /** Whether events have an `id`, and clients are told how soon to come back: true unless it is false. */
  readonly isResumable?: boolean;
  /** Whether a client that comes back with a `Last-Event-ID` is told to stay away. */
  readonly refusesLastEventId?: boolean;
}

/** What a client waits before it reconnects, in ms. */
const RETRY_MS = 2_000;
const HEARTBEAT = ': heartbeat\n\n';

/** Server-Sent Events (WHATWG HTML, section 9.2): every client that listens gets the same bytes. */
export class EventStreamEndpoint {
  readonly #feed: MessageFeed;
  readonly #stats: MethodStats;
  /** With what each may leave unread, in bytes. */
  readonly #streams = new Map<ServerResponse, number>();
  readonly #heartbeat: NodeJS.Timeout | null;
  readonly #isResumable: boolean;
  readonly #refusesLastEventId: boolean;

  constructor(feed: MessageFeed, stats: MethodStats, options: EventStreamOptions) {
    this.#feed = feed;
    this.#stats = stats;
    this.#isResumable = options.isResumable !== false;
    this.#refusesLastEventId = options.refusesLastEventId === true;
    this.#heartbeat = heartbeat(options.heartbeatMs, () => {
      this.#writeToAll(HEARTBEAT, 0);
    });
    feed.onNews((news) => {
      if (this.#streams.size > 0) this.#writeToAll(this.#encode(news), news.length);
    });
  }

  answer(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const lastEventId = request.headers['last-event-id'];
    if (this.#refusesLastEventId && lastEventId !== undefined && lastEventId !== '') {
      // HTML, section 9.2.3: what is no 200 fails the connection for good, and 204 is how a server says to stop coming back.
      answerNothing(response, 204);
      return;
    }
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
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    for (const stream of this.#streams.keys()) stream.end();
    // News that come before they are closed would be written after their end.
    this.#streams.clear();
  }

  #begin(stream: ServerResponse, position: number): void {
    const messages = this.#feed.since(position);
    const gone = this.#feed.goneSince(position);
    if (this.#isResumable) stream.write(`retry: ${RETRY_MS}\n\n`);
    // A stream without a first byte of its body is open all the same.
    stream.flushHeaders();
    if (gone > 0) stream.write(`: ${gone} messages after ${position} are gone\n\n`);
    const backlog = this.#encode(messages);
    if (messages.length > 0) stream.write(backlog);
    this.#stats.messagesSent += messages.length;
    this.#stats.messagesGone += gone;
    this.#streams.set(stream, MAX_UNREAD_BYTES + backlog.byteLength);
    this.#stats.open = this.#streams.size;
    stream.on('close', () => {
      this.#forget(stream);
    });
  }

  #encode(messages: readonly FeedMessage[]): Buffer {
    return encodeEvents(messages, this.#isResumable);
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

/**
 * Each line of a message is a `data` field of its own: a line end within one field would end it. An event stream is text:
 * bytes go as base64.
 */
function encodeEvents(messages: readonly FeedMessage[], hasIds: boolean): Buffer {
  const parts: Buffer[] = [];
  for (const { seq, payload, isBinary, event } of messages) {
    const fields = `${hasIds ? `id: ${seq}\n` : ''}${event === null ? '' : `event: ${event}\n`}data: `;
    parts.push(Buffer.from(fields), isBinary ? Buffer.from(payload.toString('base64')) : dataOf(payload));
    parts.push(END_OF_EVENT);
  }
  return Buffer.concat(parts);
}

function dataOf(text: Buffer): Buffer {
  if (!text.includes(0x0a) && !text.includes(0x0d)) return text;
  return Buffer.from(text.toString().replace(/\r\n|\r|\n/g, '\ndata: '));
}

const END_OF_EVENT = Buffer.from('\n\n');
