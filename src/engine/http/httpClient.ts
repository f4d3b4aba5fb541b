import type { Feed } from '../../protocol/feed.ts';
import { MAX_REDIRECTS } from '../../protocol/limits.ts';
import type { CaptureSink } from '../transport.ts';
import type { Clock } from '../clock.ts';
import { readBeginning } from './bodyBeginning.ts';
import type { ProxySetting } from '../net/proxies.ts';
import { Cookies, tooManyCookies } from './cookies.ts';
import { Exchange } from './exchange.ts';
import type { ExchangeRequest } from './exchangeRequest.ts';
import { isRedirect, redirected, tooManyRedirects } from './redirects.ts';
import { Routes } from './routes.ts';

/** Methods that may be sent a second time without asking (RFC 9110, section 9.2.2). */
const IDEMPOTENT_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'];

/** Makes the requests of one capture on connections that are kept alive, and follows redirects. */
export class HttpClient {
  readonly #sink: Pick<CaptureSink, 'beginRequest' | 'connectionWire' | 'error'>;
  readonly #clock: Clock;
  readonly #routes: Routes;
  readonly #cookies: Cookies;

  /** @throws InspectorError `invalid-option` where the feed's proxy or CA cannot be used */
  constructor(context: {
    readonly feed: Feed;
    readonly sink: Pick<CaptureSink, 'beginRequest' | 'connectionWire' | 'error'>;
    readonly clock: Clock;
    readonly proxySetting: ProxySetting | null;
  }) {
    this.#sink = context.sink;
    this.#clock = context.clock;
    this.#routes = new Routes(context.feed, context.proxySetting);
    this.#cookies = new Cookies(() => {
      context.sink.error(context.clock.nowMs(), tooManyCookies().info);
    });
  }

  /**
   * Resolves with the first answer that is no redirect, its body unread. Redirects before it are requests of
   * their own, ended as `redirected`; their bodies are read, so that their connection can be used again.
   * @throws InspectorError where no answer came, or the signal's reason where it aborted
   */
  async request(first: ExchangeRequest, signal: AbortSignal): Promise<Exchange> {
    let request = first;
    for (let hops = 0; ; hops += 1) {
      const exchange = await this.#exchange(request, signal);
      const location = exchange.header('location');
      if (!isRedirect(exchange.status, location)) return exchange;
      try {
        if (hops === MAX_REDIRECTS) throw tooManyRedirects(first.url);
        request = redirected(request, exchange.status, location);
        await readBeginning(exchange);
        exchange.end('redirected');
      } catch (error) {
        throw exchange.fail(error);
      }
    }
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    this.#sink.connectionWire(await this.#routes.close());
  }

  async #exchange(request: ExchangeRequest, signal: AbortSignal): Promise<Exchange> {
    const context = { sink: this.#sink, clock: this.#clock, routes: this.#routes };
    for (;;) {
      signal.throwIfAborted();
      const headers = this.#cookies.addTo(request.headers, request.url);
      const exchange = new Exchange(context, { ...request, headers }, signal);
      try {
        await exchange.send();
        this.#cookies.take(exchange.setCookies, request.url);
        return exchange;
      } catch (error) {
        // The server closed an idle connection just as it was used again: the next one is asked (RFC 9112, 9.3.1).
        const canRetry = exchange.isOnStaleConnection && IDEMPOTENT_METHODS.includes(request.httpMethod);
        if (signal.aborted || !canRetry) throw error;
      }
    }
  }
}
