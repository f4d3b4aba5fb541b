import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RequestRecord } from '../../protocol/request.ts';
import { parseRequest } from './requestJson.ts';
import { numberIn, type SqlRow, textIn } from './sqlite.ts';

/** What one step copies, in the engine's thread: a few ms, a pause that captures do not notice. */
const BLOCKS_AT_ONCE = 2;
const REQUESTS_AT_ONCE = 256;

/**
 * Writes what one recording has into another, a part at a time, while the first goes on growing: what does not change
 * any more by steps, the rest at the end, at once.
 */
export class RecordingCopy {
  readonly #source: DatabaseSync;
  readonly #target: DatabaseSync;
  readonly #change: ((request: RequestRecord) => RequestRecord) | null;
  readonly #putBlock: StatementSync;
  readonly #putRequest: StatementSync;
  /** Requests that were under way when they were copied: they are copied again at the end. */
  readonly #unfinished: number[] = [];
  #nextRow = 0;
  #nextOrdinal = 0;

  /** @param change what each request becomes; null: they stay as they are */
  constructor(
    source: DatabaseSync,
    target: DatabaseSync,
    change: ((request: RequestRecord) => RequestRecord) | null,
  ) {
    this.#source = source;
    this.#target = target;
    this.#change = change;
    this.#putBlock = target.prepare('INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#putRequest = target.prepare('INSERT OR REPLACE INTO requests VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  }

  /** @returns whether there is more of what does not change any more */
  step(): boolean {
    const before = this.#nextRow + this.#nextOrdinal;
    this.#transact(() => {
      this.#copyBlocks(`is_sealed = 1 AND first_row >= ${this.#nextRow}`, BLOCKS_AT_ONCE);
      this.#copyRequests(`ordinal >= ${this.#nextOrdinal}`, REQUESTS_AT_ONCE);
    });
    return this.#nextRow + this.#nextOrdinal > before;
  }

  /** To be called as soon as the source has been flushed. @param captures what it says of its captures */
  finish(captures: string): void {
    this.#transact(() => {
      this.#copyBlocks(`first_row >= ${this.#nextRow}`, -1);
      for (const ordinal of this.#unfinished.splice(0)) this.#copyRequests(`ordinal = ${ordinal}`, 1);
      this.#copyRequests(`ordinal >= ${this.#nextOrdinal}`, -1);
      const putEvent = this.#target.prepare('INSERT INTO events VALUES (?, ?)');
      for (const row of this.#source.prepare('SELECT * FROM events').iterate())
        putEvent.run(...Object.values(row));
      this.#target.prepare('INSERT INTO captures VALUES (1, ?)').run(captures);
    });
  }

  #copyBlocks(which: string, limit: number): void {
    const rows = this.#source.prepare(`SELECT * FROM blocks WHERE ${which} ORDER BY first_row LIMIT ?`);
    for (const row of rows.iterate(limit)) {
      // A row's members come in the order of the table's columns.
      this.#putBlock.run(...Object.values(row));
      this.#nextRow = numberIn(row, 'first_row') + numberIn(row, 'count');
    }
  }

  #copyRequests(which: string, limit: number): void {
    const rows = this.#source.prepare(`SELECT * FROM requests WHERE ${which} ORDER BY ordinal LIMIT ?`);
    for (const row of rows.iterate(limit)) {
      this.#putRequest.run(...Object.values({ ...row, json: this.#changed(row) }));
      const ordinal = numberIn(row, 'ordinal');
      if (row['ended'] === null) this.#unfinished.push(ordinal);
      this.#nextOrdinal = Math.max(this.#nextOrdinal, ordinal + 1);
    }
  }

  #changed(row: SqlRow): string {
    const json = textIn(row, 'json');
    return this.#change === null ? json : JSON.stringify(this.#change(parseRequest(json)));
  }

  #transact(run: () => void): void {
    this.#target.exec('BEGIN');
    run();
    this.#target.exec('COMMIT');
  }
}
