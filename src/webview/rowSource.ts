import type { FrameRow } from '../protocol/frame.ts';
import { MAX_ROWS_PER_READ } from '../protocol/limits.ts';
import type { RowPage, RowQuery } from '../protocol/panel.ts';
import type { SessionSnapshot } from '../protocol/session.ts';
import { isEveryRow } from './state.ts';

/** Rows kept: those around what is shown. A row with its preview is about half a kilobyte. */
const MAX_KEPT_ROWS = 3_000;
/** Rows read beyond those asked for, so that a slow scroll finds them there. */
const READ_AHEAD_ROWS = 60;
/** While a search is under way: how soon to ask how far it is. */
const SEARCH_POLL_MS = 150;

export interface RowReader {
  readonly read: (query: RowQuery, from: number, to: number) => Promise<RowPage>;
  /** The rows, their number or the progress of a search have changed. */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
  /** While this is false nothing is read. */
  readonly isWanted: () => boolean;
}

/**
 * The rows of the log that match a query, read as they are needed: one read at a time, always for what is wanted then,
 * so a fast scroll does not queue up reads of places already left.
 */
export class RowSource {
  readonly #reader: RowReader;
  #rows = new Map<number, FrameRow>();
  #query: RowQuery;
  #snapshot: SessionSnapshot | null = null;
  #wanted = { from: 0, to: 0 };
  #isCountKnown = true;
  #isReading = false;
  /** Changes when what was read before is void. */
  #epoch = 0;
  #matchCount = 0;
  /** What the snapshot says that there is: the list grows by it once it is read, where its end is in view. */
  #awaitedCount = 0;
  #progress = 1;

  constructor(query: RowQuery, reader: RowReader) {
    this.#query = query;
    this.#reader = reader;
  }

  get matchCount(): number {
    return this.#matchCount;
  }

  /** Share of the log that the search has seen, 0 to 1. */
  get progress(): number {
    return this.#progress;
  }

  row(position: number): FrameRow | undefined {
    return this.#rows.get(position);
  }

  setQuery(query: RowQuery): void {
    if (query === this.#query) return;
    this.#query = query;
    this.#forget();
    this.#count();
    this.pump();
  }

  setSnapshot(snapshot: SessionSnapshot): void {
    const last = this.#snapshot;
    if (snapshot === last) return;
    this.#snapshot = snapshot;
    // When the oldest rows are given up, all places move.
    if (last?.generation !== snapshot.generation || last.droppedRows !== snapshot.droppedRows) this.#forget();
    if (last?.rowCount !== snapshot.rowCount || last.generation !== snapshot.generation) this.#count();
    this.pump();
  }

  want(from: number, to: number): void {
    this.#wanted = { from, to };
    this.pump();
  }

  /** Reads what is wanted and not there. */
  pump(): void {
    if (this.#isReading || this.#snapshot === null || !this.#reader.isWanted()) return;
    const gap = this.#gap();
    if (gap === null && this.#isCountKnown) return;
    void this.#read(gap ?? { from: this.#wanted.from, to: this.#wanted.from + 1 });
  }

  #forget(): void {
    this.#epoch += 1;
    this.#rows = new Map();
  }

  /** Without a filter the snapshot says how many rows match; with one, only a read can. */
  #count(): void {
    if (this.#snapshot !== null && isEveryRow(this.#query)) {
      this.#awaitedCount = this.#snapshot.rowCount - this.#snapshot.droppedRows;
      const isEndInView = this.#matchCount > 0 && this.#wanted.to >= this.#matchCount;
      if (!isEndInView || this.#awaitedCount < this.#matchCount) this.#matchCount = this.#awaitedCount;
      this.#isCountKnown = true;
      this.#progress = 1;
    } else {
      this.#isCountKnown = false;
    }
  }

  #gap(): { from: number; to: number } | null {
    const end = Math.min(this.#wanted.to, this.#matchCount);
    let first = this.#wanted.from;
    while (first < end && this.#rows.has(first)) first += 1;
    if (first >= end) return this.#growth();
    let last = end - 1;
    while (this.#rows.has(last)) last -= 1;
    const from = Math.max(0, first - READ_AHEAD_ROWS);
    return { from, to: Math.min(from + MAX_ROWS_PER_READ, last + 1 + READ_AHEAD_ROWS) };
  }

  /** The rows that the list is to grow by: the last ones, where there are more than are seen at once. */
  #growth(): { from: number; to: number } | null {
    if (!isEveryRow(this.#query) || this.#awaitedCount <= this.#matchCount) return null;
    const from = Math.max(this.#matchCount, this.#awaitedCount - MAX_ROWS_PER_READ / 2);
    return { from, to: this.#awaitedCount + READ_AHEAD_ROWS };
  }

  async #read({ from, to }: { from: number; to: number }): Promise<void> {
    const epoch = this.#epoch;
    this.#isReading = true;
    this.#isCountKnown = true;
    try {
      const page = await this.#reader.read(this.#query, from, to);
      if (epoch === this.#epoch) this.#keep(page, from);
    } catch (error) {
      this.#reader.onError(error);
      return;
    } finally {
      this.#isReading = false;
    }
    // A read that did not bring what it was for is tried again when something has changed, not at once for ever.
    if (epoch !== this.#epoch || this.#gap()?.from !== from) this.pump();
  }

  #keep(page: RowPage, from: number): void {
    if (page.generation !== this.#snapshot?.generation) return;
    for (const [place, row] of page.rows.entries()) this.#rows.set(from + place, row);
    this.#trim();
    if (isEveryRow(this.#query)) {
      const readTo = Math.min(from + page.rows.length, this.#awaitedCount);
      this.#matchCount = Math.max(this.#matchCount, readTo);
    } else {
      this.#matchCount = page.matchCount;
      this.#progress = page.progress;
      if (page.progress < 1) this.#askAgain();
    }
    this.#reader.onChange();
  }

  #askAgain(): void {
    window.setTimeout(() => {
      this.#isCountKnown = isEveryRow(this.#query);
      this.pump();
    }, SEARCH_POLL_MS);
  }

  #trim(): void {
    if (this.#rows.size <= MAX_KEPT_ROWS) return;
    const { from, to } = this.#wanted;
    const reach = MAX_KEPT_ROWS / 3;
    for (const position of this.#rows.keys()) {
      if (position < from - reach || position > to + reach) this.#rows.delete(position);
    }
  }
}
