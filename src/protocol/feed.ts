import { MAX_MESSAGE_BYTES } from './limits.ts';
import type { Method, MethodChoice } from './method.ts';
import type { Outgoing } from './outgoing.ts';

/** A header field as it is sent: name and value, in order, repeats allowed. */
export type HeaderField = readonly [name: string, value: string];

/** Where a polling feed's position is read from, and where the next request carries it. */
export interface CursorRule {
  readonly from:
    | { readonly kind: 'json-path'; readonly path: string }
    | { readonly kind: 'header'; readonly name: string };
  readonly to: { readonly kind: 'query' | 'header'; readonly name: string };
}

/** Credentials for the `Authorization` field: Basic (RFC 7617) or Bearer (RFC 6750, section 2.1). */
export type Auth =
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string };

/** `auto`: what ALPN selects (RFC 7301) over TLS, else 1.1. `2`: without TLS by prior knowledge (RFC 9113, section 3.3). */
export const HTTP_VERSIONS = ['auto', '1.1', '2'] as const;
export type HttpVersion = (typeof HTTP_VERSIONS)[number];

/** In place of a proxy's URL: none, whatever the editor or the environment says. */
export const NO_PROXY = 'none';

/** A feed with every option decided. All paths are JSONPath (RFC 9535). */
export interface Feed {
  readonly url: string;
  readonly method: Method;
  /** A short name for lanes and columns; the URL's host and path where it is null. */
  readonly name: string | null;
  readonly headers: readonly HeaderField[];
  readonly auth: Auth | null;
  /** The `Origin` to state, as a page's requests have it (RFC 6454, section 7). */
  readonly origin: string | null;
  readonly httpMethod: string;
  readonly body: string | null;
  /** Polling and SSE: the version of HTTP. A WebSocket is upgraded from HTTP/1.1. */
  readonly httpVersion: HttpVersion;
  /** Whether compression is offered: content codings of HTTP, `permessage-deflate` of a WebSocket. */
  readonly isCompressed: boolean;
  /** The largest message or decoded poll body taken; a larger one ends the capture or fails the poll. */
  readonly maxMessageBytes: number;
  /** Short polling: from the start of one request to the start of the next. */
  readonly intervalMs: number;
  /** Short polling: how much later than its tick a request starts at most, at random, as a share of the interval. */
  readonly jitterShare: number;
  /** Polling: how long the client waits for an answer. Then a long poll is empty, and a short one has failed. */
  readonly timeoutMs: number;
  readonly cursor: CursorRule | null;
  /** Polling: the messages in a body. Null: each item of a body that is a JSON array, else the whole body. */
  readonly split: string | null;
  /** A message's identity within its payload. Null: an SSE `id:`, or a polled item's own `id` member. */
  readonly id: string | null;
  /** A message's own time within its payload: RFC 3339 text, or Unix seconds, ms, µs or ns by magnitude. */
  readonly time: string | null;
  readonly subprotocols: readonly string[];
  /** WebSocket: sent in this order as soon as it is open. */
  readonly sends: readonly Outgoing[];
  /** WebSocket: from one ping to the next; one that is not answered by then has lost the connection. Null: no pings. */
  readonly pingIntervalMs: number | null;
  /** WebSocket: whether one that was open and is lost is made anew, as event streams always are. Browsers do not. */
  readonly isReconnected: boolean;
  /** SSE: the `Last-Event-ID` of the first request. */
  readonly lastEventId: string | null;
  /** Whether the server's certificate must be trusted. */
  readonly isTlsVerified: boolean;
  /** Path of a file of PEM certificates that are trusted besides the machine's own. */
  readonly caFile: string | null;
  /** Paths of the client's own PEM certificate, with its chain, and of its private key. */
  readonly certFile: string | null;
  readonly keyFile: string | null;
  /** Of the private key. */
  readonly keyPassphrase: string | null;
  /** Null: as the editor or the environment says; NO_PROXY: none. */
  readonly proxyUrl: string | null;
  /** A Unix socket, or a named pipe of Windows, to connect to in place of the URL's host and port. */
  readonly socketPath: string | null;
}

/** What a user has to give; everything else has a default that needs no touch. */
export type FeedInput = Pick<Feed, 'url' | 'method'> & Partial<Feed>;

/** What the user has set for feeds that do not say otherwise. */
export type FeedDefaults = Pick<Feed, 'intervalMs' | 'timeoutMs' | 'maxMessageBytes'>;

/** The same where the method may still have to be found out. */
export type StartFeed = Omit<FeedInput, 'method'> & { readonly method: MethodChoice };

export const FEED_DEFAULTS: Readonly<Omit<Feed, 'url' | 'method'>> = {
  name: null,
  headers: [],
  auth: null,
  origin: null,
  httpMethod: 'GET',
  body: null,
  httpVersion: 'auto',
  isCompressed: true,
  maxMessageBytes: MAX_MESSAGE_BYTES,
  intervalMs: 5_000,
  jitterShare: 0,
  timeoutMs: 60_000,
  cursor: null,
  split: null,
  id: null,
  time: null,
  subprotocols: [],
  sends: [],
  pingIntervalMs: null,
  isReconnected: false,
  lastEventId: null,
  isTlsVerified: true,
  caFile: null,
  certFile: null,
  keyFile: null,
  keyPassphrase: null,
  proxyUrl: null,
  socketPath: null,
};

export function completeFeed(input: FeedInput): Feed {
  return { ...FEED_DEFAULTS, ...input };
}
