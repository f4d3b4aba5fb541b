import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { MAX_MESSAGE_BYTES } from '../protocol/limits.ts';
import type { MethodStats } from './feedStats.ts';
import type { FeedMessage, MessageFeed } from './messageFeed.ts';
import { heartbeat } from './heartbeat.ts';
import { PADDING_FIELD } from './headPadding.ts';
import { MAX_UNREAD_BYTES } from './unread.ts';

/** "Going away": the server goes down (RFC 6455, section 7.4.1). */
const GOING_AWAY = 1001;

interface WebSocketOptions {
  /** From one ping to the next; 0: none. */
  readonly heartbeatMs: number;
  /** What fills up the head of an upgrade; null: nothing. */
  readonly padding: string | null;
}

interface Client {
  readonly webSocket: WebSocket;
  readonly socket: Duplex;
  /** In bytes. */
  readonly maxUnreadBytes: number;
  /** Whether it answered the last ping. */
  isAlive: boolean;
}

/** WebSocket (RFC 6455), messages as text or as bytes. What clients send is counted and not answered. */
export class WebSocketEndpoint {
  readonly #feed: MessageFeed;
  readonly #stats: MethodStats;
  readonly #clients = new Set<Client>();
  readonly #heartbeat: NodeJS.Timeout | null;
  // Without compression the sizes on the wire are plain to see.
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
  });

  constructor(feed: MessageFeed, stats: MethodStats, options: WebSocketOptions) {
    this.#feed = feed;
    this.#stats = stats;
    this.#heartbeat = heartbeat(options.heartbeatMs, () => {
      this.#pingAll();
    });
    this.#server.on('headers', (fields) => {
      if (options.padding !== null) fields.push(`${PADDING_FIELD}: ${options.padding}`);
    });
    feed.onNews((news) => {
      for (const client of this.#clients) this.#send(client, news);
    });
  }

  /** @param position of the client in the feed, null: from now */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, position: number | null): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const after = position ?? this.#feed.latestSeq;
      const backlog = this.#feed.since(after);
      this.#stats.messagesGone += this.#feed.goneSince(after);
      const maxUnreadBytes = backlog.reduce((sum, { payload }) => sum + payload.byteLength, MAX_UNREAD_BYTES);
      this.#begin({ webSocket, socket, maxUnreadBytes, isAlive: true }, backlog);
    });
  }

  /** Says goodbye to every client. */
  close(): void {
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    for (const { webSocket } of this.#clients) webSocket.close(GOING_AWAY, 'the feed ends');
  }

  #begin(client: Client, backlog: readonly FeedMessage[]): void {
    const { webSocket } = client;
    webSocket.on('message', () => {
      this.#stats.messagesReceived += 1;
    });
    webSocket.on('pong', () => {
      client.isAlive = true;
    });
    // `ws` closes the connection by itself; the client is told why in the close frame.
    webSocket.on('error', () => undefined);
    webSocket.on('close', () => {
      this.#forget(client);
    });
    this.#clients.add(client);
    this.#stats.open = this.#clients.size;
    this.#send(client, backlog);
  }

  #send(client: Client, messages: readonly FeedMessage[]): void {
    const { webSocket, socket, maxUnreadBytes } = client;
    // A client that closes gets no more.
    if (webSocket.readyState !== webSocket.OPEN) return;
    if (webSocket.bufferedAmount > maxUnreadBytes) {
      this.#drop(client);
      return;
    }
    // One write for a burst, not two for each of its messages.
    socket.cork();
    for (const { payload, isBinary } of messages) webSocket.send(payload, { binary: isBinary });
    socket.uncork();
    this.#stats.messagesSent += messages.length;
  }

  #pingAll(): void {
    for (const client of this.#clients) {
      if (client.isAlive) {
        client.isAlive = false;
        if (client.webSocket.readyState === client.webSocket.OPEN) client.webSocket.ping();
      } else {
        this.#drop(client);
      }
    }
  }

  #drop(client: Client): void {
    this.#stats.clientsDropped += 1;
    this.#forget(client);
    client.webSocket.terminate();
  }

  #forget(client: Client): void {
    this.#clients.delete(client);
    this.#stats.open = this.#clients.size;
  }
}
