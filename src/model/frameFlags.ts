import { FRAME_KINDS, type Direction, type FrameKind, type OrderMark } from '../protocol/frame.ts';

/*
 * A frame's small facts in one byte. The layout is part of the recording format (docs/recording-format.md):
 * bit 0 sent, bits 1–3 kind (place in FRAME_KINDS), bit 4 binary, bits 5–6 mark, bit 7 has an id.
 */
const SENT = 0x01;
const KIND_SHIFT = 1;
const KIND_MASK = 0x07;
const BINARY = 0x10;
const DUPLICATE = 0x20;
const OUT_OF_ORDER = 0x40;
const HAS_ID = 0x80;

export function packFlags(
  direction: Direction,
  kind: FrameKind,
  isBinary: boolean,
  mark: OrderMark | null,
): number {
  let flags = direction === 'out' ? SENT : 0;
  // Nearly every frame is a message, which is 0: no search for those.
  if (kind !== 'message') flags |= FRAME_KINDS.indexOf(kind) << KIND_SHIFT;
  if (isBinary) flags |= BINARY;
  if (mark !== null) flags |= mark === 'duplicate' ? DUPLICATE : OUT_OF_ORDER;
  return flags;
}

export function withId(flags: number): number {
  return flags | HAS_ID;
}

export function hasId(flags: number): boolean {
  return (flags & HAS_ID) !== 0;
}

export function isSent(flags: number): boolean {
  return (flags & SENT) !== 0;
}

export function directionOf(flags: number): Direction {
  return isSent(flags) ? 'out' : 'in';
}

/** A kind this version does not know, from a damaged file, reads as a message. */
export function kindOf(flags: number): FrameKind {
  return FRAME_KINDS[(flags >> KIND_SHIFT) & KIND_MASK] ?? 'message';
}

export function isMessage(flags: number): boolean {
  return ((flags >> KIND_SHIFT) & KIND_MASK) === 0;
}

export function isBinary(flags: number): boolean {
  return (flags & BINARY) !== 0;
}

export function markOf(flags: number): OrderMark | null {
  if ((flags & DUPLICATE) !== 0) return 'duplicate';
  return (flags & OUT_OF_ORDER) !== 0 ? 'out-of-order' : null;
}
