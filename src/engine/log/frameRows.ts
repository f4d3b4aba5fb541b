import type { FrameRow } from '../../protocol/frame.ts';
import { PREVIEW_CHARACTERS } from '../../protocol/limits.ts';
import type { FrameBlock } from '../../model/frameBlock.ts';
import { directionOf, isBinary, kindOf, markOf } from '../../model/frameFlags.ts';
import type { EventNames } from './eventNames.ts';

/** A UTF-16 unit takes at most three bytes of UTF-8, a malformed byte included; a sequence cut at the end adds three. */
const PREVIEW_BYTES = 3 * PREVIEW_CHARACTERS + 3;

/** The frame at a place in a block as a list shows it. */
export function toRow(block: FrameBlock, firstRow: number, index: number, names: EventNames): FrameRow {
  const { captureId, seq, atMs, flags, requestIndex, event } = block.columns;
  const bits = flags[index] ?? 0;
  const id = block.idOf(index);
  return {
    row: firstRow + index,
    captureId: captureId[index] ?? 0,
    seq: seq[index] ?? 0,
    atMs: atMs[index] ?? 0,
    direction: directionOf(bits),
    kind: kindOf(bits),
    isBinary: isBinary(bits),
    sizeBytes: block.payloadLength(index),
    requestIndex: requestIndex[index] ?? 0,
    id: id === null || kindOf(bits) === 'pong' ? null : toText(id),
    event: names.nameAt(event[index] ?? 0),
    mark: markOf(bits),
    // A pong has no id, and its round trip in the place of one.
    roundTripMs: id !== null && kindOf(bits) === 'pong' ? Number(toText(id)) : null,
    preview: preview(block.payloadOf(index), isBinary(bits)),
  };
}

/** The payload's beginning: malformed UTF-8 reads as U+FFFD, control characters stay as they are, binary is hexadecimal. */
function preview(payload: Uint8Array, isHex: boolean): string {
  if (isHex) return asBuffer(payload.subarray(0, PREVIEW_CHARACTERS / 2)).toString('hex');
  const text = toText(payload.subarray(0, PREVIEW_BYTES));
  if (text.length <= PREVIEW_CHARACTERS) return text;
  const isPairCut = isHighSurrogate(text.charCodeAt(PREVIEW_CHARACTERS - 1));
  return text.slice(0, isPairCut ? PREVIEW_CHARACTERS - 1 : PREVIEW_CHARACTERS);
}

function toText(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('utf8');
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
