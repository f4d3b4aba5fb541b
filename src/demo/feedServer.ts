import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { InspectorError } from '../protocol/errors.ts';
import { SERVED_KEEP_ALIVE_MS } from '../protocol/limits.ts';
import type { Method } from '../protocol/method.ts';
import { answerJson, answerText, SHARED_HEADERS } from './answers.ts';
import { type EventStreamOptions, EventStreamEndpoint } from './eventStreamEndpoint.ts';
import { MIN_PADDING_BYTES, PADDING_FIELD, paddingOf } from './headPadding.ts';
import { LateSocket, type Lateness } from './lateSocket.ts';
import { FeedStats, METHOD_PATHS, type DemoStats } from './feedStats.ts';
import type { MessageFeed } from './messageFeed.ts';
import { LongPollingEndpoint, ShortPollingEndpoint } from './pollingEndpoints.ts';
import { isRefusal, readPosition } from './position.ts';
import { WebSocketEndpoint } from './webSocketEndpoint.ts';

const HOST = '127.0.0.1';
const PATHS = `The feed is at ${METHOD_PATHS.join(', ')}; what was served is at /stats.`;

export interface FeedServerOptions extends EventStreamOptions {
  /** 0: a free one. */
  readonly port: number;
  /** How long a long poll is held. */
  readonly longPollTimeoutMs: number;
  /** Bytes added to the head of every answer, as cookies and policies add to those of other servers; 0 by default. */
  readonly headBytes?: number;
  /** How much later than it could everything is sent; null, the default: at once. */
  readonly lateness?: Lateness | null;
  /** Cuts every connection when it has stood for so long; null, the default: none. */
  readonly dropAfterMs?: number | null;
  /** Told of each request for the feed when it has been taken, and of what is open then. */
  readonly onRequest?: (stats: DemoStats) => void;
}

/** Serves one feed by all four methods on this machine, each at the path of its name. */
export class FeedServer {
  readonly #feed: MessageFeed;
  readonly #stats = new FeedStats();
  readonly #sockets = new Set<Socket>();
  readonly #server = http.createServer({ keepAliveTimeout: SERVED_KEEP_ALIVE_MS });
  readonly #listener: Server;
  readonly #padding: string | null;
  readonly #onRequest: (stats: DemoStats) => void;
  readonly #shortPolling: ShortPollingEndpoint;
  readonly #longPolling: LongPollingEndpoint;
  readonly #eventStream: EventStreamEndpoint;
  readonly #webSocket: WebSocketEndpoint;

  private constructor(feed: MessageFeed, options: FeedServerOptions) {
    const { longPollTimeoutMs, heartbeatMs, headBytes = 0 } = options;
    this.#padding = headBytes < MIN_PADDING_BYTES ? null : paddingOf(headBytes);
    this.#onRequest = options.onRequest ?? ((): void => undefined);
    this.#feed = feed;
    this.#shortPolling = new ShortPollingEndpoint(feed, this.#stats.of('short-polling'));
    this.#longPolling = new LongPollingEndpoint(feed, this.#stats.of('long-polling'), longPollTimeoutMs);
    this.#eventStream = new EventStreamEndpoint(feed, this.#stats.of('sse'), options);
    this.#webSocket = new WebSocketEndpoint(feed, this.#stats.of('websocket'), {
      heartbeatMs,
      padding: this.#padding,
    });
    this.#listener = listenerFor(this.#server, options.lateness ?? null);
    this.#listener.on('connection', (socket) => {
      this.#sockets.add(socket);
      const { dropAfterMs = null } = options;
      const dropping =
        dropAfterMs === null ? undefined : setTimeout(() => socket.resetAndDestroy(), dropAfterMs);
      socket.on('close', () => {
        clearTimeout(dropping);
        this.#sockets.delete(socket);
      });
    });
    this.#server.on('request', (request, response) => {
      this.#answer(request, response);
    });
    this.#server.on('upgrade', (request, socket, head) => {
      this.#upgrade(request, socket, head);
    });
  }

  /** @throws InspectorError `invalid-option` where it cannot listen on the port */
  static async start(feed: MessageFeed, options: FeedServerOptions): Promise<FeedServer> {
    const server = new FeedServer(feed, options);
    try {
      await server.#listen(options.port);
    } catch (error) {
      await server.close();
      throw portError(options.port, error);
    }
    return server;
  }

  /** `http://127.0.0.1:PORT` */
  get origin(): string {
    const { port } = this.#listener.address() as AddressInfo; // A TCP server that listens has no other.
    return `http://${HOST}:${port}`;
  }

  stats(): DemoStats {
    return this.#stats.snapshot(this.#feed.latestSeq);
  }

  /** Ends every connection at once, and politely where what is said fits into the socket. */
  async close(): Promise<void> {
    this.#longPolling.close();
    this.#eventStream.close();
    this.#webSocket.close();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#listener.close(() => {
        resolve();
      });
    });
  }

  #listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#listener.once('error', reject);
      this.#listener.listen(port, HOST, () => {
        this.#listener.off('error', reject);
        resolve();
      });
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = urlOf(request);
    const method = methodAt(url.pathname);
    if (method !== null) this.#stats.countRequest(method, request.socket);
    if (this.#padding !== null) response.setHeader(PADDING_FIELD, this.#padding);
    if (method === null && url.pathname !== '/stats') {
      answerText(response, 404, `Nothing is at this path. ${PATHS}`);
    } else if (isPreflight(request)) {
      answerPreflight(response);
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      answerText(response, 405, 'The feed is read with GET.', { Allow: 'GET, HEAD' });
    } else if (method === null) {
      answerJson(response, Buffer.from(JSON.stringify(this.stats(), null, 2)));
    } else {
      this.#answerMethod(method, request, response, url);
      this.#onRequest(this.stats());
    }
  }

  #answerMethod(method: Method, request: IncomingMessage, response: ServerResponse, url: URL): void {
    switch (method) {
      case 'short-polling':
        this.#shortPolling.answer(request, response, url);
        return;
      case 'long-polling':
        this.#longPolling.answer(request, response, url);
        return;
      case 'sse':
        this.#eventStream.answer(request, response, url);
        return;
      case 'websocket':
        // RFC 9110, section 15.5.22.
        answerText(response, 426, 'This path speaks WebSocket: connect with ws://.', {
          Connection: 'Upgrade',
          Upgrade: 'websocket',
        });
        return;
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => undefined);
    const url = urlOf(request);
    const method = methodAt(url.pathname);
    if (method !== null) this.#stats.countRequest(method, request.socket);
    if (method === null) {
      refuseUpgrade(socket, '404 Not Found', `Nothing is at this path. ${PATHS}`);
      return;
    }
    if (method !== 'websocket') {
      refuseUpgrade(socket, '400 Bad Request', 'Only /websocket speaks WebSocket.');
      return;
    }
    const position = readPosition(request, url, this.#feed.latestSeq);
    if (isRefusal(position)) {
      refuseUpgrade(socket, '400 Bad Request', position.refusal);
      return;
    }
    this.#webSocket.upgrade(request, socket, head, position);
    this.#onRequest(this.stats());
  }
}

/** What takes connections for an HTTP server: itself, or, where all is to be sent late, a server before it. */
function listenerFor(server: http.Server, lateness: Lateness | null): Server {
  if (lateness === null) return server;
  return createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    // Node: "any Duplex stream can be passed" to this event.
    server.emit('connection', new LateSocket(socket, lateness));
  });
}

function urlOf(request: IncomingMessage): URL {
  const target = request.url ?? '/';
  // Put behind a host, `//x` stays a path. Behind a proxy a target may be a whole URL (RFC 9112, section 3.2.2).
  if (target.startsWith('/')) return new URL(`http://${HOST}${target}`);
  return new URL(URL.canParse(target) ? target : `http://${HOST}/`);
}

function methodAt(path: string): Method | null {
  switch (path) {
    case '/short-polling':
      return 'short-polling';
    case '/long-polling':
      return 'long-polling';
    case '/websocket':
      return 'websocket';
    case '/sse':
      return 'sse';
    default:
      return null;
  }
}

/** A page that sends `If-None-Match` is asked for leave by its browser first (Fetch standard, "CORS-preflight fetch"). */
function isPreflight(request: IncomingMessage): boolean {
  return request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
}

function answerPreflight(response: ServerResponse): void {
  response.writeHead(204, {
    ...SHARED_HEADERS,
    'Access-Control-Allow-Methods': 'GET, HEAD',
    'Access-Control-Allow-Headers': 'If-None-Match, Last-Event-ID, Cache-Control',
    'Access-Control-Max-Age': 600,
  });
  response.end();
}

function refuseUpgrade(socket: Duplex, status: string, text: string): void {
  const body = `${text}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function portError(port: number, error: unknown): InspectorError {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const reason = isTaken ? 'is taken' : `cannot be listened on: ${String(error)}`;
  return new InspectorError(
    'invalid-option',
    `port ${port} of this machine ${reason}`,
    'choose another port, or 0 for a free one',
    { cause: error },
  );
}
