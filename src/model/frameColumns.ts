/**
 * The columns of a frame block: one typed array each, as views of one buffer, laid out as they are stored
 * (docs/recording-format.md): a header of 16 bytes, then the columns in this order, then the bytes of the ids.
 */
export interface FrameColumns {
  readonly atMs: Float64Array<ArrayBuffer>;
  readonly seq: Float64Array<ArrayBuffer>;
  readonly captureId: Uint32Array<ArrayBuffer>;
  readonly requestIndex: Uint32Array<ArrayBuffer>;
  /** Where the frame's payload ends in the block's payload; it begins where the one before ends. */
  readonly payloadEnd: Uint32Array<ArrayBuffer>;
  /** Where the frame's id ends in the block's id bytes. */
  readonly idEnd: Uint32Array<ArrayBuffer>;
  /** Place in the event name dictionary; 0: none. */
  readonly event: Uint16Array<ArrayBuffer>;
  /** See frameFlags.ts. */
  readonly flags: Uint8Array<ArrayBuffer>;
}

export const COLUMNS_VERSION = 1;
/** u32 version, u32 frame count, u32 id bytes, u32 zero; a multiple of 8, so that the 64-bit columns are aligned. */
export const COLUMNS_HEADER_BYTES = 16;
/** What a frame takes in all columns together, its id and payload not counted. */
export const COLUMN_BYTES_PER_FRAME = 8 + 8 + 4 + 4 + 4 + 4 + 2 + 1;

/** @param byteOffset where the header begins; a multiple of 8 */
export function viewColumns(buffer: ArrayBuffer, byteOffset: number, capacity: number): FrameColumns {
  const doubles = byteOffset + COLUMNS_HEADER_BYTES;
  const words = doubles + 16 * capacity;
  return {
    atMs: new Float64Array(buffer, doubles, capacity),
    seq: new Float64Array(buffer, doubles + 8 * capacity, capacity),
    captureId: new Uint32Array(buffer, words, capacity),
    requestIndex: new Uint32Array(buffer, words + 4 * capacity, capacity),
    payloadEnd: new Uint32Array(buffer, words + 8 * capacity, capacity),
    idEnd: new Uint32Array(buffer, words + 12 * capacity, capacity),
    event: new Uint16Array(buffer, words + 16 * capacity, capacity),
    flags: new Uint8Array(buffer, words + 18 * capacity, capacity),
  };
}

export function allocateColumns(capacity: number): FrameColumns {
  const buffer = new ArrayBuffer(COLUMNS_HEADER_BYTES + COLUMN_BYTES_PER_FRAME * capacity);
  return viewColumns(buffer, 0, capacity);
}

/**
 * Copies frames `from` to `to` into `target` at `at`.
 * @param payloadShift added to the payload ends, where the payload moves
 * @param idShift added to the id ends
 */
export function copyColumns(
  source: FrameColumns,
  from: number,
  to: number,
  target: FrameColumns,
  at: number,
  payloadShift: number,
  idShift: number,
): void {
  target.atMs.set(source.atMs.subarray(from, to), at);
  target.seq.set(source.seq.subarray(from, to), at);
  target.captureId.set(source.captureId.subarray(from, to), at);
  target.requestIndex.set(source.requestIndex.subarray(from, to), at);
  target.event.set(source.event.subarray(from, to), at);
  target.flags.set(source.flags.subarray(from, to), at);
  copyEnds(source.payloadEnd, from, to, target.payloadEnd, at, payloadShift);
  copyEnds(source.idEnd, from, to, target.idEnd, at, idShift);
}

function copyEnds(
  source: Uint32Array,
  from: number,
  to: number,
  target: Uint32Array,
  at: number,
  shift: number,
): void {
  target.set(source.subarray(from, to), at);
  if (shift === 0) return;
  const end = at + to - from;
  for (let index = at; index < end; index++) target[index] = (target[index] ?? 0) + shift;
}
