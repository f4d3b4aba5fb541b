/** One thing seen on a live connection. `comment` and `retry` are SSE's; `ping`, `pong` and `close` are WebSocket's. */
export const FRAME_KINDS = ['message', 'ping', 'pong', 'close', 'comment', 'retry'] as const;

export type FrameKind = (typeof FRAME_KINDS)[number];

/** What events are called whose names are beyond a limit. */
export const OTHER_EVENTS = '(other)';

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
  /** The payload's first MAX_BODY_BYTES_SHOWN bytes, or MAX_BODY_BYTES_WHOLE where it was read as a whole. */
  readonly payload: Uint8Array;
}

/** What looking for the frame before another has found. */
export interface PreviousFrame {
  /** Null: none was found. */
  readonly row: number | null;
  /** Whether the search ended at MAX_ROWS_LOOKED_BACK, so that there may be one further back. */
  readonly isCutShort: boolean;
}

/** A message as an editor shows it. */
export interface FrameDocument {
  readonly row: FrameRow;
  /** Of the request that brought it; null where that is no longer in the log. */
  readonly url: string | null;
  readonly text: string;
  /** Of a file in its language, by which an editor tells it: `.json`. */
  readonly extension: string;
  /** Payload bytes that are in the text: fewer than the message has where it is larger than an editor takes. */
  readonly shownBytes: number;
}
