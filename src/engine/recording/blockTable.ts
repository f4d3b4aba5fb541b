import type { StatementSync } from 'node:sqlite';
import { InspectorError } from '../../protocol/errors.ts';
import type { FrameBlock } from '../../model/frameBlock.ts';
import type { EncodedBlob } from '../log/blobCodec.ts';
import { decodeBlock, encodeBlock, type BlockInfo, type BlockStore } from '../log/blockStore.ts';
import type { RecordingFile } from './recordingFile.ts';
import { bytesIn, numberIn, textIn, type SqlRow } from './sqlite.ts';

/** A recording's blocks and event names. */
export class BlockTable implements BlockStore {
  readonly #file: RecordingFile;
  readonly #makeRoom: () => void;
  readonly #insert: StatementSync;
  readonly #deleteFrom: StatementSync;
  readonly #readColumns: StatementSync;
  readonly #readPayload: StatementSync;
  readonly #putEvent: StatementSync;
  readonly #oldest: StatementSync;
  readonly #delete: StatementSync;
  #firstRow: number | null;
  /** Names that are not yet written; they go with the first frames that have them. */
  readonly #newEvents: (readonly [place: number, name: string])[] = [];

  /** @param makeRoom called in the transaction that added a block, to keep the size budget */
  constructor(file: RecordingFile, makeRoom: () => void) {
    const { database } = file;
    this.#file = file;
    this.#makeRoom = makeRoom;
    this.#insert = database.prepare('INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#deleteFrom = database.prepare('DELETE FROM blocks WHERE first_row >= ?');
    this.#readColumns = database.prepare(
      'SELECT count, columns_encoding, columns_bytes, columns FROM blocks WHERE first_row = ?',
    );
    this.#readPayload = database.prepare(
      'SELECT payload_encoding, payload_bytes, payload FROM blocks WHERE first_row = ?',
    );
    this.#putEvent = database.prepare('INSERT OR REPLACE INTO events VALUES (?, ?)');
    this.#oldest = database.prepare(
      'SELECT first_row, first_ms FROM blocks WHERE is_sealed = 1 ORDER BY first_row LIMIT 2',
    );
    this.#delete = database.prepare('DELETE FROM blocks WHERE first_row = ?');
    this.#firstRow = this.#readFirstRow();
  }

  get firstRow(): number | null {
    return this.#firstRow;
  }

  sealedBlocks(): BlockInfo[] {
    return this.#file.read(() => this.#infos(1));
  }

  openPieces(): FrameBlock[] {
    return this.#file.read(() => this.#infos(0).map(({ firstRow }) => this.#decode(firstRow)));
  }

  seal(firstRow: number, block: FrameBlock): void {
    this.#file.write(() => {
      this.#writeEvents();
      this.#deleteFrom.run(firstRow);
      this.#write(firstRow, block, 0, true);
      this.#firstRow ??= firstRow;
      this.#makeRoom();
    });
  }

  writePiece(firstRow: number, block: FrameBlock, from: number): void {
    this.#file.write(() => {
      this.#writeEvents();
      this.#write(firstRow, block, from, false);
    });
  }

  read(firstRow: number): FrameBlock {
    return this.#file.read(() => this.#decode(firstRow));
  }

  eventNames(): string[] {
    return this.#file.read(() => {
      const rows = this.#file.database.prepare('SELECT place, name FROM events ORDER BY place').all();
      return rows.map((row, index) => {
        if (numberIn(row, 'place') !== index + 1) throw new Error('an event name is missing');
        return textIn(row, 'name');
      });
    });
  }

  putEventName(place: number, name: string): void {
    this.#newEvents.push([place, name]);
  }

  clear(): void {
    this.#newEvents.length = 0;
    this.#file.write(() => {
      this.#file.database.exec('DELETE FROM blocks; DELETE FROM events;');
    });
    this.#firstRow = null;
    this.#file.shrink();
  }

  /** When the oldest block that may be dropped began; null: the newest one stays, whatever its size. */
  oldestMs(): number | null {
    const [oldest, next] = this.#oldest.all();
    return oldest === undefined || next === undefined ? null : numberIn(oldest, 'first_ms');
  }

  dropOldest(): void {
    if (this.#firstRow === null) return;
    this.#delete.run(this.#firstRow);
    this.#firstRow = this.#readFirstRow();
  }

  #writeEvents(): void {
    for (const [place, name] of this.#newEvents) this.#putEvent.run(place, name);
    this.#newEvents.length = 0;
  }

  #write(firstRow: number, block: FrameBlock, from: number, isSealed: boolean): void {
    const { count, firstMs, lastMs, captureIds, columns, payload } = encodeBlock(firstRow, block, from);
    this.#insert.run(
      firstRow,
      count,
      isSealed ? 1 : 0,
      firstMs,
      lastMs,
      captureIds.join(','),
      columns.encoding,
      columns.sizeBytes,
      payload.encoding,
      payload.sizeBytes,
      columns.bytes,
      payload.bytes,
    );
  }

  #readFirstRow(): number | null {
    const [row] = this.#oldest.all();
    return row === undefined ? null : numberIn(row, 'first_row');
  }

  #infos(isSealed: 0 | 1): BlockInfo[] {
    const rows = this.#file.database
      .prepare(
        'SELECT first_row, count, first_ms, last_ms, captures FROM blocks WHERE is_sealed = ? ORDER BY 1',
      )
      .all(isSealed);
    const infos = rows.map(toInfo);
    let endRow = infos[0]?.firstRow ?? 0;
    for (const { firstRow, count } of infos) {
      if (firstRow !== endRow || count < 1) throw new Error(`rows before row ${firstRow} are missing`);
      endRow = firstRow + count;
    }
    return infos;
  }

  #decode(firstRow: number): FrameBlock {
    const row = this.#readColumns.get(firstRow);
    if (row === undefined) throw this.#gone(firstRow);
    const block = decodeBlock(blobIn(row, 'columns'), () => this.#loadPayload(firstRow));
    if (block.count !== numberIn(row, 'count'))
      throw new Error('a block has not the frames that it should have');
    return block;
  }

  #loadPayload(firstRow: number): EncodedBlob {
    return this.#file.read(() => {
      const row = this.#readPayload.get(firstRow);
      if (row === undefined) throw this.#gone(firstRow);
      return blobIn(row, 'payload');
    });
  }

  #gone(firstRow: number): InspectorError {
    return new InspectorError('not-found', `row ${firstRow} is no longer kept`, 'read a later row');
  }
}

function blobIn(row: SqlRow, column: 'columns' | 'payload'): EncodedBlob {
  return {
    encoding: numberIn(row, `${column}_encoding`),
    sizeBytes: numberIn(row, `${column}_bytes`),
    bytes: bytesIn(row, column),
  };
}

function toInfo(row: SqlRow): BlockInfo {
  return {
    firstRow: numberIn(row, 'first_row'),
    count: numberIn(row, 'count'),
    firstMs: numberIn(row, 'first_ms'),
    lastMs: numberIn(row, 'last_ms'),
    captureIds: textIn(row, 'captures').split(',').map(Number),
  };
}
