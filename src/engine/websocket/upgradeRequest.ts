import type { Feed } from '../../protocol/feed.ts';
import type { ExchangeRequest } from '../http/exchangeRequest.ts';
import { hasHeader, headersOf } from '../http/requestHeaders.ts';

/** Defaults of an HTTP request that say nothing in an upgrade, or that the upgrade itself says otherwise. */
const NOT_IN_UPGRADE = ['Accept', 'Accept-Encoding', 'Connection'];

/** The first request of a WebSocket: its address is an HTTP one, as redirects take it (RFC 6455, section 4.1). */
export function upgradeRequestOf(feed: Feed, url: URL): ExchangeRequest {
  return {
    purpose: 'upgrade',
    httpMethod: 'GET',
    url: new URL(url.href.replace(/^ws/, 'http')),
    accept: '*/*',
    headers: feed.headers,
    body: null,
  };
}

/** As it is shown: `ws:` and `wss:`. */
export function webSocketUrl({ url }: ExchangeRequest): URL {
  return new URL(url.href.replace(/^http/, 'ws'));
}

/** The fields that an upgrade has besides those of RFC 6455, section 4.1, which `ws` sets. */
export function upgradeHeadersOf(
  request: ExchangeRequest,
): readonly (readonly [string, string | string[]])[] {
  return Object.entries(headersOf(request)).filter(
    ([name]) => !NOT_IN_UPGRADE.includes(name) || hasHeader(request.headers, name),
  );
}
