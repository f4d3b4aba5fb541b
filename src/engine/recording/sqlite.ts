import { isBuiltin } from 'node:module';
import type * as Sqlite from 'node:sqlite';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { InspectorError } from '../../protocol/errors.ts';

export type SqlRow = Record<string, SQLOutputValue>;

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const BUSY = 5;
const READONLY = 8;
const FULL = 13;
const CANTOPEN = 14;
const NOT_A_DATABASE = 26;

/**
 * Node's own SQLite. Asked for when it is needed, not imported: Node 20 has none, and what needs no recording works there.
 * @throws InspectorError `recording-unavailable`
 */
export function loadSqlite(): typeof Sqlite {
  if (isBuiltin('node:sqlite')) return process.getBuiltinModule('node:sqlite');
  throw new InspectorError(
    'recording-unavailable',
    `Node.js ${process.versions.node} has no SQLite, which recordings need`,
    'use Node.js 22.13 or later, or capture without a recording',
  );
}

export function readPragma(database: DatabaseSync, name: string): number {
  const row = database.prepare(`PRAGMA ${name}`).get();
  const value = row === undefined ? undefined : Object.values(row)[0];
  return typeof value === 'number' ? value : 0;
}

export function hasTable(database: DatabaseSync, name: string): boolean {
  return (
    database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined
  );
}

/** A column of a row, whose type the schema (STRICT) holds. */
export function numberIn(row: SqlRow, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`${column} is not a number`);
  return value;
}

export function textIn(row: SqlRow, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`${column} is not text`);
  return value;
}

export function bytesIn(row: SqlRow, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new Error(`${column} is not a blob`);
  return value;
}

/** What went wrong when a recording was opened or read, with what to do. */
export function unreadable(path: string, cause: unknown): InspectorError {
  if (cause instanceof InspectorError) return cause;
  const [message, action] = explainUnreadable(path, cause);
  return new InspectorError('recording-unreadable', message, action, { cause });
}

function explainUnreadable(path: string, cause: unknown): [message: string, action: string] {
  switch (resultCode(cause)) {
    case NOT_A_DATABASE:
      return [`${path} is not a recording`, 'choose a file that this tool has written (*.rtrec)'];
    case CANTOPEN:
      return [`${path} cannot be opened`, 'check that the file exists and that you may read it'];
    case BUSY:
      return [
        `${path} is being recorded to by another process`,
        'stop that capture first, or choose another file',
      ];
    case READONLY:
      return [
        `${path} and its folder are write-protected`,
        'copy the file to a folder that you can write to',
      ];
    default:
      return [
        `${path} is damaged: ${textOf(cause)}`,
        'use a copy of it, or get back what can be with the sqlite3 program (.recover)',
      ];
  }
}

/** What went wrong when a recording was written to, with what to do. */
export function writeFailed(path: string, cause: unknown): InspectorError {
  if (cause instanceof InspectorError) return cause;
  const isFull = resultCode(cause) === FULL;
  const message = isFull ? `the disk is full, at ${path}` : `cannot write to ${path}: ${textOf(cause)}`;
  const action = isFull
    ? 'free disk space, then start again'
    : 'check the disk and the folder, then start again';
  return new InspectorError('recording-failed', message, action, { cause });
}

/** The primary result code: the low byte of an extended one. 0: it is no error of SQLite's. */
function resultCode(cause: unknown): number {
  if (!(cause instanceof Error) || !('errcode' in cause)) return 0;
  return typeof cause.errcode === 'number' ? cause.errcode & 0xff : 0;
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
