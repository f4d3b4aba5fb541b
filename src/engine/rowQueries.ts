import type { RowPage, RowQuery } from '../protocol/panel.ts';
import { systemClock } from './clock.ts';
import type { FrameLog } from './log/frameLog.ts';
import { RowFilter } from './log/rowFilter.ts';
import { RowHighlights } from './log/rowHighlights.ts';

/** How long one call searches: a reader sees a partial answer soon and asks again, and the feed is not held up. */
const SEARCH_BUDGET_MS = 12;

/** Reads the rows that match a query. Keeps the last query's matches, so that scrolling does not search again. */
export class RowQueries {
  readonly #frames: FrameLog;
  #key = '';
  #filter: RowFilter | null = null;
  #highlightsKey = '';
  #highlights: RowHighlights | null = null;

  constructor(frames: FrameLog) {
    this.#frames = frames;
  }

  /**
   * Rows `from` to `to` of the matching ones, as far as the search has come.
   * @param highlights filters of which each row is to tell whether it matches
   */
  read(
    query: RowQuery,
    from: number,
    to: number,
    highlights: readonly string[],
  ): Omit<RowPage, 'generation'> {
    const filter = this.#filterFor(query);
    filter.advance(SEARCH_BUDGET_MS, systemClock);
    const rows = [];
    for (let position = from; position < to; position++) {
      const row = filter.rowAt(position);
      if (row === undefined) break;
      rows.push(...this.#frames.readRows(row, row + 1));
    }
    return {
      matchCount: filter.matchCount,
      rowCount: this.#frames.rowCount,
      progress: filter.progress,
      rows,
      highlights: this.#highlightsFor(highlights)?.masksOf(rows.map(({ row }) => row)) ?? [],
    };
  }

  /** The position of the match nearest to a row; -1 where nothing matches. */
  positionNear(query: RowQuery, row: number): number {
    const filter = this.#filterFor(query);
    filter.advance(SEARCH_BUDGET_MS, systemClock);
    return filter.positionNear(row);
  }

  /** To be called when the log was cleared: matches of the old rows mean nothing. */
  clear(): void {
    this.#filter = null;
    this.#highlights = null;
  }

  #filterFor(query: RowQuery): RowFilter {
    const key = JSON.stringify(query);
    if (this.#filter === null || key !== this.#key) {
      this.#filter = new RowFilter(this.#frames, query);
      this.#key = key;
    }
    return this.#filter;
  }

  #highlightsFor(filters: readonly string[]): RowHighlights | null {
    if (filters.length === 0) return null;
    const key = JSON.stringify(filters);
    if (this.#highlights === null || key !== this.#highlightsKey) {
      this.#highlights = new RowHighlights(this.#frames, filters);
      this.#highlightsKey = key;
    }
    return this.#highlights;
  }
}
