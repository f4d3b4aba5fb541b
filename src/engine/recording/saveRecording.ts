import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { InspectorError } from '../../protocol/errors.ts';
import type { RequestRecord } from '../../protocol/request.ts';
import { RecordingCopy } from './recordingCopy.ts';
import { createTables, PAGE_BYTES } from './schema.ts';
import { loadSqlite, writeFailed } from './sqlite.ts';

export interface SaveOptions {
  /** What each request becomes in the copy; null: they stay as they are. */
  readonly change: ((request: RequestRecord) => RequestRecord) | null;
  /** Called between steps; throws where the copy is to be given up. */
  readonly check: () => void;
  /** Brings everything to the source's disk. @returns what the copy says of the captures */
  readonly flush: () => string;
}

/**
 * Writes a recording's copy while it is recorded to. The file appears whole under its name, or not at all. What is left
 * out of it never reaches the disk, so there is nothing to be found in its free pages.
 * @throws InspectorError `recording-failed`
 */
export async function saveRecording(source: DatabaseSync, path: string, options: SaveOptions): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  let target: DatabaseSync | null = null;
  try {
    // SQLite says of every file that it cannot make the same; the file system says why.
    await (await open(partial, 'w')).close();
    target = createTarget(partial);
    const copy = new RecordingCopy(source, target, options.change);
    do {
      await setImmediate();
      options.check();
    } while (copy.step());
    copy.finish(options.flush());
    target.close();
    target = null;
    await sync(partial);
    options.check();
    await rename(partial, path);
  } catch (error) {
    target?.close();
    await rm(partial, { force: true });
    throw explain(path, error);
  }
}

/** Nobody else sees the file before it is whole: it needs no journal, and reaches the disk at its end. */
function createTarget(path: string): DatabaseSync {
  const { DatabaseSync: Database } = loadSqlite();
  const database = new Database(path);
  database.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;`);
  createTables(database);
  return database;
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const CAUSES: Readonly<Record<string, readonly [message: string, action: string]>> = {
  EACCES: ['you may not write to', 'choose another folder'],
  EPERM: ['you may not write to', 'choose another folder'],
  EROFS: ['nothing can be written to', 'choose another folder'],
  ENOENT: ['there is no folder', 'choose another folder'],
  ENOTDIR: ['there is no folder', 'choose another folder'],
};

function explain(path: string, error: unknown): InspectorError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cause = CAUSES[code];
  if (cause !== undefined)
    return new InspectorError('recording-failed', `${cause[0]} ${dirname(path)}`, cause[1], { cause: error });
  return writeFailed(path, error);
}
