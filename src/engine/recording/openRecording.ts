import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { InspectorError } from '../../protocol/errors.ts';
import { DEFAULT_RECORDING_BUDGET_BYTES } from '../../protocol/limits.ts';
import { Recording } from './recording.ts';
import { RecordingFile } from './recordingFile.ts';
import { APPLICATION_ID, CHECKPOINT_PAGES, createTables, FORMAT_VERSION, PAGE_BYTES } from './schema.ts';
import { loadSqlite, readPragma, unreadable } from './sqlite.ts';

export interface OpenOptions {
  /** Whether a file that is not there is made. One that is there is taken up, never overwritten. */
  readonly create: boolean;
  /** To look at a recording without changing it. */
  readonly isReadOnly?: boolean;
  readonly budgetBytes?: number;
}

/**
 * Opens a recording (docs/recording-format.md). One process at a time can write to it.
 * @throws InspectorError `recording-unavailable` where this Node.js has no SQLite; `recording-unreadable` where the file is
 * missing, foreign, damaged, written by a newer version or in use
 */
export function openRecording(path: string, options: OpenOptions): Recording {
  const { DatabaseSync: Database } = loadSqlite();
  const isReadOnly = options.isReadOnly === true;
  if (!options.create && !existsSync(path)) {
    throw new InspectorError('recording-unreadable', `there is no file ${path}`, 'check the path');
  }
  let database: DatabaseSync | null = null;
  try {
    database = new Database(path, { readOnly: isReadOnly });
    prepare(path, database, isReadOnly, options.create);
    const budgetBytes = options.budgetBytes ?? DEFAULT_RECORDING_BUDGET_BYTES;
    return new Recording(new RecordingFile(path, database), budgetBytes, isReadOnly);
  } catch (error) {
    database?.close();
    throw unreadable(path, error);
  }
}

function prepare(path: string, database: DatabaseSync, isReadOnly: boolean, mayCreate: boolean): void {
  // A recording may come from anywhere: nothing in its schema is to run code, and damage is to be noticed.
  database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;');
  // One writer at a time: a second one would number its rows like the first. It also spares the shared-memory file.
  if (!isReadOnly) database.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA locking_mode = EXCLUSIVE;`);
  const isNew = readPragma(database, 'page_count') === 0;
  if (!isNew || !mayCreate) checkFormat(path, database);
  if (isReadOnly) return;
  // A crash of this process loses nothing that was committed; one of the machine, what no checkpoint has synced.
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};`,
  );
  if (isNew) createTables(database);
}

function checkFormat(path: string, database: DatabaseSync): void {
  if (readPragma(database, 'application_id') !== APPLICATION_ID) {
    const action = 'choose a file that this tool has written (*.rtrec)';
    throw new InspectorError('recording-unreadable', `${path} is not a recording`, action);
  }
  const version = readPragma(database, 'user_version');
  if (version > FORMAT_VERSION) {
    const message = `${path} has format ${version}, which is newer than this version reads (${FORMAT_VERSION})`;
    throw new InspectorError('recording-unreadable', message, 'update Realtime Inspector');
  }
}
