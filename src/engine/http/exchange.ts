import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { type ErrorInfo, type InspectorError, toErrorInfo } from '../../protocol/errors.ts';
import { MAX_HEAD_BYTES } from '../../protocol/limits.ts';
import type { RequestOutcome } from '../../protocol/request.ts';
import type { Clock } from '../clock.ts';
import { fromNetworkError, proxyFailed } from '../errors/networkErrors.ts';
import type { CaptureSink, RequestEnd, RequestRecorder, RequestUpdate } from '../transport.ts';
import { BodyReader } from './bodyReader.ts';
import type { ExchangeRequest } from './exchangeRequest.ts';
import { HeadTap } from './headTap.ts';
import { PhaseTimer } from './phaseTimer.ts';
import { headersOf } from './requestHeaders.ts';
import type { Route, Routes } from './routes.ts';
import { WireCounter } from './wireCounter.ts';

/** How long a connection may take to stand, TLS included; operating systems give up after two minutes only. */
const CONNECT_TIMEOUT_MS = 30_000;

export interface ExchangeContext {
  readonly sink: Pick<CaptureSink, 'beginRequest'>;
  readonly clock: Clock;
  readonly routes: Routes;
}

/** How long a server that is told goodbye may still send what it had begun, in ms. */
const LINGER_MS = 250;

/**
 * The reason to abort an exchange with when it was given as long as its user wanted: that ends it as `empty`, or as
 * failed where there was no connection to ask on.
 */
export class HoldTimeout extends Error {
  override readonly name = 'HoldTimeout';
}

/**
 * One HTTP/1.1 request and its response over node:http, reported to the capture as it happens: the heads as they
 * crossed the wire, the phases, and every byte. Whoever started it says in the end what came of it; only one that
 * gets no answer ends itself.
 */
export class Exchange {
  readonly request: ExchangeRequest;
  readonly #recorder: RequestRecorder;
  readonly #signal: AbortSignal;
  readonly #route: Route;
  readonly #proxy: URL | null;
  readonly #timer: PhaseTimer;
  readonly #wire = new WireCounter();
  readonly #head = new HeadTap(() => {
    this.#timer.firstByte();
  });
  #clientRequest: ClientRequest | null = null;
  #response: IncomingMessage | null = null;
  #failure: InspectorError | null = null;
  #isEnded = false;

  /** Reports a new request; `send` sends it. */
  constructor(context: ExchangeContext, request: ExchangeRequest, signal: AbortSignal) {
    this.request = request;
    this.#signal = signal;
    this.#route = context.routes.to(request.url);
    this.#proxy = context.routes.proxy;
    this.#timer = new PhaseTimer(context.clock);
    this.#recorder = context.sink.beginRequest({
      purpose: request.purpose,
      httpMethod: request.httpMethod,
      url: request.url.href,
      startedAtMs: this.#timer.startedAtMs,
    });
    this.#recorder.meter(() => this.#wire.current);
  }

  /**
   * Resolves when the head of the answer is here. Aborting the signal closes the connection, then and later, in the
   * time that the server takes to close its side, LINGER_MS at most.
   * @throws InspectorError where no answer came, or the signal's reason where it aborted; the exchange has ended
   */
  async send(): Promise<void> {
    try {
      await this.#send();
    } catch (error) {
      throw this.fail(error);
    }
  }

  get requestIndex(): number {
    return this.#recorder.index;
  }

  get status(): number {
    return this.#response?.statusCode ?? 0;
  }

  get statusText(): string {
    return this.#response?.statusMessage ?? '';
  }

  get startedAtMs(): number {
    return this.#timer.startedAtMs;
  }

  /** Whether it was sent on a connection that closed without one byte of answer, as idle ones do (RFC 9112, 9.3.1). */
  get isOnStaleConnection(): boolean {
    return this.#clientRequest?.reusedSocket === true && this.#wire.current.receivedBytes === 0;
  }

  /** @returns the value of a response field, repeats joined; null where it did not come */
  header(name: string): string | null {
    const value = this.#response?.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : (value ?? null);
  }

  update(update: RequestUpdate): void {
    this.#recorder.update(update);
  }

  /**
   * Reads the body, its content coding undone, as it arrives. What `onChunk` throws ends the exchange.
   * @returns when the last byte arrived
   * @throws InspectorError where the body breaks off or cannot be decoded, after all that could be decoded was given
   */
  async readBody(onChunk: (chunk: Uint8Array) => void): Promise<number> {
    const response = this.#response;
    if (response === null) throw new Error('the exchange has no answer');
    const reader = new BodyReader(response, onChunk, () => this.#close());
    try {
      await reader.read();
    } catch (error) {
      throw this.#translate(error);
    }
    if (this.#failure !== null) throw this.#failure;
    return this.#close();
  }

  /** Takes the connection down: a body that is being read breaks off. */
  breakOff(): void {
    this.#clientRequest?.destroy();
  }

  /** The last report. A body that was not read to its end takes its connection down. */
  end(outcome: RequestOutcome, details: { error?: ErrorInfo; failureBody?: string } = {}): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    // A whole answer that nobody read is read away, so that its connection can be used again.
    if (this.#response?.complete === true) this.#response.resume();
    else this.breakOff();
    const endedAtMs = this.#close();
    const end: RequestEnd = { ...details, endedAtMs, outcome, phases: this.#timer.phases };
    this.#recorder.end(end);
  }

  /**
   * The last report of one that failed or was aborted, which is told from the signal.
   * @returns what is to be thrown: an InspectorError, or the signal's reason
   */
  fail(thrown: unknown, failureBody?: string): unknown {
    const isOutOfTime = this.#signal.reason instanceof HoldTimeout;
    const isUnasked = this.#wire.current.sentBytes === 0;
    if (this.#signal.aborted && !(isOutOfTime && isUnasked)) {
      this.end(isOutOfTime ? 'empty' : 'cancelled');
      return this.#signal.reason;
    }
    // What was never asked is not held: there was no connection in all that time.
    const error = this.#translate(isOutOfTime ? timedOut() : thrown);
    this.end('failed', {
      error: toErrorInfo(error),
      ...(failureBody === undefined ? {} : { failureBody }),
    });
    return error;
  }

  #send(): Promise<void> {
    const { isTls, options, proxyCredentials } = this.#route;
    const { request } = this;
    const headers = headersOf(request);
    if (proxyCredentials !== null) headers['Proxy-Authorization'] = proxyCredentials;
    const clientRequest = (isTls ? https : http).request({
      ...options,
      method: request.httpMethod,
      headers,
      setHost: false,
      maxHeaderSize: MAX_HEAD_BYTES,
    });
    this.#clientRequest = clientRequest;
    const answered = this.#follow(clientRequest);
    // As bytes: with a body of text, node:http writes the head in the body's encoding, not as Latin-1.
    clientRequest.end(request.body === null ? undefined : Buffer.from(request.body));
    this.#recorder.update({ requestHead: requestHeadOf(clientRequest) });
    return answered;
  }

  #follow(clientRequest: ClientRequest): Promise<void> {
    const abort = (): void => {
      leave(clientRequest);
    };
    this.#signal.addEventListener('abort', abort, { once: true });
    const timeout = setTimeout(() => {
      clientRequest.destroy(timedOut());
    }, CONNECT_TIMEOUT_MS);
    const stopTimeout = (): void => {
      clearTimeout(timeout);
    };
    clientRequest.on('socket', (socket) => {
      this.#attach(socket, clientRequest.reusedSocket, stopTimeout);
    });
    clientRequest.on('finish', () => {
      this.#timer.written();
    });
    clientRequest.on('information', () => {
      this.#head.skipInterim();
    });
    return new Promise((resolve, reject) => {
      clientRequest.on('error', (error) => {
        this.#failure ??= this.#translate(error);
        reject(error);
      });
      clientRequest.on('proxyConnect', (connect: { readonly statusCode?: number }) => {
        if (this.#proxy === null || (connect.statusCode ?? 200) === 200) return;
        clientRequest.destroy(proxyFailed(this.#proxy, `it answered ${String(connect.statusCode)}`));
      });
      clientRequest.on('response', (response) => {
        this.#answer(response);
        resolve();
      });
      clientRequest.on('close', () => {
        stopTimeout();
        this.#signal.removeEventListener('abort', abort);
        reject(new Error('socket hang up'));
      });
    });
  }

  #attach(socket: Socket, isReused: boolean, onReady: () => void): void {
    this.#wire.attach(socket, isReused || !socket.connecting);
    this.#head.attach(socket);
    if (isReused) {
      onReady();
    } else {
      this.#timer.attach(socket, () => {
        this.#wire.ready();
        onReady();
      });
    }
    this.#recorder.update({ isConnectionReused: isReused });
  }

  #answer(response: IncomingMessage): void {
    this.#response = response;
    this.#recorder.update({
      httpVersion: response.httpVersion,
      status: this.status,
      statusText: this.statusText,
      responseHead: this.#head.finish(),
      phases: this.#timer.phases,
    });
  }

  /** Nothing more crosses the wire for this exchange. @returns when that was */
  #close(): number {
    this.#head.detach();
    this.#wire.freeze();
    return this.#timer.end();
  }

  #translate(error: unknown): InspectorError {
    return fromNetworkError(error, this.request.url, this.#proxy);
  }
}

function timedOut(): Error {
  return Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' });
}

/**
 * Closes this side of the connection and reads on until the server closes the other: what it had sent by then, and
 * takes for delivered, is not lost.
 */
function leave(request: ClientRequest): void {
  const { socket } = request;
  if (socket === null || socket.connecting || !request.writableFinished) {
    request.destroy();
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

/** node:http has no public way to see the head it sends, and this one has been there since its first versions. */
function requestHeadOf(request: ClientRequest): string {
  const head: unknown = Reflect.get(request, '_header');
  return typeof head === 'string' ? head : '';
}
