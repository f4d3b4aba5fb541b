import { rmSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { FRAME_KINDS, type Direction, type FrameKind } from '../../protocol/frame.ts';
import type { RequestRecord } from '../../protocol/request.ts';
import { parseRequest } from '../recording/requestJson.ts';
import { bytesIn, loadSqlite, numberIn, type SqlRow, textIn, writeFailed } from '../recording/sqlite.ts';

/** `body`: the answer of what may be a poll, to be taken apart into messages in its turn. */
type StagedKind = FrameKind | 'body';
const KINDS: readonly StagedKind[] = [...FRAME_KINDS, 'body'];

export interface StagedFrame {
  readonly atMs: number;
  readonly direction: Direction;
  readonly kind: StagedKind;
  readonly isBinary: boolean;
  readonly id: string | null;
  readonly event: string | null;
  readonly roundTripMs: number | null;
  readonly payload: Uint8Array;
}

/** What brought an entry's messages, where the file does not say which capture it is of. */
export type StagedSource = 'websocket' | 'sse' | 'poll';

export interface StagedEntry {
  readonly record: RequestRecord;
  /** Of those that the file tells; null: to be found out. */
  readonly captureId: number | null;
  readonly source: StagedSource;
  /** What requests that may be polls of one feed have in common. */
  readonly pollKey: string | null;
}

/** What an entry's request looks like from outside, for finding out which belong together. */
export interface EntryOutline {
  readonly entry: number;
  readonly source: StagedSource;
  readonly url: string;
  readonly pollKey: string | null;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** How long its answer was waited for. */
  readonly waitMs: number;
}

/** One thing of an import in its turn. */
export type StagedEvent =
  | {
      readonly type: 'begin' | 'end';
      readonly entry: number;
      readonly captureId: number;
      readonly record: RequestRecord;
    }
  | { readonly type: 'frame'; readonly entry: number; readonly frame: StagedFrame };

/** When the frames of an entry came. Kept by who reads the file, for the entry itself may come behind them. */
export class FrameSpan {
  firstMs = Infinity;
  lastMs = -Infinity;
}

const SCHEMA = `
PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
CREATE TABLE frames (entry INTEGER, turn REAL, at REAL, kind INTEGER, sent INTEGER, binary INTEGER,
  id TEXT, event TEXT, trip REAL, payload BLOB);
CREATE TABLE entries (entry INTEGER PRIMARY KEY, begins REAL, ends REAL, capture INTEGER, source TEXT, poll TEXT,
  url TEXT, started REAL, ended REAL, wait REAL, json TEXT);
CREATE INDEX frames_in_turn ON frames (turn, entry);
CREATE INDEX entries_begin ON entries (begins);
CREATE INDEX entries_end ON entries (ends);
BEGIN;`;

/**
 * What is read from a file, in a database beside the recording that it becomes. A file tells its requests one after
 * another, each with its messages, and a recording has everything in order of arrival; neither need fit into memory.
 */
export class ImportStage {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #putFrame: StatementSync;
  readonly #putEntry: StatementSync;
  #frames = 0;

  /** @throws InspectorError `recording-unavailable`, `recording-failed` */
  constructor(path: string) {
    const { DatabaseSync: Database } = loadSqlite();
    this.#path = path;
    rmSync(path, { force: true });
    try {
      this.#database = new Database(path);
      this.#database.exec(SCHEMA);
    } catch (error) {
      throw writeFailed(path, error);
    }
    this.#putFrame = this.#database.prepare('INSERT INTO frames VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#putEntry = this.#database.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  }

  get frameCount(): number {
    return this.#frames;
  }

  /** Takes the next frame of an entry. Those of one entry keep their order, whatever their times say. */
  addFrame(entry: number, span: FrameSpan, frame: StagedFrame): void {
    span.firstMs = Math.min(span.firstMs, frame.atMs);
    span.lastMs = Math.max(span.lastMs, frame.atMs);
    this.#write(() =>
      this.#putFrame.run(
        entry,
        span.lastMs,
        frame.atMs,
        KINDS.indexOf(frame.kind),
        frame.direction === 'out' ? 1 : 0,
        frame.isBinary ? 1 : 0,
        frame.id,
        frame.event,
        frame.roundTripMs,
        frame.payload,
      ),
    );
    this.#frames += 1;
  }

  addEntry(entry: number, span: FrameSpan, staged: StagedEntry): void {
    const { record, captureId, source, pollKey } = staged;
    const { startedAtMs, endedAtMs, url, phases } = record;
    const begins = Math.min(startedAtMs, span.firstMs);
    const ends = Math.max(endedAtMs ?? startedAtMs, span.lastMs);
    const wait = phases.waitMs ?? 0;
    const json = JSON.stringify(record);
    this.#write(() =>
      this.#putEntry.run(entry, begins, ends, captureId, source, pollKey, url, startedAtMs, ends, wait, json),
    );
  }

  /** Keys of what is asked at least so often and may be polled. */
  pollKeys(leastRequests: number): string[] {
    return this.#database
      .prepare(
        'SELECT poll FROM entries WHERE capture IS NULL AND poll IS NOT NULL GROUP BY poll HAVING count(*) >= ? ORDER BY min(begins)',
      )
      .all(leastRequests)
      .map((row) => textIn(row, 'poll'));
  }

  /** Entries of which the file does not say what capture they are of, in order of start. @param pollKey null: all that are no polls */
  *outlines(pollKey: string | null): Generator<EntryOutline, void, undefined> {
    const columns = 'entry, source, url, poll, started, ended, wait';
    const which = pollKey === null ? "source <> 'poll' AND ? IS NULL" : 'poll = ?';
    const rows = this.#database.prepare(
      `SELECT ${columns} FROM entries WHERE capture IS NULL AND ${which} ORDER BY begins, entry`,
    );
    for (const row of rows.all(pollKey)) yield toOutline(row);
  }

  assign(entry: number, captureId: number): void {
    this.#write(() =>
      this.#database.prepare('UPDATE entries SET capture = ? WHERE entry = ?').run(captureId, entry),
    );
  }

  countUnassigned(): number {
    const row = this.#database.prepare('SELECT count(*) AS total FROM entries WHERE capture IS NULL').get();
    return row === undefined ? 0 : numberIn(row, 'total');
  }

  /** Everything that is of a capture in order: what begins, what it brings, what ends. */
  *events(): Generator<StagedEvent, void, undefined> {
    const ofCapture = 'FROM entries WHERE capture IS NOT NULL ORDER BY';
    const inTurn = (sql: string): Turns => new Turns(this.#database.prepare(sql).iterate());
    const begins = inTurn(`SELECT entry, capture, json, begins AS turn ${ofCapture} begins, entry`);
    const ends = inTurn(`SELECT entry, capture, json, ends AS turn ${ofCapture} ends, entry`);
    const frames = inTurn('SELECT * FROM frames ORDER BY turn, entry, rowid');
    const begun = new Set<number>();
    for (;;) {
      const turn = Math.min(begins.turn, frames.turn, ends.turn);
      if (turn === Infinity) return;
      // Of what has its turn at the same moment an end goes before what begins, so that one poll follows another.
      if (frames.turn === turn && (begins.turn > turn || begun.has(frames.entry))) {
        yield toFrameEvent(frames.take());
      } else if (ends.turn === turn && begun.delete(ends.entry)) {
        yield toRequestEvent('end', ends.take());
      } else {
        begun.add(begins.entry);
        yield toRequestEvent('begin', begins.take());
      }
    }
  }

  close(): void {
    this.#database.close();
    rmSync(this.#path, { force: true });
  }

  #write(run: () => void): void {
    try {
      run();
    } catch (error) {
      throw writeFailed(this.#path, error);
    }
  }
}

/** Rows in the order of their turns, of which the next one can be looked at. */
class Turns {
  readonly #rows: Iterator<SqlRow>;
  #next: IteratorResult<SqlRow>;

  constructor(rows: Iterator<SqlRow>) {
    this.#rows = rows;
    this.#next = rows.next();
  }

  /** Infinity: there is no row left. */
  get turn(): number {
    return this.#next.done === true ? Infinity : numberIn(this.#next.value, 'turn');
  }

  get entry(): number {
    return this.#next.done === true ? -1 : numberIn(this.#next.value, 'entry');
  }

  take(): SqlRow {
    if (this.#next.done === true) throw new Error('there is no row left');
    const row = this.#next.value;
    this.#next = this.#rows.next();
    return row;
  }
}

function toOutline(row: SqlRow): EntryOutline {
  const source = textIn(row, 'source');
  const poll = row['poll'];
  return {
    entry: numberIn(row, 'entry'),
    source: source === 'websocket' || source === 'sse' ? source : 'poll',
    url: textIn(row, 'url'),
    pollKey: typeof poll === 'string' ? poll : null,
    startedAtMs: numberIn(row, 'started'),
    endedAtMs: numberIn(row, 'ended'),
    waitMs: numberIn(row, 'wait'),
  };
}

function toRequestEvent(type: 'begin' | 'end', row: SqlRow): StagedEvent {
  return {
    type,
    entry: numberIn(row, 'entry'),
    captureId: numberIn(row, 'capture'),
    record: parseRequest(textIn(row, 'json')),
  };
}

function toFrameEvent(row: SqlRow): StagedEvent {
  const { id, event, trip } = row;
  const frame: StagedFrame = {
    atMs: numberIn(row, 'at'),
    direction: numberIn(row, 'sent') === 1 ? 'out' : 'in',
    kind: KINDS[numberIn(row, 'kind')] ?? 'message',
    isBinary: numberIn(row, 'binary') === 1,
    id: typeof id === 'string' ? id : null,
    event: typeof event === 'string' ? event : null,
    roundTripMs: typeof trip === 'number' ? trip : null,
    payload: bytesIn(row, 'payload'),
  };
  return { type: 'frame', entry: numberIn(row, 'entry'), frame };
}
