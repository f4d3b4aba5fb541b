import type { StatementSync } from 'node:sqlite';
import type { RecordingFile } from './recordingFile.ts';
import { FIGURES_SCHEMA } from './schema.ts';
import { hasTable, textIn } from './sqlite.ts';

/** A recording's figures of its captures, as their owner wrote them. A recording of an earlier version has none. */
export class FiguresTable {
  readonly #file: RecordingFile;
  readonly #read: StatementSync | null;
  readonly #put: StatementSync | null;
  /** What was last written: a capture in which nothing happens is not written again. */
  readonly #written = new Map<number, string>();

  constructor(file: RecordingFile, isReadOnly: boolean) {
    const { database } = file;
    this.#file = file;
    if (!isReadOnly) database.exec(FIGURES_SCHEMA);
    const isThere = hasTable(database, 'figures');
    this.#read = isThere ? database.prepare('SELECT json FROM figures WHERE capture = ?') : null;
    this.#put = isThere ? database.prepare('INSERT OR REPLACE INTO figures VALUES (?, ?)') : null;
  }

  /** Null: there are none. */
  read(captureId: number): string | null {
    return this.#file.read(() => {
      const row = this.#read?.get(captureId);
      return row === undefined ? null : textIn(row, 'json');
    });
  }

  /** Within a recording's `flush`. Never throws: see its `failure`. */
  write(captureId: number, json: string): void {
    if (this.#written.get(captureId) === json) return;
    const isDone = this.#file.tryWrite(() => {
      this.#put?.run(captureId, json);
    });
    if (isDone) this.#written.set(captureId, json);
  }

  clear(): void {
    this.#written.clear();
    this.#file.tryWrite(() => {
      this.#file.database.exec('DELETE FROM figures;');
    });
  }
}
