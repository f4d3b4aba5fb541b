import { BLOCK_FRAMES, BLOCK_PAYLOAD_BYTES } from '../protocol/limits.ts';
import {
  allocateColumns,
  COLUMN_BYTES_PER_FRAME,
  COLUMNS_HEADER_BYTES,
  COLUMNS_VERSION,
  copyColumns,
  viewColumns,
  type FrameColumns,
} from './frameColumns.ts';
import { hasId, withId } from './frameFlags.ts';
import { writeUtf8 } from './utf8.ts';

/** What a new block has room for before it grows: little, so that a slow feed takes little. */
const FIRST_FRAMES = 64;
const FIRST_PAYLOAD_BYTES = 8 * 1024;
const FIRST_ID_BYTES = 1024;

/** A block as bytes: docs/recording-format.md gives the layout. */
export interface SerializedBlock {
  readonly columns: Uint8Array<ArrayBuffer>;
  readonly payload: Uint8Array;
}

/**
 * Frames in a row of the log, as columns and one payload buffer: no object per frame. Filled by `append` up to
 * BLOCK_FRAMES frames or BLOCK_PAYLOAD_BYTES bytes (ids counted too); one larger frame fills a block of its own.
 * What a getter returns is a view: it is void once the block is appended to or reset.
 */
export class FrameBlock {
  #count = 0;
  #capacity: number;
  #columns: FrameColumns;
  #idBytes = 0;
  #ids: Uint8Array;
  #payloadBytes = 0;
  #payload: Uint8Array;
  #loadPayload: (() => Uint8Array) | null = null;
  #isReusable = true;

  constructor(capacity = FIRST_FRAMES) {
    this.#capacity = capacity;
    this.#columns = allocateColumns(capacity);
    this.#ids = new Uint8Array(FIRST_ID_BYTES);
    this.#payload = new Uint8Array(FIRST_PAYLOAD_BYTES);
  }

  /**
   * @param columns as `serialize` made them; kept, not copied, where they begin at a multiple of 8
   * @param loadPayload called once, when a payload is first asked for
   * @throws Error where the columns are not of this layout
   */
  static deserialize(columns: Uint8Array, loadPayload: () => Uint8Array): FrameBlock {
    const bytes = aligned(columns);
    const { count, idBytes } = readHeader(bytes);
    const block = new FrameBlock(0);
    block.#capacity = count;
    block.#count = count;
    block.#columns = viewColumns(bytes.buffer, bytes.byteOffset, count);
    block.#idBytes = idBytes;
    block.#ids = bytes.subarray(bytes.length - idBytes);
    block.#payloadBytes = count === 0 ? 0 : (block.#columns.payloadEnd[count - 1] ?? 0);
    block.#loadPayload = loadPayload;
    block.#isReusable = false;
    return block;
  }

  /** The frames of several blocks, in order, in one that can be appended to. */
  static join(parts: readonly FrameBlock[]): FrameBlock {
    const joined = new FrameBlock();
    for (const part of parts) joined.#appendBlock(part);
    return joined;
  }

  get count(): number {
    return this.#count;
  }

  get payloadBytes(): number {
    return this.#payloadBytes;
  }

  /** The columns; only the first `count` entries mean anything. */
  get columns(): FrameColumns {
    return this.#columns;
  }

  /** All payloads, end to end; only the first `payloadBytes` mean anything. */
  get payload(): Uint8Array {
    if (this.#loadPayload !== null) {
      this.#payload = this.#loadPayload();
      if (this.#payload.length !== this.#payloadBytes)
        throw new Error('a block and its payload do not match');
      this.#loadPayload = null;
    }
    return this.#payload;
  }

  /** Memory held, in bytes. */
  get memoryBytes(): number {
    const payload = this.#loadPayload === null ? this.#payload.length : this.#payloadBytes;
    return this.#capacity * COLUMN_BYTES_PER_FRAME + this.#ids.length + payload;
  }

  /** Whether its memory is its own to write again: what was read from a store is not. */
  get isReusable(): boolean {
    return this.#isReusable;
  }

  /** Whether the next frame belongs into a new block. */
  get isFull(): boolean {
    return this.#count >= BLOCK_FRAMES || this.#payloadBytes + this.#idBytes >= BLOCK_PAYLOAD_BYTES;
  }

  /** Whether a frame of this size still belongs here: an empty block takes any. */
  hasRoomFor(sizeBytes: number): boolean {
    if (this.#count === 0) return true;
    return (
      this.#count < BLOCK_FRAMES && this.#payloadBytes + this.#idBytes + sizeBytes <= BLOCK_PAYLOAD_BYTES
    );
  }

  /**
   * Takes a frame; the payload is copied. Called at full rate.
   * @param flags from packFlags
   * @param event place in the event name dictionary; 0: none
   */
  append(
    captureId: number,
    seq: number,
    atMs: number,
    flags: number,
    requestIndex: number,
    event: number,
    payload: Uint8Array,
    id: string | null,
  ): void {
    const index = this.#count;
    if (index === this.#capacity) this.#growFrames(index + 1);
    const payloadEnd = this.#payloadBytes + payload.length;
    if (payloadEnd > this.#payload.length) this.#growPayload(payloadEnd);
    if (id !== null) this.#appendId(id);
    const columns = this.#columns;
    columns.captureId[index] = captureId;
    columns.seq[index] = seq;
    columns.atMs[index] = atMs;
    columns.flags[index] = id === null ? flags : withId(flags);
    columns.requestIndex[index] = requestIndex;
    columns.event[index] = event;
    columns.payloadEnd[index] = payloadEnd;
    columns.idEnd[index] = this.#idBytes;
    this.#payload.set(payload, this.#payloadBytes);
    this.#payloadBytes = payloadEnd;
    this.#count = index + 1;
  }

  /** Empties it for other frames, keeping its memory. */
  reset(): void {
    this.#count = 0;
    this.#idBytes = 0;
    this.#payloadBytes = 0;
  }

  payloadLength(index: number): number {
    return (this.#columns.payloadEnd[index] ?? 0) - this.payloadStart(index);
  }

  payloadStart(index: number): number {
    return index === 0 ? 0 : (this.#columns.payloadEnd[index - 1] ?? 0);
  }

  payloadOf(index: number): Uint8Array {
    return this.payload.subarray(this.payloadStart(index), this.#columns.payloadEnd[index]);
  }

  /** The frame's id as UTF-8; null where it has none. */
  idOf(index: number): Uint8Array | null {
    if (!hasId(this.#columns.flags[index] ?? 0)) return null;
    return this.#ids.subarray(this.#idStart(index), this.#columns.idEnd[index]);
  }

  /** The earliest and latest time in it, from frame `from` on; frames of several captures may be a little out of order. */
  timeSpan(from = 0): { readonly firstMs: number; readonly lastMs: number } {
    let firstMs = Infinity;
    let lastMs = -Infinity;
    for (let index = from; index < this.#count; index++) {
      const atMs = this.#columns.atMs[index] ?? 0;
      if (atMs < firstMs) firstMs = atMs;
      if (atMs > lastMs) lastMs = atMs;
    }
    return { firstMs, lastMs };
  }

  /** The captures that have frames in it, from frame `from` on. */
  captureIds(from = 0): number[] {
    const ids = new Set<number>();
    let last = -1;
    for (let index = from; index < this.#count; index++) {
      const id = this.#columns.captureId[index] ?? 0;
      if (id !== last) ids.add(id);
      last = id;
    }
    return [...ids];
  }

  /** Frames `from` to `to` as bytes. The payload is a view of this block's memory, void once it is reset. */
  serialize(from = 0, to = this.#count): SerializedBlock {
    const count = to - from;
    const idStart = this.#idStart(from);
    const ids = this.#ids.subarray(idStart, to === 0 ? 0 : this.#columns.idEnd[to - 1]);
    const columns = new Uint8Array(COLUMNS_HEADER_BYTES + COLUMN_BYTES_PER_FRAME * count + ids.length);
    const header = new DataView(columns.buffer);
    header.setUint32(0, COLUMNS_VERSION, true);
    header.setUint32(4, count, true);
    header.setUint32(8, ids.length, true);
    const payloadStart = this.payloadStart(from);
    const target = viewColumns(columns.buffer, 0, count);
    copyColumns(this.#columns, from, to, target, 0, -payloadStart, -idStart);
    columns.set(ids, columns.length - ids.length);
    const payloadEnd = to === 0 ? 0 : this.#columns.payloadEnd[to - 1];
    return { columns, payload: this.payload.subarray(payloadStart, payloadEnd) };
  }

  #idStart(index: number): number {
    return index === 0 ? 0 : (this.#columns.idEnd[index - 1] ?? 0);
  }

  #appendBlock(part: FrameBlock): void {
    const at = this.#count;
    const payloadEnd = this.#payloadBytes + part.#payloadBytes;
    const idEnd = this.#idBytes + part.#idBytes;
    this.#growFrames(at + part.#count);
    this.#growPayload(payloadEnd);
    this.#growIds(idEnd);
    copyColumns(part.#columns, 0, part.#count, this.#columns, at, this.#payloadBytes, this.#idBytes);
    this.#payload.set(part.payload.subarray(0, part.#payloadBytes), this.#payloadBytes);
    this.#ids.set(part.#ids.subarray(0, part.#idBytes), this.#idBytes);
    this.#count = at + part.#count;
    this.#payloadBytes = payloadEnd;
    this.#idBytes = idEnd;
  }

  #appendId(id: string): void {
    this.#growIds(this.#idBytes + id.length * 3);
    this.#idBytes = writeUtf8(id, this.#ids, this.#idBytes);
  }

  #growFrames(needed: number): void {
    if (needed <= this.#capacity) return;
    const capacity = Math.max(needed, Math.min(2 * this.#capacity, BLOCK_FRAMES));
    const grown = allocateColumns(capacity);
    copyColumns(this.#columns, 0, this.#count, grown, 0, 0, 0);
    this.#columns = grown;
    this.#capacity = capacity;
  }

  #growPayload(needed: number): void {
    if (needed <= this.#payload.length) return;
    const room = Math.max(needed, Math.min(2 * this.#payload.length, BLOCK_PAYLOAD_BYTES));
    this.#payload = grow(this.#payload, this.#payloadBytes, room);
  }

  #growIds(needed: number): void {
    if (needed <= this.#ids.length) return;
    this.#ids = grow(this.#ids, this.#idBytes, Math.max(needed, 2 * this.#ids.length));
  }
}

function grow(bytes: Uint8Array, used: number, room: number): Uint8Array {
  const grown = new Uint8Array(room);
  grown.set(bytes.subarray(0, used));
  return grown;
}

/** Typed arrays need their columns at multiples of their width, and one backing buffer that is not shared. */
function aligned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = bytes;
  if (buffer instanceof ArrayBuffer && byteOffset % 8 === 0)
    return new Uint8Array(buffer, byteOffset, length);
  return new Uint8Array(bytes);
}

function readHeader(bytes: Uint8Array): { count: number; idBytes: number } {
  if (bytes.length < COLUMNS_HEADER_BYTES) throw new Error('a block is too short for its header');
  const header = new DataView(bytes.buffer, bytes.byteOffset, COLUMNS_HEADER_BYTES);
  const version = header.getUint32(0, true);
  if (version !== COLUMNS_VERSION) throw new Error(`a block has the unknown layout ${version}`);
  const count = header.getUint32(4, true);
  const idBytes = header.getUint32(8, true);
  const expected = COLUMNS_HEADER_BYTES + COLUMN_BYTES_PER_FRAME * count + idBytes;
  if (bytes.length !== expected) throw new Error('a block has not the length that its header says');
  return { count, idBytes };
}
