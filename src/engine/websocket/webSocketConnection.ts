import type { ClientRequest, IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { InspectorError } from '../../protocol/errors.ts';
import { MAX_HEAD_BYTES, MAX_MESSAGE_BYTES } from '../../protocol/limits.ts';
import { fromNetworkError } from '../errors/networkErrors.ts';
import type { ExchangeRequest } from '../http/exchangeRequest.ts';
import { isRedirect, redirected } from '../http/redirects.ts';
import { type ConnectOptions, proxyOf } from '../http/tlsOptions.ts';
import type { TransportContext } from '../transport.ts';
import { ABNORMAL, closeText, NO_STATUS } from './closeCodes.ts';
import { readRefusal, Upgrade } from './upgrade.ts';
import { upgradeHeadersOf, webSocketUrl } from './upgradeRequest.ts';
import { fromWebSocketError, upgradeRefused } from './webSocketFailure.ts';

/** How long a connection may take to be open, from the look-up to the 101. */
const HANDSHAKE_TIMEOUT_MS = 30_000;
/** How long the server may take to answer a close frame; `ws` itself would wait for 30 s. */
const CLOSE_TIMEOUT_MS = 2_000;
const NORMAL_CLOSURE = 1000;
const utf8 = new TextEncoder();

/** How a connection ended. */
export interface WebSocketEnd {
  /** As in the close frame; NO_STATUS and ABNORMAL where there was none. */
  readonly code: number;
  readonly reason: string;
  /** The violation that ended it; null where it was none. */
  readonly violation: InspectorError | null;
}

/** One WebSocket connection over `ws`, from its upgrade to its close, reported frame by frame. */
export class WebSocketConnection {
  readonly #context: TransportContext;
  readonly #request: ExchangeRequest;
  readonly #signal: AbortSignal;
  readonly #upgrade: Upgrade;
  readonly #socket: WebSocket;
  #isAnswered = false;
  #isClosedByUs = false;
  #violation: InspectorError | null = null;

  constructor(
    context: TransportContext,
    request: ExchangeRequest,
    options: ConnectOptions,
    signal: AbortSignal,
  ) {
    this.#context = context;
    this.#request = request;
    this.#signal = signal;
    this.#upgrade = new Upgrade(context, request);
    // Not given in place: `closeTimeout` is newer than the types of `ws`.
    const socketOptions = {
      ...options,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      closeTimeout: CLOSE_TIMEOUT_MS,
      maxPayload: MAX_MESSAGE_BYTES,
      maxHeaderSize: MAX_HEAD_BYTES,
      followRedirects: false,
      finishRequest: (clientRequest: ClientRequest): void => {
        // Here, because the options of `ws` know no field that is sent twice.
        for (const [name, value] of upgradeHeadersOf(request)) clientRequest.setHeader(name, value);
        this.#upgrade.follow(clientRequest);
      },
    };
    this.#socket = new WebSocket(webSocketUrl(request), [...context.feed.subprotocols], socketOptions);
  }

  /**
   * Resolves when it is open, or with the request that a redirect asks for.
   * @throws InspectorError where it could not be opened; the request has ended
   */
  async open(): Promise<ExchangeRequest | null> {
    const socket = this.#socket;
    socket.on('upgrade', (response) => {
      this.#answered(response);
    });
    try {
      const refusal = await new Promise<IncomingMessage | null>((resolve, reject) => {
        socket.once('open', () => {
          this.#follow();
          resolve(null);
        });
        socket.once('unexpected-response', (_, response) => {
          resolve(response);
        });
        socket.on('error', reject);
        this.#signal.addEventListener('abort', this.#abort, { once: true });
        if (this.#signal.aborted) this.#abort();
      });
      return refusal === null ? null : await this.#refused(refusal);
    } catch (error) {
      throw this.#failToOpen(error);
    }
  }

  /** Resolves when it has closed; its request has ended. */
  closed(): Promise<WebSocketEnd> {
    const { clock, sink } = this.#context;
    return new Promise((resolve) => {
      this.#socket.on('close', (code, reasonBytes) => {
        this.#signal.removeEventListener('abort', this.#abort);
        const reason = reasonBytes.toString();
        if (code !== ABNORMAL) {
          const payload = utf8.encode(closeText(code, reason));
          sink.control(clock.nowMs(), 'in', 'close', payload, this.#upgrade.index);
          // RFC 6455, section 5.5.1: a close frame is answered with its own code.
          if (!this.#isClosedByUs) this.#reportClose(code);
        }
        this.#upgrade.end('streamed');
        resolve({ code, reason, violation: this.#violation });
      });
    });
  }

  /** Sends a text message. @throws InspectorError `not-open` */
  send(text: string): Promise<void> {
    const { clock, sink } = this.#context;
    if (this.#socket.readyState !== WebSocket.OPEN) {
      throw new InspectorError(
        'not-open',
        'the connection is not open',
        'wait until it is open, or connect again',
      );
    }
    return new Promise((resolve, reject) => {
      this.#socket.send(text, (error) => {
        if (error) reject(fromNetworkError(error, this.#request.url));
        else resolve();
      });
      sink.message(clock.nowMs(), 'out', utf8.encode(text), false, this.#upgrade.index, null, null);
    });
  }

  #follow(): void {
    const { clock, sink } = this.#context;
    const { index } = this.#upgrade;
    const socket = this.#socket;
    this.#upgrade.streaming();
    socket.on('message', (data: Buffer, isBinary) => {
      sink.message(clock.nowMs(), 'in', data, isBinary, index, null, null);
    });
    socket.on('ping', (payload: Buffer) => {
      sink.control(clock.nowMs(), 'in', 'ping', payload, index);
      // `ws` has just answered it (RFC 6455, section 5.5.3).
      if (socket.readyState === WebSocket.OPEN) sink.control(clock.nowMs(), 'out', 'pong', payload, index);
    });
    socket.on('pong', (payload: Buffer) => {
      sink.control(clock.nowMs(), 'in', 'pong', payload, index);
    });
    socket.on('error', (error) => {
      this.#violation ??= fromWebSocketError(error, false, this.#request.url.host);
    });
    sink.opened(clock.nowMs());
  }

  #answered(response: IncomingMessage): void {
    this.#isAnswered = true;
    this.#upgrade.answered(response);
  }

  async #refused(response: IncomingMessage): Promise<ExchangeRequest> {
    this.#answered(response);
    const { statusCode = 0, headers } = response;
    const location = headers.location ?? null;
    const failureBody = await readRefusal(response, this.#context.clock, this.#signal);
    this.#socket.terminate();
    if (isRedirect(statusCode, location)) {
      const next = redirected(this.#request, statusCode, location);
      this.#upgrade.end('redirected');
      return next;
    }
    const error = upgradeRefused(response, this.#request.url);
    this.#upgrade.end('failed', { error: error.info, failureBody });
    throw error;
  }

  #failToOpen(thrown: unknown): InspectorError {
    this.#signal.removeEventListener('abort', this.#abort);
    if (this.#signal.aborted) this.#upgrade.end('cancelled');
    const error = this.#translate(thrown);
    this.#upgrade.end('failed', { error: error.info });
    return error;
  }

  #translate(thrown: unknown): InspectorError {
    const { url } = this.#request;
    if (thrown instanceof InspectorError) return thrown;
    if (thrown instanceof Error) {
      if (thrown.message.includes('handshake has timed out')) {
        const timedOut = Object.assign(new Error(thrown.message), { code: 'ETIMEDOUT' });
        return fromNetworkError(timedOut, url, proxyOf(this.#context.feed));
      }
      const violation = fromWebSocketError(thrown, this.#isAnswered, url.host);
      if (violation !== null) return violation;
    }
    return fromNetworkError(thrown, url, proxyOf(this.#context.feed));
  }

  /** Says goodbye as RFC 6455, section 7.1.2, has it; before it is open there is nobody to say it to. */
  readonly #abort = (): void => {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#isClosedByUs = true;
      this.#reportClose(NORMAL_CLOSURE);
      this.#socket.close(NORMAL_CLOSURE);
    } else if (this.#socket.readyState === WebSocket.CONNECTING) {
      this.#socket.terminate();
    }
  };

  #reportClose(code: number): void {
    const { clock, sink } = this.#context;
    const text = closeText(code === ABNORMAL ? NO_STATUS : code, '');
    sink.control(clock.nowMs(), 'out', 'close', utf8.encode(text), this.#upgrade.index);
  }
}
