import { validateHeaderName, validateHeaderValue } from 'node:http';
import { ACCEPTED } from '../../model/estimate/clientFields.ts';
import { InspectorError } from '../../protocol/errors.ts';
import type { Feed } from '../../protocol/feed.ts';
import { fromNetworkError } from '../errors/networkErrors.ts';
import type { ExchangeRequest } from '../http/exchangeRequest.ts';
import { isRedirect, redirected } from '../http/redirects.ts';
import { feedHeaders, headersOf, withoutHeaders } from '../http/requestHeaders.ts';

/** Defaults of an HTTP request that say nothing in an upgrade, or that the upgrade itself says otherwise. */
const NOT_IN_UPGRADE: readonly string[] = ['Accept', 'Accept-Encoding', 'Connection'];
/** What the handshake itself has to say (RFC 6455, section 4.1): with another value it could not succeed. */
const HANDSHAKE_HEADERS: readonly string[] = [
  'connection',
  'upgrade',
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-extensions',
];
const PROTOCOL_HEADER = 'Sec-WebSocket-Protocol';
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * The sub-protocols to offer: the feed's, and those that it gives as a header.
 * @throws InspectorError `invalid-option` where one is no token or comes twice (RFC 6455, section 4.1)
 */
export function subprotocolsOf(feed: Feed): readonly string[] {
  const given = feed.headers
    .filter(([name]) => name.toLowerCase() === PROTOCOL_HEADER.toLowerCase())
    .flatMap(([, value]) => value.split(',').map((protocol) => protocol.trim()));
  const subprotocols = [...feed.subprotocols, ...given];
  const wrong = subprotocols.find(
    (subprotocol, index) => !TOKEN.test(subprotocol) || subprotocols.indexOf(subprotocol) < index,
  );
  if (wrong === undefined) return subprotocols;
  throw new InspectorError(
    'invalid-option',
    `"${wrong}" cannot be offered as a sub-protocol`,
    'give each once, as a name without spaces or commas',
  );
}

/**
 * The first request of a WebSocket: its address is an HTTP one, as redirects take it (RFC 6455, section 4.1).
 * @throws InspectorError `invalid-option` where a header cannot be sent, or is the handshake's own
 */
export function upgradeRequestOf(feed: Feed, url: URL): ExchangeRequest {
  for (const [name] of feed.headers) {
    if (HANDSHAKE_HEADERS.includes(name.toLowerCase())) throw handshakeHeader(name);
  }
  const request: ExchangeRequest = {
    purpose: 'upgrade',
    httpMethod: 'GET',
    url: httpUrl(url.href),
    accept: ACCEPTED.websocket,
    headers: withoutHeaders(feedHeaders(feed), PROTOCOL_HEADER),
    body: null,
    isCompressed: false,
  };
  checkHeaders(request);
  return request;
}

/** As it is shown: `ws:` and `wss:`. */
export function webSocketUrl({ url }: ExchangeRequest): URL {
  return new URL(url.href.replace(/^http/, 'ws'));
}

/** The fields that an upgrade has besides those of RFC 6455, section 4.1, which `ws` sets. */
export function upgradeHeadersOf(
  request: ExchangeRequest,
): readonly (readonly [string, string | string[]])[] {
  const own = new Set(request.headers.map(([name]) => name.toLowerCase()));
  return Object.entries(headersOf(request)).filter(
    ([name]) => !NOT_IN_UPGRADE.includes(name) || own.has(name.toLowerCase()),
  );
}

/**
 * The request that an answer redirects to; null where it does not redirect.
 * @throws InspectorError `invalid-response` where the location is no address of HTTP or WebSocket
 */
export function redirectOf(
  request: ExchangeRequest,
  status: number,
  location: string | null,
): ExchangeRequest | null {
  if (!isRedirect(status, location)) return null;
  const next = redirected(request, status, location.replace(/^ws(?=s?:)/i, 'http'));
  return { ...next, url: httpUrl(next.url.href) };
}

/** A fragment means nothing to a WebSocket and is an error (RFC 6455, section 3); browsers leave it out, and so do we. */
function httpUrl(href: string): URL {
  const url = new URL(href.replace(/^ws/, 'http'));
  url.hash = '';
  return url;
}

/** Before `ws` makes a request of them: one that fails in between fails without anybody to hear of it. */
function checkHeaders(request: ExchangeRequest): void {
  try {
    for (const [name, value] of upgradeHeadersOf(request)) {
      validateHeaderName(name);
      for (const one of [value].flat()) validateHeaderValue(name, one);
    }
  } catch (error) {
    throw fromNetworkError(error, request.url);
  }
}

function handshakeHeader(name: string): InspectorError {
  return new InspectorError(
    'invalid-option',
    `the header ${name} belongs to the handshake, which sets it itself`,
    'leave it out',
  );
}
