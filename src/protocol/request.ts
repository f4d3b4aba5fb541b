import type { ErrorInfo } from './errors.ts';

/**
 * Bytes as they cross the socket above TLS (design word "wire bytes"): heads, framing and bodies, after
 * compression. TCP/IP and TLS are not in it.
 */
export interface WireBytes {
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

/** Where wire bytes went. Heads, framing and payload add up to all of them. */
export interface WireParts {
  /** HTTP heads, interim ones included; for HTTP/2 the field blocks as they are compressed (RFC 7541), trailers too. */
  readonly heads: WireBytes;
  /** Chunk sizes and trailers (RFC 9112, section 7.1), HTTP/2 and WebSocket frame headers, and control frames. */
  readonly framing: WireBytes;
  /** Bodies and WebSocket messages as they cross the wire: after compression. */
  readonly payload: WireBytes;
  /** The same payload with its compression undone; not one of the three. */
  readonly decoded: WireBytes;
}

export interface Wire extends WireBytes {
  readonly parts: WireParts;
}

export const NO_WIRE_BYTES: WireBytes = { receivedBytes: 0, sentBytes: 0 };
export const NO_WIRE: Wire = {
  ...NO_WIRE_BYTES,
  parts: { heads: NO_WIRE_BYTES, framing: NO_WIRE_BYTES, payload: NO_WIRE_BYTES, decoded: NO_WIRE_BYTES },
};

export type RequestPurpose = 'poll' | 'stream' | 'upgrade';

/**
 * What came of a request. `pending`: no answer yet; `streaming`: an open stream or upgraded connection;
 * `streamed`: one that has ended; `redirected`: answered with another address; `cancelled`: ended by this client.
 */
export type RequestOutcome =
  | 'pending'
  | 'streaming'
  | 'streamed'
  | 'messages'
  | 'empty'
  | 'unchanged'
  | 'redirected'
  | 'failed'
  | 'cancelled';

/** Durations in ms. Null: the phase did not happen (a reused connection has no DNS, TCP or TLS phase) or has not yet. */
export interface RequestPhases {
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  /** From the request written to the first byte of the answer: for a long poll, the hold. */
  readonly waitMs: number | null;
  /** From the first byte of the answer to its last. */
  readonly transferMs: number | null;
}

/** What a connection runs over. */
export interface ConnectionInfo {
  /** Address and port, or the path of a Unix socket; of the proxy where there is one. */
  readonly remote: string;
  /** Host and port of the proxy; null: straight to the server. */
  readonly proxy: string | null;
  /** The version of TLS, for example `TLSv1.3`; null: none. */
  readonly tls: string | null;
  /** Whether the server's certificate was checked and is trusted; null without TLS. */
  readonly isTrusted: boolean | null;
}

/** One HTTP request with its response; a WebSocket upgrade and an SSE (re)connection are requests too. */
export interface RequestRecord {
  readonly captureId: number;
  /** Place within its capture, from 0. */
  readonly index: number;
  readonly purpose: RequestPurpose;
  readonly httpMethod: string;
  readonly url: string;
  readonly httpVersion: string | null;
  readonly status: number | null;
  readonly statusText: string | null;
  /** Milliseconds since the Unix epoch. */
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly phases: RequestPhases;
  readonly isConnectionReused: boolean;
  /** What the connection runs over; null until it stands. */
  readonly connection: ConnectionInfo | null;
  /** From the end of the capture's request before it to its start: what a long poll can miss. Null: the first. */
  readonly idleBeforeMs: number | null;
  /**
   * Heads as they crossed the wire, CRLF line ends, the blank line included. HTTP/2 has no such text: its fields
   * one a line, pseudo-fields first.
   */
  readonly requestHead: string;
  readonly responseHead: string | null;
  /** The fields behind the body (RFC 9110, section 6.5), in the same form; null: none, or the body has not ended. */
  readonly responseTrailers: string | null;
  readonly wire: Wire;
  readonly outcome: RequestOutcome;
  readonly messageCount: number;
  readonly error: ErrorInfo | null;
  /** The beginning of the body where it explains a failure. */
  readonly failureBody: string | null;
}
