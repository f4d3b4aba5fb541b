/** One thing seen on a live connection. `comment` and `retry` are SSE's; `ping`, `pong` and `close` are WebSocket's. */
export const FRAME_KINDS = ['message', 'ping', 'pong', 'close', 'comment', 'retry'] as const;

export type FrameKind = (typeof FRAME_KINDS)[number];

/** `in`: from the server. */
export type Direction = 'in' | 'out';

/** What a message's identity says about its place: seen before, or behind one that came earlier. */
export type OrderMark = 'duplicate' | 'out-of-order';

/** A line of the message list: everything but the payload, of which it has the beginning. */
export interface FrameRow {
  /** Place in the session's log, from 0: all captures in order of arrival. */
  readonly row: number;
  readonly captureId: number;
  /** Place within its capture, from 0. */
  readonly seq: number;
  /** Milliseconds since the Unix epoch, fractional. */
  readonly atMs: number;
  readonly direction: Direction;
  readonly kind: FrameKind;
  readonly isBinary: boolean;
  readonly sizeBytes: number;
  /** Index, within its capture, of the request that brought it. */
  readonly requestIndex: number;
  readonly id: string | null;
  /** SSE event name; null where there is none or it is the default `message`. */
  readonly event: string | null;
  readonly mark: OrderMark | null;
  /** A received pong: from its ping to it, in ms. Null: any other frame, and a pong that nobody asked for. */
  readonly roundTripMs: number | null;
  /** At most PREVIEW_CHARACTERS; hexadecimal for binary payloads. */
  readonly preview: string;
}

/** One frame in full. */
export interface FrameBody {
  readonly row: FrameRow;
  /** The payload's first MAX_BODY_BYTES_SHOWN bytes. */
  readonly payload: Uint8Array;
}
