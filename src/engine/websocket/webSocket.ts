import { InspectorError } from '../../protocol/errors.ts';
import { MAX_REDIRECTS } from '../../protocol/limits.ts';
import { connectOptions } from '../http/tlsOptions.ts';
import { checkUrl } from '../parseFeed.ts';
import type { Transport, TransportContext } from '../transport.ts';
import { closeFailure, isCleanClose } from './closeCodes.ts';
import { upgradeRequestOf } from './upgradeRequest.ts';
import { WebSocketConnection } from './webSocketConnection.ts';

/** @throws InspectorError `invalid-url` or `invalid-option` where the feed cannot be run at all */
export function createWebSocket(context: TransportContext): Transport {
  const url = new URL(checkUrl(context.feed.url, 'websocket'));
  // A fragment means nothing to a WebSocket and is an error (RFC 6455, section 3); browsers leave it out, and so do we.
  url.hash = '';
  connectOptions(context.feed, url);
  return new WebSocketTransport(context, url);
}

/** A capture's WebSocket. As in browsers, a connection that is lost is not made anew. */
class WebSocketTransport implements Transport {
  readonly #context: TransportContext;
  readonly #url: URL;
  #connection: WebSocketConnection | null = null;

  constructor(context: TransportContext, url: URL) {
    this.#context = context;
    this.#url = url;
  }

  async run(signal: AbortSignal): Promise<void> {
    try {
      await this.#runToEnd(signal);
    } catch (error) {
      // What fails because the capture is being stopped is no failure.
      if (!signal.aborted) throw error;
    } finally {
      this.#connection = null;
    }
  }

  async send(text: string): Promise<void> {
    if (this.#connection === null) {
      throw new InspectorError(
        'not-open',
        'the connection is not open',
        'wait until it is open, or connect again',
      );
    }
    await this.#connection.send(text);
  }

  async #runToEnd(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const connection = await this.#connect(signal);
    this.#connection = connection;
    const closed = connection.closed();
    for (const text of this.#context.feed.sends) await connection.send(text);
    const { code, reason, violation } = await closed;
    if (violation !== null) throw violation;
    if (!isCleanClose(code)) throw closeFailure(code, reason, this.#url.host);
  }

  async #connect(signal: AbortSignal): Promise<WebSocketConnection> {
    const { feed } = this.#context;
    let request = upgradeRequestOf(feed, this.#url);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const options = connectOptions(feed, request.url);
      const connection = new WebSocketConnection(this.#context, request, options, signal);
      const next = await connection.open();
      if (next === null) return connection;
      request = next;
    }
    throw new InspectorError(
      'too-many-redirects',
      `${this.#url.host} redirected more than ${MAX_REDIRECTS} times`,
      'check the redirects on the server: they may go in a circle',
    );
  }
}
