import type { DatabaseSync } from 'node:sqlite';
import { toErrorInfo, type ErrorInfo, type InspectorError } from '../../protocol/errors.ts';
import { readPragma, unreadable, writeFailed } from './sqlite.ts';

/**
 * A recording's database, with its transactions and its errors. The first write that fails ends all writing, for what
 * came after it would have a gap before it; reading goes on.
 */
export class RecordingFile {
  readonly path: string;
  readonly database: DatabaseSync;
  #failure: InspectorError | null = null;
  #isInTransaction = false;

  constructor(path: string, database: DatabaseSync) {
    this.path = path;
    this.database = database;
  }

  /** Why nothing more is written, where that is so. */
  get failure(): ErrorInfo | null {
    return this.#failure === null ? null : toErrorInfo(this.#failure);
  }

  /** Pages of the file, free ones included. The write-ahead log beside it is not counted. */
  get fileBytes(): number {
    return readPragma(this.database, 'page_count') * readPragma(this.database, 'page_size');
  }

  /** Pages that hold something. */
  get usedBytes(): number {
    const pages = readPragma(this.database, 'page_count') - readPragma(this.database, 'freelist_count');
    return pages * readPragma(this.database, 'page_size');
  }

  /**
   * Runs writes in a transaction, or in the one that is under way.
   * @throws InspectorError `recording-failed`, now and at every later write
   */
  write(run: () => void): void {
    if (this.#failure !== null) throw this.#failure;
    try {
      if (this.#isInTransaction) run();
      else this.#transact(run);
    } catch (error) {
      throw this.#fail(error);
    }
  }

  /** A write that never throws: see `failure`. @returns whether it was done */
  tryWrite(run: () => void): boolean {
    try {
      this.write(run);
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Runs writers that see to their own errors, in one transaction: what they write reaches the disk together or not at
   * all. Never throws for a write that fails.
   */
  batch(run: () => void): void {
    if (this.#failure !== null || this.#isInTransaction || !this.#tryTo('BEGIN IMMEDIATE')) {
      run();
      return;
    }
    this.#isInTransaction = true;
    let isCommitted = false;
    try {
      run();
      isCommitted = this.failure === null && this.#tryTo('COMMIT');
    } finally {
      this.#isInTransaction = false;
      if (!isCommitted) this.#rollBack();
    }
  }

  /** Gives the room of what was deleted back to the disk; not within a transaction. Quick where little is left. */
  shrink(): void {
    if (!this.#isInTransaction && this.#failure === null)
      this.#tryTo('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
  }

  /** @throws InspectorError `recording-unreadable` */
  read<Result>(run: () => Result): Result {
    try {
      return run();
    } catch (error) {
      throw unreadable(this.path, error);
    }
  }

  #transact(run: () => void): void {
    this.database.exec('BEGIN IMMEDIATE');
    this.#isInTransaction = true;
    try {
      run();
      this.database.exec('COMMIT');
    } catch (error) {
      this.#rollBack();
      throw error;
    } finally {
      this.#isInTransaction = false;
    }
  }

  #tryTo(sql: string): boolean {
    try {
      this.database.exec(sql);
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  #rollBack(): void {
    try {
      this.database.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself, as when the disk is full (sqlite.org/lang_transaction.html, 3).
    }
  }

  #fail(error: unknown): InspectorError {
    return (this.#failure ??= writeFailed(this.path, error));
  }
}
