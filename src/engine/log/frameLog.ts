import { InspectorError, toErrorInfo, type ErrorInfo } from '../../protocol/errors.ts';
import type { Direction, FrameBody, FrameKind, FrameRow, OrderMark } from '../../protocol/frame.ts';
import { BLOCK_PAYLOAD_BYTES, MAX_BODY_BYTES_SHOWN } from '../../protocol/limits.ts';
import { FrameBlock } from '../../model/frameBlock.ts';
import { packFlags } from '../../model/frameFlags.ts';
import type { CaptureLog } from '../captureLog.ts';
import { BlockCache } from './blockCache.ts';
import { BlockIndex, type IndexedBlock } from './blockIndex.ts';
import type { BlockStore } from './blockStore.ts';
import { EventNames } from './eventNames.ts';
import { toRow } from './frameRows.ts';
import { MemoryBlockStore } from './memoryBlockStore.ts';

/** More new frames than this at a flush, or payload bytes, seal the block: writing them twice would cost more. */
const PIECE_FRAMES = 2_048;
const PIECE_PAYLOAD_BYTES = 256 * 1024;

/** A run of rows. The block is void once control returns to the log: use it at once. */
export interface LogBlock {
  readonly firstRow: number;
  readonly block: FrameBlock;
}

/** Rows that lie in one block, before it is read. */
export interface RowSpan {
  readonly firstRow: number;
  /** Not included. */
  readonly endRow: number;
  /** The captures that have frames in it; null: not known, for it is still being filled. */
  readonly captureIds: readonly number[] | null;
}

/**
 * The frames of all captures of a session in order of arrival. Rows are numbered from 0 and keep their number;
 * the oldest are given up when the store runs out of room. The block being filled is in memory and readable at once,
 * full ones are in the store. When the store fails, the log goes on in memory and says so in `storeFailure`.
 */
export class FrameLog implements Pick<CaptureLog, 'append'> {
  #store: BlockStore;
  readonly #index = new BlockIndex();
  readonly #cache: BlockCache;
  #names: EventNames;
  #open: FrameBlock;
  #openFirstRow: number;
  /** Frames of the open block that the store has as pieces. */
  #flushedCount: number;
  /** An emptied block with its memory, for the next one: at full rate nothing is allocated. */
  #spare: FrameBlock | null = null;
  #storeFailure: ErrorInfo | null = null;

  /** @param store what it already holds is taken up, row numbers and all */
  constructor(store: BlockStore = new MemoryBlockStore(), cache = new BlockCache()) {
    this.#store = store;
    this.#cache = cache;
    this.#names = this.#newNames(store.eventNames());
    let endRow = 0;
    for (const info of store.sealedBlocks()) {
      this.#index.add({ ...info, store });
      endRow = info.firstRow + info.count;
    }
    this.#open = FrameBlock.join(store.openPieces());
    this.#openFirstRow = endRow;
    this.#flushedCount = this.#open.count;
  }

  /** Rows of the log, the dropped ones included. */
  get rowCount(): number {
    return this.#openFirstRow + this.#open.count;
  }

  /** Rows given up, from row 0 on: row numbers run from here to `rowCount`. */
  get droppedRows(): number {
    this.#forgetDropped();
    return this.#index.firstRow ?? this.#openFirstRow;
  }

  /** Why the log is no longer written to its store, where that is so. */
  get storeFailure(): ErrorInfo | null {
    return this.#storeFailure;
  }

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
    const sizeBytes = id === null ? payload.length : payload.length + id.length;
    if (!this.#open.hasRoomFor(sizeBytes)) this.#seal();
    const flags = packFlags(direction, kind, isBinary, mark);
    const place = event === null ? 0 : this.#names.placeOf(event);
    this.#open.append(captureId, seq, atMs, flags, requestIndex, place, payload, id);
  }

  /** Rows `from` to `to` (not included) that are there: fewer at either end. */
  readRows(from: number, to: number): FrameRow[] {
    const rows: FrameRow[] = [];
    const end = Math.min(to, this.rowCount);
    let row = Math.max(from, this.droppedRows);
    while (row < end) {
      const found = this.blockAt(row);
      if (found === null) break;
      const blockEnd = Math.min(end, found.firstRow + found.block.count);
      for (; row < blockEnd; row++) rows.push(this.#toRow(found, row));
    }
    return rows;
  }

  /**
   * A frame with its payload's first bytes, a copy.
   * @throws InspectorError `not-found` where the row was dropped or never was
   */
  readBody(row: number, maxBytes = MAX_BODY_BYTES_SHOWN): FrameBody {
    const { found, index } = this.find(row);
    const payload = found.block.payloadOf(index);
    return { row: this.#toRow(found, row), payload: payload.slice(0, maxBytes) };
  }

  /** A frame's whole payload, a copy. @throws InspectorError `not-found` */
  readPayload(row: number): Uint8Array {
    const { found, index } = this.find(row);
    return found.block.payloadOf(index).slice();
  }

  /** Where a frame is. @throws InspectorError `not-found` */
  find(row: number): { readonly found: LogBlock; readonly index: number } {
    const found = this.blockAt(row);
    if (found !== null) return { found, index: row - found.firstRow };
    const isDropped = row >= 0 && row < this.droppedRows;
    const message = isDropped
      ? `row ${row} was dropped to stay within the size budget`
      : `there is no row ${row}`;
    throw new InspectorError('not-found', message, 'choose a row that is listed');
  }

  /** The name at a place of the event column; null for none. */
  eventName(place: number): string | null {
    return this.#names.nameAt(place);
  }

  /** The block that a row is in; null where the row was dropped or never was. */
  blockAt(row: number): LogBlock | null {
    if (row >= this.#openFirstRow) {
      return row < this.rowCount ? { firstRow: this.#openFirstRow, block: this.#open } : null;
    }
    this.#forgetDropped();
    const indexed = this.#index.at(row);
    return indexed === null ? null : this.#load(indexed);
  }

  /** Where the block that a row is in begins and ends; null where the row was dropped or never was. */
  spanAt(row: number): RowSpan | null {
    if (row >= this.#openFirstRow) {
      if (row >= this.rowCount) return null;
      return { firstRow: this.#openFirstRow, endRow: this.rowCount, captureIds: null };
    }
    this.#forgetDropped();
    const found = this.#index.at(row);
    if (found === null) return null;
    return { firstRow: found.firstRow, endRow: found.firstRow + found.count, captureIds: found.captureIds };
  }

  /** The blocks that may hold a capture's frames from `fromMs` to `toMs`, oldest first. Use each before asking for the next. */
  *blocksBetween(fromMs: number, toMs: number, captureId: number): Generator<LogBlock, void, undefined> {
    this.#forgetDropped();
    for (const indexed of [...this.#index.blocks]) {
      const isWithin = indexed.lastMs >= fromMs && indexed.firstMs <= toMs;
      if (isWithin && indexed.captureIds.includes(captureId)) yield this.#load(indexed);
    }
    if (this.#open.count > 0) yield { firstRow: this.#openFirstRow, block: this.#open };
  }

  /** The row of a capture's frame nearest to a moment; -1 where it has none. Of equally near ones the first. */
  rowNear(captureId: number, atMs: number): number {
    this.#forgetDropped();
    const nearest = { row: -1, distanceMs: Infinity };
    const candidates = this.#index.blocks
      .filter((block) => block.captureIds.includes(captureId))
      .map((block) => ({ block, distanceMs: distanceTo(block, atMs) }))
      .sort((a, b) => a.distanceMs - b.distanceMs);
    takeNearer(nearest, this.#openFirstRow, this.#open, captureId, atMs);
    for (const { block, distanceMs } of candidates) {
      if (distanceMs > nearest.distanceMs) break;
      takeNearer(nearest, block.firstRow, this.#load(block).block, captureId, atMs);
    }
    return nearest.row;
  }

  /** Gives the store what came since the last flush, so that a crash does not lose it. Never throws. */
  flush(): void {
    const fresh = this.#open.count - this.#flushedCount;
    if (fresh === 0) return;
    const freshBytes = this.#open.payloadBytes - this.#open.payloadStart(this.#flushedCount);
    if (fresh > PIECE_FRAMES || freshBytes > PIECE_PAYLOAD_BYTES) this.#seal();
    else this.#writePiece();
  }

  /** Forgets every row and event name; numbers begin at 0 again. */
  clear(): void {
    this.#index.clear();
    this.#cache.clear();
    this.#open = new FrameBlock();
    this.#spare = null;
    this.#openFirstRow = 0;
    this.#flushedCount = 0;
    this.#guard((store) => {
      store.clear();
    });
    this.#names = this.#newNames([]);
  }

  #newNames(names: readonly string[]): EventNames {
    return new EventNames(names, (place, name) => {
      this.#guard((store) => {
        store.putEventName(place, name);
      });
    });
  }

  #seal(): void {
    const block = this.#open;
    const firstRow = this.#openFirstRow;
    this.#guard((store) => {
      store.seal(firstRow, block);
    });
    const indexed = { firstRow, count: block.count, captureIds: block.captureIds(), ...block.timeSpan() };
    this.#index.add({ ...indexed, store: this.#store });
    this.#keep(firstRow, block);
    this.#openFirstRow = firstRow + block.count;
    this.#flushedCount = 0;
    this.#open = this.#spare ?? new FrameBlock();
    this.#spare = null;
  }

  #writePiece(): void {
    const [firstRow, block, from] = [this.#openFirstRow, this.#open, this.#flushedCount];
    this.#guard((store) => {
      store.writePiece(firstRow + from, block, from);
    });
    this.#flushedCount = block.count;
  }

  /** The feed goes on whatever becomes of the disk: a failed write is done again into memory, as are all later ones. */
  #guard(write: (store: BlockStore) => void): void {
    try {
      write(this.#store);
    } catch (error) {
      if (this.#storeFailure !== null || !(error instanceof InspectorError)) throw error;
      this.#storeFailure = toErrorInfo(error);
      this.#store = new MemoryBlockStore();
      write(this.#store);
    }
  }

  #keep(firstRow: number, block: FrameBlock): void {
    for (const evicted of this.#cache.add(firstRow, block)) this.#recycle(evicted);
  }

  #recycle(block: FrameBlock): void {
    if (!block.isReusable || block.memoryBytes > 2 * BLOCK_PAYLOAD_BYTES) return;
    block.reset();
    this.#spare = block;
  }

  /** The store drops blocks when it takes new ones, and a recording when it takes requests. */
  #forgetDropped(): void {
    const firstRow = this.#store.firstRow;
    if (firstRow === null || firstRow === this.#index.firstRow || !this.#hasDropped(firstRow)) return;
    for (const dropped of this.#index.dropBefore(firstRow)) this.#cache.delete(dropped.firstRow);
  }

  /** After a failure, what the store before has is older than what memory has, and not dropped before memory drops some. */
  #hasDropped(firstRow: number): boolean {
    return this.#index.at(firstRow - 1)?.store === this.#store;
  }

  #load(indexed: IndexedBlock): LogBlock {
    const { firstRow, store } = indexed;
    const cached = this.#cache.get(firstRow);
    if (cached !== null) return { firstRow, block: cached };
    const block = store.read(firstRow);
    this.#keep(firstRow, block);
    return { firstRow, block };
  }

  #toRow({ block, firstRow }: LogBlock, row: number): FrameRow {
    return toRow(block, firstRow, row - firstRow, this.#names);
  }
}

function distanceTo(block: IndexedBlock, atMs: number): number {
  return Math.max(0, block.firstMs - atMs, atMs - block.lastMs);
}

function takeNearer(
  nearest: { row: number; distanceMs: number },
  firstRow: number,
  block: FrameBlock,
  captureId: number,
  atMs: number,
): void {
  const { captureId: captureIds, atMs: times } = block.columns;
  for (let index = 0; index < block.count; index++) {
    if (captureIds[index] !== captureId) continue;
    const distanceMs = Math.abs((times[index] ?? 0) - atMs);
    const row = firstRow + index;
    const isNearer = distanceMs < nearest.distanceMs;
    if (!isNearer && !(distanceMs === nearest.distanceMs && row < nearest.row)) continue;
    nearest.row = row;
    nearest.distanceMs = distanceMs;
  }
}
