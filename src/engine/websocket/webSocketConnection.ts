import type { ClientRequest, IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import type { InspectorError } from '../../protocol/errors.ts';
import { MAX_HEAD_BYTES, MAX_MESSAGE_BYTES, MAX_MESSAGE_FRAGMENTS } from '../../protocol/limits.ts';
import { fromNetworkError } from '../errors/networkErrors.ts';
import type { ExchangeRequest } from '../http/exchangeRequest.ts';
import { connectOptions, proxyOf } from '../http/tlsOptions.ts';
import type { TransportContext } from '../transport.ts';
import { ChunkClock } from './chunkClock.ts';
import {
  ABNORMAL,
  closeFailure,
  closeText,
  isCleanClose,
  isPassingClose,
  NORMAL_CLOSURE,
} from './closeCodes.ts';
import { FrameSocket } from './frameSocket.ts';
import { readRefusal, Upgrade } from './upgrade.ts';
import { redirectOf, upgradeHeadersOf, webSocketUrl } from './upgradeRequest.ts';
import { fromWebSocketError, notOpen, UpgradeRefused } from './webSocketFailure.ts';

/** How long a connection may take to be open, from the look-up to the 101. */
const HANDSHAKE_TIMEOUT_MS = 30_000;
/** How long the server may take to close its side after the close frames; `ws` itself would wait for 30 s. */
const CLOSE_TIMEOUT_MS = 2_000;
const SWITCHING_PROTOCOLS = 101;
/** Answers to pings that the server does not read, some 130 bytes each at most. */
const MAX_PENDING_PONGS = 65_536;
const utf8 = new TextEncoder();

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

/** One WebSocket connection over `ws`, from its upgrade to its close, reported frame by frame. */
export class WebSocketConnection {
  readonly #context: TransportContext;
  readonly #request: ExchangeRequest;
  readonly #signal: AbortSignal;
  readonly #upgrade: Upgrade;
  readonly #socket: FrameSocket;
  readonly #clock: ChunkClock;
  #violation: InspectorError | null = null;
  #pendingPongs = 0;

  /** @throws InspectorError where the request cannot be sent as it is; it has ended */
  constructor(
    context: TransportContext,
    request: ExchangeRequest,
    subprotocols: readonly string[],
    signal: AbortSignal,
  ) {
    this.#context = context;
    this.#request = request;
    this.#signal = signal;
    this.#upgrade = new Upgrade(context, request);
    this.#clock = new ChunkClock(context.clock);
    try {
      this.#socket = this.#connect(subprotocols);
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

  /**
   * Sends a text message; resolves when it is written.
   * @throws InspectorError `not-open`, or what broke the connection meanwhile
   */
  async send(text: string): Promise<void> {
    const { sink } = this.#context;
    if (this.#socket.readyState !== WebSocket.OPEN) throw notOpen();
    const payload = utf8.encode(text);
    const written = new Promise<void>((resolve, reject) => {
      this.#socket.send(payload, { binary: false }, (error) => {
        if (error) reject(fromNetworkError(error, this.#request.url));
        else resolve();
      });
    });
    sink.message(this.#clock.nowMs(), 'out', payload, false, this.#upgrade.index, null, null);
    await written;
  }

  #connect(subprotocols: readonly string[]): FrameSocket {
    const request = this.#request;
    // Not given in place: the types of `ws` are older than some of its options.
    const options = {
      ...connectOptions(this.#context.feed, request.url),
      autoPong: false,
      closeTimeout: CLOSE_TIMEOUT_MS,
      maxPayload: MAX_MESSAGE_BYTES,
      maxFragments: MAX_MESSAGE_FRAGMENTS,
      maxHeaderSize: MAX_HEAD_BYTES,
      followRedirects: false,
      finishRequest: (clientRequest: ClientRequest): void => {
        // Here, because the options of `ws` know no field that is sent twice.
        for (const [name, value] of upgradeHeadersOf(request)) clientRequest.setHeader(name, value);
        this.#upgrade.follow(clientRequest);
      },
    };
    return new FrameSocket(webSocketUrl(request), [...subprotocols], options);
  }

  /** Resolves when it is open, or with an answer other than 101; rejects where there is none, or a wrong one. */
  async #answer(): Promise<OpenWebSocket | IncomingMessage> {
    const socket = this.#socket;
    const stop = new AbortController();
    const late = this.#context.clock.sleep(HANDSHAKE_TIMEOUT_MS, stop.signal);
    try {
      return await new Promise((resolve, reject) => {
        socket.on('upgrade', (response) => {
          this.#upgrade.answered(response);
          socket.once('open', () => {
            this.#clock.follow(response.socket);
            resolve(this.#follow());
          });
        });
        socket.once('unexpected-response', (_, response) => {
          this.#upgrade.answered(response);
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

  #follow(): OpenWebSocket {
    const { sink, feed } = this.#context;
    const { index } = this.#upgrade;
    const socket = this.#socket;
    const clock = this.#clock;
    const openedAtMs = clock.nowMs();
    this.#upgrade.streaming();
    socket.on('message', (data: Buffer, isBinary) => {
      sink.message(clock.nowMs(), 'in', data, isBinary, index, null, null);
    });
    socket.on('ping', this.#answerPing);
    socket.on('pong', (payload: Buffer) => {
      sink.control(clock.nowMs(), 'in', 'pong', payload, index);
    });
    socket.followCloseFrames(
      (code, reason) => {
        sink.control(clock.nowMs(), 'in', 'close', utf8.encode(closeText(code, reason)), index);
      },
      (code, reason) => {
        sink.control(clock.nowMs(), 'out', 'close', utf8.encode(closeText(code, reason)), index);
      },
    );
    socket.on('error', (error) => {
      this.#violation ??= fromWebSocketError(error, false, this.#request.url.host);
    });
    const ended = new Promise<WebSocketEnd>((resolve) => {
      socket.on('close', (code, reason) => {
        this.#signal.removeEventListener('abort', this.#abort);
        resolve(this.#end(code, reason.toString()));
      });
    });
    sink.opened(openedAtMs);
    // What keeps them from being sent ends the connection, which says why.
    for (const text of feed.sends) this.send(text).catch(() => undefined);
    return { kind: 'open', openedAtMs, ended };
  }

  /** @param code as in the close frame; NO_STATUS and ABNORMAL where there was none */
  #end(code: number, reason: string): WebSocketEnd {
    const violation = this.#violation;
    if (violation === null && (this.#signal.aborted || isCleanClose(code))) {
      this.#upgrade.end('streamed');
      return { failure: null, isPassing: false };
    }
    const failure = violation ?? closeFailure(code, reason, this.#request.url.host);
    const hasBrokenOff = violation !== null || code === ABNORMAL;
    this.#upgrade.end(hasBrokenOff ? 'failed' : 'streamed', { error: failure.info });
    return { failure, isPassing: violation === null && isPassingClose(code) };
  }

  /** RFC 6455, section 5.5.3. Not left to `ws`, which breaks off where more than a few dozen come at once. */
  readonly #answerPing = (payload: Buffer): void => {
    const { sink } = this.#context;
    const { index } = this.#upgrade;
    const atMs = this.#clock.nowMs();
    sink.control(atMs, 'in', 'ping', payload, index);
    if (this.#socket.readyState !== WebSocket.OPEN || this.#pendingPongs >= MAX_PENDING_PONGS) return;
    this.#pendingPongs += 1;
    this.#socket.pong(payload, true, this.#pongWritten);
    sink.control(atMs, 'out', 'pong', payload, index);
  };

  readonly #pongWritten = (): void => {
    this.#pendingPongs -= 1;
  };

  async #refused(response: IncomingMessage): Promise<Opening> {
    const { clock } = this.#context;
    const { statusCode = 0, headers } = response;
    const failureBody = await readRefusal(response, clock, this.#signal);
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
      thrown instanceof Error ? fromWebSocketError(thrown, this.#upgrade.isAnswered, url.host) : null;
    return violation ?? fromNetworkError(thrown, url, proxyOf(this.#context.feed));
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
