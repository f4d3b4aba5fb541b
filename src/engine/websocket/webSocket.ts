import { toErrorInfo } from '../../protocol/errors.ts';
import { MAX_REDIRECTS } from '../../protocol/limits.ts';
import { Backoff } from '../backoff.ts';
import type { ExchangeRequest } from '../http/exchangeRequest.ts';
import { tooManyRedirects } from '../http/redirects.ts';
import { MAX_RETRY_AFTER_MS } from '../http/retryAfter.ts';
import { Cookies, tooManyCookies } from '../http/cookies.ts';
import { Dialer } from '../net/dialer.ts';
import type { Outgoing } from '../../protocol/outgoing.ts';
import { checkUrl } from '../parseFeed.ts';
import type { Transport, TransportContext } from '../transport.ts';
import { subprotocolsOf, upgradeRequestOf } from './upgradeRequest.ts';
import { type ConnectionContext, type OpenWebSocket, WebSocketConnection } from './webSocketConnection.ts';
import { isPassingFailure, notOpen, UpgradeRefused } from './webSocketFailure.ts';

/** A connection that held this long was a success: what ends it later is another trouble, and waits anew. */
const HELD_MS = 5_000;

/** @throws InspectorError `invalid-url` or `invalid-option` where the feed cannot be run at all */
export function createWebSocket(context: TransportContext): Transport {
  const { feed } = context;
  const url = new URL(checkUrl(feed.url, 'websocket'));
  const subprotocols = subprotocolsOf(feed);
  const request = upgradeRequestOf(feed, url);
  const cookies = new Cookies(() => {
    context.sink.error(context.clock.nowMs(), tooManyCookies().info);
  });
  const dialer = new Dialer(feed, context.proxySetting);
  return new WebSocketTransport({ ...context, dialer, cookies, subprotocols }, request);
}

/** Why a connection is over, or did not come about. */
interface Loss {
  readonly error: unknown;
  readonly isPassing: boolean;
}

/**
 * A capture's WebSocket. Where the feed asks for it, one that was open and is lost is made anew after a wait (RFC 6455,
 * section 7.2.3), with the feed's first messages sent again: they are what a server is asked to send by.
 */
class WebSocketTransport implements Transport {
  readonly #context: ConnectionContext;
  readonly #request: ExchangeRequest;
  readonly #backoff: Backoff;
  #connection: WebSocketConnection | null = null;
  #hasOpened = false;

  constructor(context: ConnectionContext, request: ExchangeRequest) {
    this.#context = context;
    this.#request = request;
    this.#backoff = new Backoff(context.random);
  }

  async run(signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        const loss = await this.#runOnce(signal);
        if (loss === null) return;
        if (!this.#context.feed.isReconnected || !this.#hasOpened || !loss.isPassing) throw loss.error;
        await this.#waitAfter(loss.error, signal);
      }
    } catch (error) {
      // What fails because the capture is being stopped is no failure.
      if (!signal.aborted) throw error;
    } finally {
      this.#connection = null;
    }
  }

  async send(outgoing: Outgoing): Promise<void> {
    if (this.#connection === null) throw notOpen();
    await this.#connection.send(outgoing);
  }

  /** @returns why it is over; null where the server has ended it in a clean way */
  async #runOnce(signal: AbortSignal): Promise<Loss | null> {
    const { clock } = this.#context;
    let opening: OpenWebSocket;
    try {
      opening = await this.#connect(signal);
    } catch (error) {
      return { error, isPassing: isPassingFailure(error) };
    }
    this.#hasOpened = true;
    const { failure, isPassing } = await opening.ended;
    if (clock.nowMs() - opening.openedAtMs >= HELD_MS) this.#backoff.reset();
    return failure === null ? null : { error: failure, isPassing };
  }

  async #connect(signal: AbortSignal): Promise<OpenWebSocket> {
    let request = this.#request;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      signal.throwIfAborted();
      const headers = this.#context.cookies.addTo(request.headers, request.url);
      const connection = new WebSocketConnection(this.#context, { ...request, headers }, signal);
      this.#connection = connection;
      const opening = await connection.open();
      if (opening.kind === 'open') return opening;
      request = opening.request;
    }
    throw tooManyRedirects(this.#request.url);
  }

  async #waitAfter(error: unknown, signal: AbortSignal): Promise<void> {
    const { sink, clock } = this.#context;
    signal.throwIfAborted();
    const askedMs = error instanceof UpgradeRefused ? error.retryAfterMs : 0;
    const waitMs = Math.max(this.#backoff.nextMs(), Math.min(askedMs, MAX_RETRY_AFTER_MS));
    const nowMs = clock.nowMs();
    sink.reconnecting(nowMs, nowMs + waitMs, toErrorInfo(error));
    await clock.sleep(waitMs, signal);
  }
}
