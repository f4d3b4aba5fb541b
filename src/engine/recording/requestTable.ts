import type { StatementSync } from 'node:sqlite';
import type { TimelineBar } from '../../protocol/timeline.ts';
import type { BarSample, EndedRequest, PlacedRequest, RequestStore } from '../log/requestStore.ts';
import type { RecordingFile } from './recordingFile.ts';
import { isOutcome, isPurpose, parseRequest } from './requestJson.ts';
import { numberIn, textIn, type SqlRow } from './sqlite.ts';

/** Requests given up at once when the size budget is reached. */
const DROPPED_AT_ONCE = 1_024;
/** Rows of a statement that are in memory together. */
const READ_AT_ONCE = 4_096;

/**
 * The requests of a capture that overlap a window. Those that have ended began at most the longest duration before it,
 * which keeps the search to a stretch of the index on `started`.
 */
const WINDOW = `
WITH bars AS (
  SELECT idx, purpose, outcome, messages, started, ended FROM requests
  WHERE capture = :capture AND started >= :earliest AND started < :to AND ended >= :from
  UNION ALL
  SELECT idx, purpose, outcome, messages, started, ended FROM requests
  WHERE capture = :capture AND ended IS NULL AND started < :to
)`;

/** A recording's requests. */
export class RequestTable implements RequestStore {
  readonly #file: RecordingFile;
  readonly #makeRoom: () => void;
  readonly #put: StatementSync;
  readonly #find: StatementSync;
  readonly #range: StatementSync;
  readonly #countBars: StatementSync;
  readonly #readBars: StatementSync;
  readonly #ended: StatementSync;
  readonly #longest: StatementSync;
  readonly #ends: StatementSync;
  readonly #drop: StatementSync;
  /** The longest that a request of a capture took. */
  readonly #longestMs = new Map<number, number>();
  #firstOrdinal = 0;
  #endOrdinal = 0;

  /** @param makeRoom called in the transaction that added requests, to keep the size budget */
  constructor(file: RecordingFile, makeRoom: () => void) {
    const { database } = file;
    this.#file = file;
    this.#makeRoom = makeRoom;
    this.#put = database.prepare('INSERT OR REPLACE INTO requests VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#find = database.prepare('SELECT ordinal, json FROM requests WHERE capture = ? AND idx = ?');
    this.#range = database.prepare(
      'SELECT ordinal, json FROM requests WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal',
    );
    this.#countBars = database.prepare(`${WINDOW} SELECT count(*) AS total FROM bars`);
    this.#readBars = database.prepare(
      `${WINDOW} SELECT * FROM bars WHERE idx % :stride = 0 ORDER BY started LIMIT :limit`,
    );
    this.#ended = database.prepare(
      'SELECT capture, ended, outcome FROM requests WHERE ordinal >= ? AND ordinal < ? AND ended IS NOT NULL',
    );
    this.#longest = database.prepare(
      'SELECT coalesce(max(ended - started), 0) AS longest FROM requests WHERE capture = ?',
    );
    this.#ends = database.prepare(
      'SELECT coalesce(min(ordinal), 0) AS first, coalesce(max(ordinal) + 1, 0) AS end FROM requests',
    );
    this.#drop = database.prepare('DELETE FROM requests WHERE ordinal < ?');
    this.#readEnds();
  }

  get firstOrdinal(): number {
    return this.#firstOrdinal;
  }

  get endOrdinal(): number {
    return this.#endOrdinal;
  }

  writeRequests(requests: readonly PlacedRequest[]): void {
    this.#file.write(() => {
      for (const request of requests) if (request.ordinal >= this.#firstOrdinal) this.#write(request);
      this.#makeRoom();
    });
  }

  findRequest(captureId: number, index: number): PlacedRequest | null {
    return this.#file.read(() => {
      const row = this.#find.get(captureId, index);
      return row === undefined ? null : toPlaced(row);
    });
  }

  readRequests(fromOrdinal: number, toOrdinal: number): PlacedRequest[] {
    return this.#file.read(() => this.#range.all(fromOrdinal, toOrdinal).map(toPlaced));
  }

  requestsInWindow(captureId: number, fromMs: number, toMs: number, limit: number): BarSample {
    return this.#file.read(() => {
      const earliest = fromMs - this.#longestOf(captureId);
      const window = { capture: captureId, from: fromMs, to: toMs, earliest };
      const counted = this.#countBars.get(window);
      const total = counted === undefined ? 0 : numberIn(counted, 'total');
      const stride = Math.max(1, Math.ceil(total / limit));
      const bars = this.#readBars.all({ ...window, stride, limit }).map(toBar);
      return { bars, hiddenBars: total - bars.length };
    });
  }

  *endedRequests(): Generator<EndedRequest, void, undefined> {
    for (let from = this.#firstOrdinal; from < this.#endOrdinal; from += READ_AT_ONCE) {
      yield* this.#file.read(() => this.#ended.all(from, from + READ_AT_ONCE).map(toEnded));
    }
  }

  clearRequests(): void {
    this.#file.write(() => {
      this.#file.database.exec('DELETE FROM requests');
    });
    this.#longestMs.clear();
    this.#readEnds();
  }

  /** When the oldest request that may be dropped began; null: the newest ones stay. */
  oldestMs(): number | null {
    if (this.#endOrdinal - this.#firstOrdinal <= DROPPED_AT_ONCE) return null;
    const row = this.#file.database.prepare('SELECT started FROM requests ORDER BY ordinal LIMIT 1').get();
    return row === undefined ? null : numberIn(row, 'started');
  }

  dropOldest(): void {
    this.#firstOrdinal += DROPPED_AT_ONCE;
    this.#drop.run(this.#firstOrdinal);
  }

  #write({ ordinal, record }: PlacedRequest): void {
    const { captureId, index, purpose, outcome, messageCount, startedAtMs, endedAtMs } = record;
    const json = JSON.stringify(record);
    this.#put.run(ordinal, captureId, index, purpose, outcome, messageCount, startedAtMs, endedAtMs, json);
    this.#endOrdinal = Math.max(this.#endOrdinal, ordinal + 1);
    if (endedAtMs === null) return;
    this.#longestMs.set(captureId, Math.max(this.#longestOf(captureId), endedAtMs - startedAtMs));
  }

  #longestOf(captureId: number): number {
    const known = this.#longestMs.get(captureId);
    if (known !== undefined) return known;
    const row = this.#longest.get(captureId);
    const longestMs = row === undefined ? 0 : numberIn(row, 'longest');
    this.#longestMs.set(captureId, longestMs);
    return longestMs;
  }

  #readEnds(): void {
    const row = this.#ends.get();
    this.#firstOrdinal = row === undefined ? 0 : numberIn(row, 'first');
    this.#endOrdinal = row === undefined ? 0 : numberIn(row, 'end');
  }
}

function toPlaced(row: SqlRow): PlacedRequest {
  return { ordinal: numberIn(row, 'ordinal'), record: parseRequest(textIn(row, 'json')) };
}

function toEnded(row: SqlRow): EndedRequest {
  const { outcome } = row;
  if (!isOutcome(outcome)) throw new Error('a request is of an unknown kind');
  return { captureId: numberIn(row, 'capture'), endedAtMs: numberIn(row, 'ended'), outcome };
}

function toBar(row: SqlRow): TimelineBar {
  const { purpose, outcome, ended } = row;
  if (!isPurpose(purpose) || !isOutcome(outcome)) throw new Error('a request is of an unknown kind');
  return {
    requestIndex: numberIn(row, 'idx'),
    purpose,
    startedAtMs: numberIn(row, 'started'),
    endedAtMs: ended === null ? null : numberIn(row, 'ended'),
    outcome,
    messageCount: numberIn(row, 'messages'),
  };
}
