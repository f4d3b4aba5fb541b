import type { ClientRequest, IncomingMessage } from 'node:http';
import { type ClientOptions, WebSocket } from 'ws';
import net from 'node:net';
import tls from 'node:tls';
import type { InspectorError } from '../../protocol/errors.ts';
import { MAX_HEAD_BYTES, MAX_MESSAGE_FRAGMENTS } from '../../protocol/limits.ts';
import { fromNetworkError, isPassingError } from '../errors/networkErrors.ts';
import type { ExchangeRequest } from '../http/exchangeRequest.ts';
import type { Cookies } from '../http/cookies.ts';
import type { Dialer } from '../net/dialer.ts';
import type { Outgoing } from '../../protocol/outgoing.ts';
import type { TransportContext } from '../transport.ts';
import { ChunkClock } from './chunkClock.ts';
import { ABNORMAL, closeFailure, isCleanClose, isPassingClose, NORMAL_CLOSURE } from './closeCodes.ts';
import { FrameSocket } from './frameSocket.ts';
import { OpenConnection } from './openConnection.ts';
import { readRefusal, Upgrade } from './upgrade.ts';
import { redirectOf, upgradeHeadersOf, webSocketUrl } from './upgradeRequest.ts';
import { fromWebSocketError, notOpen, UpgradeRefused } from './webSocketFailure.ts';

/** How long a connection may take to be open, from the look-up to the 101. */
const HANDSHAKE_TIMEOUT_MS = 30_000;
/** How long the server may take to close its side after the close frames; `ws` itself would wait for 30 s. */
const CLOSE_TIMEOUT_MS = 2_000;
const SWITCHING_PROTOCOLS = 101;

/** How a connection that was open has ended. */
export interface WebSocketEnd {
  /** Why it had to end; null where the server or this client has closed it in a clean way. */
  readonly failure: InspectorError | null;
  /** Whether another connection may hold. */
  readonly isPassing: boolean;
}

export interface OpenWebSocket {
  readonly kind: 'open';
  readonly openedAtMs: number;
  /** Resolves, and never rejects, when it has closed; its request has ended. */
  readonly ended: Promise<WebSocketEnd>;
}

/** What came of asking for a WebSocket. */
export type Opening =
  | OpenWebSocket
  /** Elsewhere, as a redirect says; the request has ended. */
  | { readonly kind: 'redirected'; readonly request: ExchangeRequest };

/** What all connections of a capture share. */
export interface ConnectionContext extends TransportContext {
  readonly dialer: Dialer;
  readonly cookies: Cookies;
  readonly subprotocols: readonly string[];
}

/** One WebSocket connection over `ws`, from its upgrade to its close, reported frame by frame. */
export class WebSocketConnection {
  readonly #context: ConnectionContext;
  readonly #request: ExchangeRequest;
  readonly #signal: AbortSignal;
  readonly #proxy: URL | null;
  readonly #upgrade: Upgrade;
  readonly #socket: FrameSocket;
  readonly #clock: ChunkClock;
  #connection: OpenConnection | null = null;
  #violation: InspectorError | null = null;

  /** @throws InspectorError where the request cannot be sent as it is, or there is no way to it */
  constructor(context: ConnectionContext, request: ExchangeRequest, signal: AbortSignal) {
    this.#context = context;
    this.#request = request;
    this.#signal = signal;
    this.#proxy = context.dialer.proxyTo(request.url);
    this.#upgrade = new Upgrade(context, request, {
      proxy: this.#proxy,
      socketPath: context.dialer.socketPath,
    });
    this.#clock = new ChunkClock(context.clock);
    try {
      this.#socket = this.#connect();
    } catch (error) {
      throw this.#failToOpen(error);
    }
  }

  /** @throws InspectorError where it could not be opened; the request has ended */
  async open(): Promise<Opening> {
    this.#signal.addEventListener('abort', this.#abort);
    try {
      const answer = await this.#answer();
      if ('kind' in answer) return answer;
      const opening = await this.#refused(answer);
      this.#signal.removeEventListener('abort', this.#abort);
      return opening;
    } catch (error) {
      this.#signal.removeEventListener('abort', this.#abort);
      throw this.#failToOpen(error);
    }
  }

  /** @throws InspectorError `not-open`, or as OpenConnection has it */
  async send(outgoing: Outgoing): Promise<void> {
    if (this.#connection === null) throw notOpen();
    await this.#connection.send(outgoing);
  }

  #connect(): FrameSocket {
    const request = this.#request;
    const { feed, subprotocols } = this.#context;
    // Not given in place: the types of `ws` are older than some of its options.
    const options = {
      ...this.#way(),
      autoPong: false,
      closeTimeout: CLOSE_TIMEOUT_MS,
      maxPayload: feed.maxMessageBytes,
      maxFragments: MAX_MESSAGE_FRAGMENTS,
      maxHeaderSize: MAX_HEAD_BYTES,
      perMessageDeflate: feed.isCompressed,
      followRedirects: false,
      finishRequest: (clientRequest: ClientRequest): void => {
        // Here, because the options of `ws` know no field that is sent twice.
        for (const [name, value] of upgradeHeadersOf(request)) clientRequest.setHeader(name, value);
        this.#upgrade.follow(clientRequest);
      },
    };
    return new FrameSocket(webSocketUrl(request), [...subprotocols], options);
  }

  /** Through a proxy always by a tunnel (RFC 6455, section 4.1). */
  #way(): ClientOptions {
    const { dialer } = this.#context;
    const isTls = this.#request.url.protocol === 'https:';
    const options = dialer.tlsOptions(isTls);
    const path = dialer.socketPath;
    if (this.#proxy !== null) return { ...options, agent: dialer.tunnelAgent(this.#proxy, isTls, '1.1') };
    if (path === null) return options;
    return {
      ...options,
      createConnection: () => (isTls ? tls.connect({ ...options, path }) : net.connect({ path })),
    };
  }

  /** Resolves when it is open, or with an answer other than 101; rejects where there is none, or a wrong one. */
  async #answer(): Promise<OpenWebSocket | IncomingMessage> {
    const socket = this.#socket;
    const stop = new AbortController();
    const late = this.#context.clock.sleep(HANDSHAKE_TIMEOUT_MS, stop.signal);
    try {
      return await new Promise((resolve, reject) => {
        socket.on('upgrade', (response) => {
          this.#answered(response);
          socket.once('open', () => {
            this.#clock.follow(response.socket);
            resolve(this.#follow());
          });
        });
        socket.once('unexpected-response', (_, response) => {
          this.#answered(response);
          resolve(response);
        });
        socket.on('error', reject);
        socket.on('close', () => {
          reject(withCode('closed during the handshake', 'ECONNRESET'));
        });
        late.then(
          () => {
            reject(withCode('handshake timed out', 'ETIMEDOUT'));
            socket.terminate();
          },
          () => undefined,
        );
        if (this.#signal.aborted) this.#abort();
      });
    } finally {
      stop.abort();
    }
  }

  #answered(response: IncomingMessage): void {
    this.#upgrade.answered(response);
    this.#context.cookies.take(response.headers['set-cookie'] ?? [], this.#request.url);
  }

  #follow(): OpenWebSocket {
    const { sink, feed } = this.#context;
    const socket = this.#socket;
    const openedAtMs = this.#clock.nowMs();
    const connection = new OpenConnection(socket, {
      feed,
      sink,
      clock: this.#clock,
      requestIndex: this.#upgrade.index,
      url: this.#request.url,
      onSilence: (error) => {
        this.#violation ??= error;
        socket.terminate();
      },
    });
    this.#connection = connection;
    this.#upgrade.streaming(() => connection.messages);
    socket.on('error', (error) => {
      this.#violation ??= this.#fromWebSocketError(error, false);
    });
    const ended = new Promise<WebSocketEnd>((resolve) => {
      socket.on('close', (code, reason) => {
        this.#signal.removeEventListener('abort', this.#abort);
        connection.end();
        resolve(this.#end(code, reason.toString()));
      });
    });
    sink.opened(openedAtMs);
    void connection.sendAll(feed.sends);
    return { kind: 'open', openedAtMs, ended };
  }

  /** @param code as in the close frame; NO_STATUS and ABNORMAL where there was none */
  #end(code: number, reason: string): WebSocketEnd {
    const violation = this.#violation;
    const isClosedHere = this.#signal.aborted || this.#connection?.isClosedByUser === true;
    if (violation === null && (isClosedHere || isCleanClose(code))) {
      this.#upgrade.end('streamed');
      return { failure: null, isPassing: false };
    }
    const failure = violation ?? closeFailure(code, reason, this.#request.url.host);
    const hasBrokenOff = violation !== null || code === ABNORMAL;
    this.#upgrade.end(hasBrokenOff ? 'failed' : 'streamed', { error: failure.info });
    const isPassing = violation === null ? isPassingClose(code) : isPassingError(violation);
    return { failure, isPassing };
  }

  async #refused(response: IncomingMessage): Promise<Opening> {
    const { clock } = this.#context;
    const { statusCode = 0, headers } = response;
    const failureBody = await readRefusal(response, clock, this.#signal, this.#upgrade.countBody);
    this.#socket.terminate();
    // `ws` takes only what asks to upgrade for one.
    if (statusCode === SWITCHING_PROTOCOLS) throw new Error('Missing Upgrade header');
    const request = redirectOf(this.#request, statusCode, headers.location ?? null);
    if (request !== null) {
      this.#upgrade.end('redirected');
      return { kind: 'redirected', request };
    }
    const error = new UpgradeRefused(response, this.#request.url, clock.nowMs());
    this.#upgrade.end(this.#signal.aborted ? 'cancelled' : 'failed', { error: error.info, failureBody });
    throw error;
  }

  #failToOpen(thrown: unknown): InspectorError {
    if (this.#signal.aborted) this.#upgrade.end('cancelled');
    const error = this.#translate(thrown);
    this.#upgrade.end('failed', { error: error.info });
    return error;
  }

  #translate(thrown: unknown): InspectorError {
    const { url } = this.#request;
    const violation =
      thrown instanceof Error ? this.#fromWebSocketError(thrown, this.#upgrade.isAnswered) : null;
    return violation ?? fromNetworkError(thrown, url, this.#proxy);
  }

  #fromWebSocketError(error: Error, isHandshake: boolean): InspectorError | null {
    return fromWebSocketError(error, isHandshake, this.#request.url.host, this.#context.feed.maxMessageBytes);
  }

  /** Says goodbye as RFC 6455, section 7.1.2, has it; before it is open there is nobody to say it to. */
  readonly #abort = (): void => {
    if (this.#socket.readyState === WebSocket.CONNECTING) this.#socket.terminate();
    else this.#socket.close(NORMAL_CLOSURE);
  };
}

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}
