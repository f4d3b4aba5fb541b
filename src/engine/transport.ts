import type { Feed } from '../protocol/feed.ts';
import type { Direction, FrameKind } from '../protocol/frame.ts';
import type { ErrorInfo } from '../protocol/errors.ts';
import type { Outgoing } from '../protocol/outgoing.ts';
import type {
  ConnectionInfo,
  RequestOutcome,
  RequestPhases,
  RequestPurpose,
  Wire,
} from '../protocol/request.ts';
import type { Clock } from './clock.ts';
import type { ProxySetting } from './net/proxies.ts';

/** What is known of a request when it is made. */
export interface RequestStart {
  readonly purpose: RequestPurpose;
  readonly httpMethod: string;
  readonly url: string;
  readonly startedAtMs: number;
}

/** What becomes known of a request while it runs. Fields left out keep their value. */
export interface RequestUpdate {
  readonly httpVersion?: string;
  readonly status?: number;
  readonly statusText?: string;
  readonly phases?: RequestPhases;
  readonly isConnectionReused?: boolean;
  readonly connection?: ConnectionInfo;
  /** As sent, CRLF line ends, the blank line included. */
  readonly requestHead?: string;
  readonly responseHead?: string;
  readonly responseTrailers?: string | null;
  readonly outcome?: RequestOutcome;
  readonly error?: ErrorInfo;
  readonly failureBody?: string;
}

export interface RequestEnd extends RequestUpdate {
  readonly endedAtMs: number;
  readonly outcome: RequestOutcome;
}

/** Where a transport reports on one request. The capture counts from these; nothing is reported twice. */
export interface RequestRecorder {
  /** Place within the capture, for the frames that this request brings. */
  readonly index: number;
  /** Read whenever counters are, until `end`: the wire bytes of this request so far. */
  meter(read: () => Wire): void;
  update(update: RequestUpdate): void;
  /** The last report; the meter is read once more and then dropped. */
  end(end: RequestEnd): void;
}

/** Where a transport reports what it sees. Implemented by the capture; a transport keeps no counts of its own. */
export interface CaptureSink {
  beginRequest(start: RequestStart): RequestRecorder;
  /**
   * A message. Called for every one at full rate, hence no object. The payload is copied before this returns:
   * the caller may reuse its buffer.
   * @param id the message's identity as the protocol gives it; the sink applies the feed's `id` path itself
   * @param event SSE event name; null where none was given
   */
  message(
    atMs: number,
    direction: Direction,
    payload: Uint8Array,
    isBinary: boolean,
    requestIndex: number,
    id: string | null,
    event: string | null,
  ): void;
  /** A frame that is not a message. The payload is what it carried: a close's is its code and reason in words. */
  control(
    atMs: number,
    direction: Direction,
    kind: Exclude<FrameKind, 'message'>,
    payload: Uint8Array,
    requestIndex: number,
    roundTripMs?: number | null,
  ): void;
  /** What crossed a connection for none of its requests: HTTP/2's frames after the last one. */
  connectionWire(wire: Wire): void;
  /** The connection answered, or answered again: frames can come. */
  opened(atMs: number): void;
  /** The connection was lost, or a poll failed; the next attempt is due at `retryAtMs`. */
  reconnecting(atMs: number, retryAtMs: number, error: ErrorInfo | null): void;
  /** Short polling: a tick passed while a request was still under way. */
  skippedTick(): void;
  /** An error that does not end the capture. */
  error(atMs: number, error: ErrorInfo): void;
}

/** What a transport is given besides its feed. */
export interface TransportContext {
  readonly feed: Feed;
  readonly sink: CaptureSink;
  readonly clock: Clock;
  /** Between 0 and 1, for jitter. */
  readonly random: () => number;
  /** The editor's proxy; null: as the environment says. */
  readonly proxySetting: ProxySetting | null;
}

export interface Transport {
  /**
   * Runs the feed to its end. Resolves when the server ended it in a clean way; rejects with an InspectorError
   * when it could not connect or failed; when `signal` aborts, closes in the protocol's own way, reports its
   * open requests as ended, and resolves.
   */
  run(signal: AbortSignal): Promise<void>;
  /** Resolves when it is written; rejects with `not-open` where nothing is open or the method cannot send. */
  send(outgoing: Outgoing): Promise<void>;
}
