import type { Direction, FrameKind, OrderMark } from '../protocol/frame.ts';
import type { RequestRecord } from '../protocol/request.ts';

/** Where a capture puts what it has counted: a session's log, or a terminal. */
export interface CaptureLog {
  /**
   * Takes one frame. Called at full rate, hence no object. The payload is copied before this returns.
   * @param seq place within the capture, from 0
   * @param event SSE event name; null where none was given
   */
  append(
    captureId: number,
    seq: number,
    atMs: number,
    direction: Direction,
    kind: FrameKind,
    payload: Uint8Array,
    isBinary: boolean,
    requestIndex: number,
    id: string | null,
    event: string | null,
    mark: OrderMark | null,
  ): void;
  /** Takes a request as it now stands; the same index again replaces it. */
  putRequest(request: RequestRecord): void;
}
