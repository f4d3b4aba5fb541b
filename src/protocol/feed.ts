import type { Method } from './method.ts';

/** A header field as it is sent: name and value, in order, repeats allowed. */
export type HeaderField = readonly [name: string, value: string];

/** Where a polling feed's position is read from, and where the next request carries it. */
export interface CursorRule {
  readonly from:
    | { readonly kind: 'json-path'; readonly path: string }
    | { readonly kind: 'header'; readonly name: string };
  readonly to: { readonly kind: 'query' | 'header'; readonly name: string };
}

/** A feed with every option decided. All paths are JSONPath (RFC 9535). */
export interface Feed {
  readonly url: string;
  readonly method: Method;
  /** A short name for lanes and columns; the URL's host and path where it is null. */
  readonly name: string | null;
  readonly headers: readonly HeaderField[];
  readonly httpMethod: string;
  readonly body: string | null;
  /** Short polling: from the start of one request to the start of the next. */
  readonly intervalMs: number;
  /** Long polling: how long the client waits for an answer before it asks anew. */
  readonly timeoutMs: number;
  readonly cursor: CursorRule | null;
  /** Polling: the messages in a body. Null: each item of a body that is a JSON array, else the whole body. */
  readonly split: string | null;
  /** A message's identity within its payload. Null: an SSE `id:`, or a polled item's own `id` member. */
  readonly id: string | null;
  /** A message's own time within its payload: RFC 3339 text, or Unix seconds, ms, µs or ns by magnitude. */
  readonly time: string | null;
  readonly subprotocols: readonly string[];
  /** WebSocket: text messages sent as soon as it is open. */
  readonly sends: readonly string[];
  /** WebSocket: whether one that was open and is lost is made anew, as event streams always are. Browsers do not. */
  readonly isReconnected: boolean;
  /** SSE: the `Last-Event-ID` of the first request. */
  readonly lastEventId: string | null;
  /** Whether the server's certificate must be trusted. */
  readonly isTlsVerified: boolean;
  /** PEM certificates trusted besides the machine's own. */
  readonly ca: string | null;
  readonly proxyUrl: string | null;
}

/** What a user has to give; everything else has a default that needs no touch. */
export type FeedInput = Pick<Feed, 'url' | 'method'> & Partial<Feed>;

export const FEED_DEFAULTS: Readonly<Omit<Feed, 'url' | 'method'>> = {
  name: null,
  headers: [],
  httpMethod: 'GET',
  body: null,
  intervalMs: 5_000,
  timeoutMs: 60_000,
  cursor: null,
  split: null,
  id: null,
  time: null,
  subprotocols: [],
  sends: [],
  isReconnected: false,
  lastEventId: null,
  isTlsVerified: true,
  ca: null,
  proxyUrl: null,
};

export function completeFeed(input: FeedInput): Feed {
  return { ...FEED_DEFAULTS, ...input };
}
