import type { CaptureLog } from '../../src/engine/captureLog.ts';
import type { Direction, FrameKind, OrderMark } from '../../src/protocol/frame.ts';
import type { RequestRecord } from '../../src/protocol/request.ts';

export interface CollectedFrame {
  readonly captureId: number;
  readonly seq: number;
  readonly atMs: number;
  readonly direction: Direction;
  readonly kind: FrameKind;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly isBinary: boolean;
  readonly requestIndex: number;
  readonly id: string | null;
  readonly event: string | null;
  readonly mark: OrderMark | null;
}

/** A log that keeps everything as objects, for tests to look at. */
export class CollectingLog implements CaptureLog {
  readonly frames: CollectedFrame[] = [];
  readonly #requests = new Map<string, RequestRecord>();

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
  ): void {
    const bytes = payload.slice();
    const text = new TextDecoder().decode(bytes);
    this.frames.push({
      captureId,
      seq,
      atMs,
      direction,
      kind,
      bytes,
      text,
      isBinary,
      requestIndex,
      id,
      event,
      mark,
    });
  }

  putRequest(request: RequestRecord): void {
    this.#requests.set(`${request.captureId}/${request.index}`, request);
  }

  get requests(): readonly RequestRecord[] {
    return [...this.#requests.values()];
  }

  get messages(): readonly CollectedFrame[] {
    return this.frames.filter((frame) => frame.kind === 'message');
  }

  get texts(): readonly string[] {
    return this.messages.map((frame) => frame.text);
  }
}
