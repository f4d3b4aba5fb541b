import http, { type IncomingMessage } from 'node:http';
import net from 'node:net';
import { WebSocket } from 'ws';
import { jsonContent } from '../../../src/demo/feedContent.ts';
import { FeedServer, type FeedServerOptions } from '../../../src/demo/feedServer.ts';
import { MessageFeed } from '../../../src/demo/messageFeed.ts';
import { interpretEventStream, type SeenStream } from '../../support/eventStreams.ts';
import { waitFor } from '../../support/waitFor.ts';

/** A server whose messages come when the test says so. */
export interface HandFeed extends AsyncDisposable {
  readonly feed: MessageFeed;
  readonly server: FeedServer;
  readonly origin: string;
  readonly publish: (...texts: readonly string[]) => void;
}

export async function startHandFeed(options: Partial<FeedServerOptions> = {}): Promise<HandFeed> {
  const feed = new MessageFeed();
  const server = await FeedServer.start(feed, {
    port: 0,
    longPollTimeoutMs: 60_000,
    heartbeatMs: 60_000,
    ...options,
  });
  return {
    feed,
    server,
    origin: server.origin,
    publish: (...texts) => {
      feed.publish(texts.map((text) => jsonContent(Buffer.from(text))));
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}

export interface Poll {
  readonly status: number;
  readonly etag: string;
  readonly cursor: string | null;
  readonly gone: string | null;
  readonly body: string;
}

export async function poll(url: string, etag: string | null = null): Promise<Poll> {
  const response = await fetch(url, { headers: etag === null ? {} : { 'If-None-Match': etag } });
  return {
    status: response.status,
    etag: response.headers.get('etag') ?? '',
    cursor: response.headers.get('cursor'),
    gone: response.headers.get('messages-gone'),
    body: await response.text(),
  };
}

/** What a poll brought, one text per message, as the bytes stand between the brackets: each message here is an object. */
export function textsOf(body: string): readonly string[] {
  if (body === '' || body === '[]') return [];
  return body.slice(1, -1).split(/(?<=\}),(?=\{"id":)/);
}

/** Asks again and again with the entity tag of the last answer, as a client without any option does. */
export class PollingClient {
  readonly texts: string[] = [];
  readonly statuses: number[] = [];
  readonly #url: string;
  readonly #abort = new AbortController();
  #etag: string | null = null;
  #isEnded: Promise<void> | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  async pollOnce(): Promise<void> {
    const { status, etag, body } = await poll(this.#url, this.#etag);
    this.#etag = etag;
    this.statuses.push(status);
    this.texts.push(...textsOf(body));
  }

  /** Polls without a pause until it has the number of messages. */
  start(messages: number): void {
    const run = async (): Promise<void> => {
      while (this.texts.length < messages && !this.#abort.signal.aborted) await this.pollOnce();
    };
    this.#isEnded = run();
  }

  async ended(): Promise<void> {
    await this.#isEnded;
  }
}

export class StreamClient implements AsyncDisposable {
  readonly response: IncomingMessage;
  readonly #chunks: Buffer[] = [];
  readonly #closed: Promise<void>;

  private constructor(response: IncomingMessage) {
    this.response = response;
    response.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    response.on('error', () => undefined);
    this.#closed = new Promise((resolve) => response.on('close', resolve));
  }

  static open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<StreamClient> {
    return new Promise((resolve, reject) => {
      const request = http.get(url, { headers, agent: false }, (response) => {
        resolve(new StreamClient(response));
      });
      request.on('error', reject);
    });
  }

  get seen(): SeenStream {
    return interpretEventStream(Buffer.concat(this.#chunks));
  }

  get texts(): readonly string[] {
    return this.seen.events.map(({ data }) => data);
  }

  async text(): Promise<string> {
    await this.#closed;
    return Buffer.concat(this.#chunks).toString();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.response.destroy();
    await this.#closed;
  }
}

export class SocketClient implements AsyncDisposable {
  readonly webSocket: WebSocket;
  readonly texts: string[] = [];
  readonly #closed: Promise<number>;
  binaryMessages = 0;
  pings = 0;

  private constructor(webSocket: WebSocket) {
    this.webSocket = webSocket;
    webSocket.on('message', (data: Buffer, isBinary) => {
      this.texts.push(data.toString());
      if (isBinary) this.binaryMessages += 1;
    });
    webSocket.on('ping', () => (this.pings += 1));
    webSocket.on('error', () => undefined);
    this.#closed = new Promise((resolve) => webSocket.on('close', resolve));
  }

  static async open(origin: string, pathAndQuery = '/websocket', autoPong = true): Promise<SocketClient> {
    const client = new SocketClient(new WebSocket(origin.replace('http', 'ws') + pathAndQuery, { autoPong }));
    await waitFor('the WebSocket to open', () => client.webSocket.readyState === WebSocket.OPEN);
    return client;
  }

  /** The code of the close frame. */
  closeCode(): Promise<number> {
    return this.#closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.webSocket.terminate();
    await this.#closed;
  }
}

/** Sends a request and reads nothing of the answer. */
export function deafClient(port: number, head: string): net.Socket {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.pause();
  socket.write(`${head}\r\nHost: 127.0.0.1\r\n\r\n`);
  return socket;
}
