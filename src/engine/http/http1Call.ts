import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { MAX_HEAD_BYTES } from '../../protocol/limits.ts';
import type { Wire } from '../../protocol/request.ts';
import { proxyFailed } from '../errors/networkErrors.ts';
import { connectionInfo } from './connectionInfo.ts';
import type { ExchangeRequest } from './exchangeRequest.ts';
import { HeadTap } from './headTap.ts';
import type { CallObserver, HttpAnswer, HttpCall } from './httpCall.ts';
import { headersOf } from './requestHeaders.ts';
import type { Route } from './routes.ts';
import { WireCounter } from './wireCounter.ts';

/** How long a connection may take to stand, TLS included; operating systems give up after two minutes only. */
const CONNECT_TIMEOUT_MS = 30_000;
/** How long a server that is told goodbye may still send what it had begun, in ms. */
const LINGER_MS = 500;

/** One HTTP/1.1 request over node:http. Where its agent finds that HTTP/2 is spoken, it fails with Http2Chosen. */
export class Http1Call implements HttpCall {
  readonly #request: ExchangeRequest;
  readonly #route: Route;
  readonly #observer: CallObserver;
  readonly #wire = new WireCounter();
  readonly #head = new HeadTap(() => {
    this.#observer.timer.firstByte();
  });
  #clientRequest: ClientRequest | null = null;
  #failure: Error | null = null;
  /** A connection that is being made, before the request has it. */
  #dialled: Socket | null = null;
  #connectTimer: NodeJS.Timeout | undefined;
  /** Node tells a request that has no socket yet nothing, not even its own end. */
  #giveUp: (error: Error) => void = () => undefined;

  constructor(request: ExchangeRequest, route: Route, observer: CallObserver) {
    this.#request = request;
    this.#route = route;
    this.#observer = observer;
  }

  get wire(): Wire {
    return this.#wire.current;
  }

  get failure(): Error | null {
    return this.#failure;
  }

  /** An idle connection that closed without one byte of answer (RFC 9112, section 9.3.1). */
  get isOnStaleConnection(): boolean {
    return this.#clientRequest?.reusedSocket === true && this.wire.receivedBytes === 0;
  }

  async send(): Promise<HttpAnswer> {
    const { isTls, options, proxyCredentials } = this.#route;
    const request = this.#request;
    const headers = headersOf(request);
    if (proxyCredentials !== null) headers['Proxy-Authorization'] = proxyCredentials;
    const dialOptions = {
      ...options,
      method: request.httpMethod,
      headers,
      setHost: false,
      maxHeaderSize: MAX_HEAD_BYTES,
      onDialled: (socket: Socket): void => {
        this.#dialled = socket;
        this.#followConnecting(socket);
      },
    };
    const clientRequest = (isTls ? https : http).request(dialOptions);
    this.#clientRequest = clientRequest;
    const answered = this.#follow(clientRequest);
    // As bytes: with a body of text, node:http writes the head in the body's encoding, not as Latin-1.
    const body = request.body === null ? null : Buffer.from(request.body);
    if (body === null) clientRequest.end();
    else clientRequest.end(body);
    const requestHead = requestHeadOf(clientRequest);
    this.#wire.sentHead(requestHead.length);
    this.#wire.sentPayload(body?.byteLength ?? 0, body?.byteLength ?? 0);
    this.#observer.update({ requestHead });
    return answered;
  }

  countBody(wireBytes: number): void {
    this.#wire.receivedPayload(wireBytes);
  }

  countDecoded(decodedBytes: number): void {
    this.#wire.receivedDecoded(decodedBytes);
  }

  /**
   * Closes this side of the connection and reads on until the server closes the other, in the time that it takes for
   * it, LINGER_MS at most.
   */
  leave(): void {
    const request = this.#clientRequest;
    const socket = request?.socket ?? null;
    if (request === null || socket === null || socket.connecting || !request.writableFinished) {
      this.destroy();
      return;
    }
    socket.end();
    const timer = setTimeout(() => {
      request.destroy();
    }, LINGER_MS);
    request.once('close', () => {
      clearTimeout(timer);
    });
  }

  destroy(error?: Error): void {
    clearTimeout(this.#connectTimer);
    this.#clientRequest?.destroy(error);
    this.#dialled?.destroy(error ?? new Error('socket hang up'));
    this.#giveUp(error ?? new Error('socket hang up'));
  }

  freeze(): void {
    this.#head.detach();
    this.#wire.freeze();
  }

  #follow(clientRequest: ClientRequest): Promise<HttpAnswer> {
    const { timer } = this.#observer;
    this.#connectTimer = setTimeout(() => {
      this.destroy(Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' }));
    }, CONNECT_TIMEOUT_MS);
    clientRequest.on('socket', (socket) => {
      this.#attach(socket, clientRequest.reusedSocket);
    });
    clientRequest.on('finish', () => {
      timer.written();
    });
    clientRequest.on('information', () => {
      this.#head.skipInterim();
    });
    return new Promise((resolve, reject) => {
      this.#giveUp = reject;
      clientRequest.on('error', (error) => {
        this.#failure ??= error;
        reject(error);
      });
      clientRequest.on('proxyConnect', (connect: { readonly statusCode?: number }) => {
        const { proxy } = this.#route;
        if (proxy === null || (connect.statusCode ?? 200) === 200) return;
        clientRequest.destroy(proxyFailed(proxy, `it answered ${String(connect.statusCode)}`));
      });
      clientRequest.on('response', (response) => {
        const head = this.#head.finish();
        this.#wire.receivedHeads(this.#head.sizeBytes);
        resolve(answerOf(response, head));
      });
      clientRequest.on('close', () => {
        clearTimeout(this.#connectTimer);
        reject(new Error('socket hang up'));
      });
    });
  }

  #followConnecting(socket: Socket): void {
    this.#observer.timer.attach(socket, () => {
      this.#wire.ready();
    });
  }

  #attach(socket: Socket, isReused: boolean): void {
    const isDialled = socket === this.#dialled;
    this.#dialled = null;
    this.#wire.attach(socket, isReused || isDialled || !socket.connecting);
    this.#head.attach(socket);
    this.#observer.update({ isConnectionReused: isReused });
    const tell = (): void => {
      clearTimeout(this.#connectTimer);
      this.#observer.update({ connection: connectionInfo(socket, this.#route) });
    };
    if (isReused || isDialled) {
      tell();
    } else {
      this.#observer.timer.attach(socket, () => {
        this.#wire.ready();
        tell();
      });
    }
  }
}

function answerOf(response: IncomingMessage, head: string): HttpAnswer {
  return {
    httpVersion: response.httpVersion,
    status: response.statusCode ?? 0,
    statusText: response.statusMessage ?? '',
    head,
    setCookies: response.headers['set-cookie'] ?? [],
    body: response,
    header: (name) => {
      const value = response.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : (value ?? null);
    },
    trailers: () => trailersOf(response),
    isComplete: () => response.complete,
  };
}

/** Those of a chunked body (RFC 9112, section 7.1.2). The parser gives names as they were spelled. */
function trailersOf({ rawTrailers }: IncomingMessage): string | null {
  if (rawTrailers.length === 0) return null;
  const lines = rawTrailers.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`));
  return `${lines.join('')}\r\n`;
}

/** node:http has no public way to see the head it sends, and this one has been there since its first versions. */
function requestHeadOf(request: ClientRequest): string {
  const head: unknown = Reflect.get(request, '_header');
  return typeof head === 'string' ? head : '';
}
