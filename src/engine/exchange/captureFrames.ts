import type { FrameBlock } from '../../model/frameBlock.ts';
import { directionOf, isBinary, kindOf } from '../../model/frameFlags.ts';
import type { TimeRange } from '../../model/timelineScale.ts';
import type { Direction, FrameKind } from '../../protocol/frame.ts';
import type { FrameLog } from '../log/frameLog.ts';

/** A frame of a recording with its payload: a view, valid until the next frame is asked for. */
export interface RecordedFrame {
  readonly captureId: number;
  readonly seq: number;
  readonly atMs: number;
  readonly direction: Direction;
  readonly kind: FrameKind;
  readonly isBinary: boolean;
  readonly requestIndex: number;
  readonly payload: Uint8Array;
  readonly id: string | null;
  readonly event: string | null;
  /** A received pong: from its ping to it. */
  readonly roundTripMs: number | null;
}

/** Which frames: those of these captures, from a moment to another (included), in ms since the Unix epoch. */
export interface FrameRange extends TimeRange {
  readonly captureIds: ReadonlySet<number>;
}

/** Frames of a log in order of arrival. It holds no block: where several are read at once, the log's cache serves them. */
export class FrameCursor {
  readonly #frames: FrameLog;
  readonly #range: FrameRange;
  readonly #onFrame: () => void;
  #row: number;

  /** @param onFrame called for each frame that is taken */
  constructor(frames: FrameLog, range: FrameRange, onFrame: () => void) {
    this.#frames = frames;
    this.#range = range;
    this.#onFrame = onFrame;
    this.#row = frames.droppedRows;
  }

  /** Of the next frame; null: there is none. */
  peek(): Pick<RecordedFrame, 'requestIndex' | 'atMs'> | null {
    const place = this.#seek();
    if (place === null) return null;
    const { requestIndex, atMs } = place.block.columns;
    return { requestIndex: requestIndex[place.index] ?? 0, atMs: atMs[place.index] ?? 0 };
  }

  next(): RecordedFrame | null {
    const place = this.#seek();
    if (place === null) return null;
    this.#row += 1;
    this.#onFrame();
    return frameAt(this.#frames, place.block, place.index);
  }

  #seek(): { readonly block: FrameBlock; readonly index: number } | null {
    const { captureIds, fromMs, toMs } = this.#range;
    for (;;) {
      const span = this.#frames.spanAt(this.#row);
      if (span === null) return null;
      if (span.captureIds !== null && !span.captureIds.some((captureId) => captureIds.has(captureId))) {
        this.#row = span.endRow;
        continue;
      }
      const found = this.#frames.blockAt(this.#row);
      if (found === null) return null;
      const { block, firstRow } = found;
      for (let index = this.#row - firstRow; index < block.count; index++) {
        const atMs = block.columns.atMs[index] ?? 0;
        if (captureIds.has(block.columns.captureId[index] ?? 0) && atMs >= fromMs && atMs <= toMs) {
          this.#row = firstRow + index;
          return { block, index };
        }
      }
      this.#row = firstRow + block.count;
    }
  }
}

function frameAt(frames: FrameLog, block: FrameBlock, index: number): RecordedFrame {
  const { captureId, seq, atMs, flags, requestIndex, event } = block.columns;
  const bits = flags[index] ?? 0;
  const kind = kindOf(bits);
  const idBytes = block.idOf(index);
  const id = idBytes === null ? null : viewOf(idBytes).toString('utf8');
  // A pong has no id, and its round trip in the place of one.
  const isPong = kind === 'pong';
  return {
    captureId: captureId[index] ?? 0,
    seq: seq[index] ?? 0,
    atMs: atMs[index] ?? 0,
    direction: directionOf(bits),
    kind,
    isBinary: isBinary(bits),
    requestIndex: requestIndex[index] ?? 0,
    payload: block.payloadOf(index),
    id: isPong ? null : id,
    event: frames.eventName(event[index] ?? 0),
    roundTripMs: isPong && id !== null ? Number(id) : null,
  };
}

export function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
