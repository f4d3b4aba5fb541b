import type { ErrorInfo } from './errors.ts';

/**
 * Bytes as they cross the socket above TLS (design word "wire bytes"): heads, framing and bodies, after
 * compression. TCP/IP and TLS are not in it.
 */
export interface WireBytes {
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

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
  /** Heads as they crossed the wire, CRLF line ends, the blank line included. */
  readonly requestHead: string;
  readonly responseHead: string | null;
  readonly wire: WireBytes;
  readonly outcome: RequestOutcome;
  readonly messageCount: number;
  readonly error: ErrorInfo | null;
  /** The beginning of the body where it explains a failure. */
  readonly failureBody: string | null;
}
