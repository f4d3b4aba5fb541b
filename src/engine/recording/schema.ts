import type { DatabaseSync } from 'node:sqlite';

/** Marks a file as a recording: "rtrc" in ASCII, in SQLite's `application_id`. */
export const APPLICATION_ID = 0x72_74_72_63;
/** SQLite's `user_version`. Raised when an older reader would misread a file. */
export const FORMAT_VERSION = 1;

/** Large pages, for blocks are large: on a 4 MiB blob they make half the work of SQLite's 4 KiB. Set before the first table. */
export const PAGE_BYTES = 16 * 1024;
/** Pages the write-ahead log holds before they move to the file: 32 MiB. */
export const CHECKPOINT_PAGES = 2_048;

/** Added to version 1 later, which older readers do not mind: made where it is missing. */
export const FIGURES_SCHEMA = `
CREATE TABLE IF NOT EXISTS figures (
  capture INTEGER PRIMARY KEY,
  json TEXT NOT NULL
) STRICT;
`;

/** docs/recording-format.md says what each column means. */
const SCHEMA = `
CREATE TABLE captures (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  json TEXT NOT NULL
) STRICT;

CREATE TABLE events (
  place INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE blocks (
  first_row INTEGER PRIMARY KEY,
  count INTEGER NOT NULL,
  is_sealed INTEGER NOT NULL,
  first_ms REAL NOT NULL,
  last_ms REAL NOT NULL,
  captures TEXT NOT NULL,
  columns_encoding INTEGER NOT NULL,
  columns_bytes INTEGER NOT NULL,
  payload_encoding INTEGER NOT NULL,
  payload_bytes INTEGER NOT NULL,
  columns BLOB NOT NULL,
  payload BLOB NOT NULL
) STRICT;

CREATE TABLE requests (
  ordinal INTEGER PRIMARY KEY,
  capture INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  outcome TEXT NOT NULL,
  messages INTEGER NOT NULL,
  started REAL NOT NULL,
  ended REAL,
  json TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX requests_by_index ON requests (capture, idx);
CREATE INDEX requests_by_start ON requests (capture, started);
CREATE INDEX requests_under_way ON requests (capture) WHERE ended IS NULL;
`;

/** Makes a file that is empty a recording. */
export function createTables(database: DatabaseSync): void {
  database.exec(
    `BEGIN; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT_VERSION}; ${SCHEMA} ${FIGURES_SCHEMA} COMMIT;`,
  );
}
