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
  readonly read: (
    query: RowQuery,
    from: number,
    to: number,
    highlights: readonly string[],
  ) => Promise<RowPage>;
  /** The rows, their number or the progress of a search have changed. */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
  /** While this is false nothing is read. */
  readonly isWanted: () => boolean;
}

interface KeptRow {
  readonly frame: FrameRow;
  /** A bit for each highlight that it matches. */
  readonly highlights: number;
  /** As of which change of what is asked for. An older row is shown until it has been read again. */
  readonly version: number;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The rows of the log that match a query, read as they are needed: one read at a time, always for what is wanted then,
 * so a fast scroll does not queue up reads of places already left.
 */
export class RowSource {
  readonly #reader: RowReader;
  #rows = new Map<number, KeptRow>();
  #query: RowQuery;
  #highlights: readonly string[] = [];
  #snapshot: SessionSnapshot | null = null;
  #wanted: Range = { from: 0, to: 0 };
  #isCountKnown = true;
  #isReading = false;
  /** Changes when what was read before is out of date, and what is being read is void. */
  #version = 0;
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
    return this.#rows.get(position)?.frame;
  }

  /** A bit for each highlight that a row matches. */
  highlightsOf(position: number): number {
    return this.#rows.get(position)?.highlights ?? 0;
  }

  setQuery(query: RowQuery): void {
    if (query === this.#query) return;
    this.#query = query;
    this.#outdate();
    this.#count();
    this.pump();
  }

  /** @param highlights filters of which each row tells whether it matches */
  setHighlights(highlights: readonly string[]): void {
    const isSame =
      highlights.length === this.#highlights.length &&
      highlights.every((text, place) => text === this.#highlights[place]);
    if (isSame) return;
    const bits = this.#highlights.map((text) => highlights.indexOf(text));
    for (const [position, row] of this.#rows) {
      this.#rows.set(position, { ...row, highlights: movedBits(row.highlights, bits) });
    }
    this.#highlights = highlights;
    this.#outdate();
    this.pump();
  }

  setSnapshot(snapshot: SessionSnapshot): void {
    const last = this.#snapshot;
    if (snapshot === last) return;
    this.#snapshot = snapshot;
    if (last !== null && last.generation !== snapshot.generation) {
      this.#outdate();
      this.#rows.clear();
    } else if (last !== null && last.droppedRows !== snapshot.droppedRows) {
      this.#moveUp(snapshot.droppedRows - last.droppedRows);
    }
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

  #outdate(): void {
    this.#version += 1;
  }

  /** The oldest rows were given up. Without a filter all places move by as many; with one, who knows. */
  #moveUp(count: number): void {
    if (!isEveryRow(this.#query)) {
      this.#outdate();
      return;
    }
    const kept = [...this.#rows].filter(([position]) => position >= count);
    this.#rows = new Map(kept.map(([position, row]) => [position - count, row]));
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

  #gap(): Range | null {
    const end = Math.min(this.#wanted.to, this.#matchCount);
    let first = this.#wanted.from;
    while (first < end && this.#isFresh(first)) first += 1;
    if (first >= end) return this.#growth();
    let last = end - 1;
    while (this.#isFresh(last)) last -= 1;
    const from = Math.max(0, first - READ_AHEAD_ROWS);
    return { from, to: Math.min(from + MAX_ROWS_PER_READ, last + 1 + READ_AHEAD_ROWS) };
  }

  #isFresh(position: number): boolean {
    return this.#rows.get(position)?.version === this.#version;
  }

  /** The rows that the list is to grow by: the last ones, where there are more than are seen at once. */
  #growth(): Range | null {
    if (!isEveryRow(this.#query) || this.#awaitedCount <= this.#matchCount) return null;
    const from = Math.max(this.#matchCount, this.#awaitedCount - MAX_ROWS_PER_READ / 2);
    return { from, to: this.#awaitedCount + READ_AHEAD_ROWS };
  }

  async #read({ from, to }: Range): Promise<void> {
    const version = this.#version;
    this.#isReading = true;
    this.#isCountKnown = true;
    try {
      const page = await this.#reader.read(this.#query, from, to, this.#highlights);
      if (version === this.#version) this.#keep(page, from);
    } catch (error) {
      this.#reader.onError(error);
      return;
    } finally {
      this.#isReading = false;
    }
    // A read that did not bring what it was for is tried again when something has changed, not at once for ever.
    if (version !== this.#version || this.#gap()?.from !== from) this.pump();
  }

  #keep(page: RowPage, from: number): void {
    if (page.generation !== this.#snapshot?.generation) return;
    const { droppedRows } = this.#snapshot;
    const isEvery = isEveryRow(this.#query);
    for (const [place, frame] of page.rows.entries()) {
      // The engine may have given up rows of which no snapshot has told yet: the number says where a row belongs.
      const position = isEvery ? frame.row - droppedRows : from + place;
      this.#rows.set(position, {
        frame,
        highlights: page.highlights[place] ?? 0,
        version: this.#version,
      });
    }
    this.#trim();
    if (isEvery) {
      const readTo = Math.min((page.rows.at(-1)?.row ?? -1) + 1 - droppedRows, this.#awaitedCount);
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

/** @param bits where each bit goes; -1: nowhere */
function movedBits(mask: number, bits: readonly number[]): number {
  return bits.reduce((moved, to, from) => moved | (to >= 0 && (mask & (1 << from)) !== 0 ? 1 << to : 0), 0);
}
