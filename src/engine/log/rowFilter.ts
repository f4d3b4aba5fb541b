import { MAX_FILTER_MATCHES } from '../../protocol/limits.ts';
import type { RowQuery } from '../../protocol/panel.ts';
import type { Clock } from '../clock.ts';
import type { FrameLog } from './frameLog.ts';
import { RowList } from './rowList.ts';
import { RowMatcher } from './rowMatcher.ts';

/** Whether a query matches everything. */
function isEveryRow(query: RowQuery): boolean {
  return query.text === '' && query.direction === null && query.kinds === null && query.captureIds === null;
}

/**
 * The rows of a log that match a query, by position among them. `advance` searches on, from the oldest row to the
 * newest, and later takes up what has come since; what the log drops falls out at the front. A query that matches every
 * row needs no searching and no memory. After the log was cleared, make a new filter.
 */
export class RowFilter {
  readonly #log: FrameLog;
  readonly #matcher: RowMatcher | null;
  readonly #limit: number;
  readonly #matches = new RowList();
  /** Rows before this one have been searched. */
  #searchedRows = 0;
  #forgottenMatches = 0;

  constructor(log: FrameLog, query: RowQuery, limit = MAX_FILTER_MATCHES) {
    this.#log = log;
    this.#limit = limit;
    this.#matcher = isEveryRow(query) ? null : new RowMatcher(query, (place) => log.eventName(place));
  }

  /** Matching rows found so far and still in the log. */
  get matchCount(): number {
    if (this.#matcher === null) return this.#log.rowCount - this.#log.droppedRows;
    this.#forgetDropped();
    return this.#matches.length;
  }

  /** The oldest matches, forgotten because there were more than MAX_FILTER_MATCHES. */
  get forgottenMatches(): number {
    return this.#forgottenMatches;
  }

  /** Share of the log's rows that have been searched, 0 to 1. */
  get progress(): number {
    const { rowCount, droppedRows } = this.#log;
    if (this.#matcher === null || rowCount === droppedRows) return 1;
    return Math.max(0, this.#searchedRows - droppedRows) / (rowCount - droppedRows);
  }

  /**
   * Searches on for about `budgetMs`: a block (at most 16,384 rows, or one large message) is searched to its end.
   * @returns whether every row has been searched
   */
  advance(budgetMs: number, clock: Clock): boolean {
    if (this.#matcher === null) return true;
    const deadlineMs = clock.nowMs() + budgetMs;
    this.#searchedRows = Math.max(this.#searchedRows, this.#log.droppedRows);
    while (this.#searchedRows < this.#log.rowCount) {
      if (this.#searchBlock(this.#matcher) && clock.nowMs() >= deadlineMs) break;
    }
    return this.#searchedRows >= this.#log.rowCount;
  }

  /** The row at a position among the matching ones; undefined beyond either end. */
  rowAt(position: number): number | undefined {
    if (position < 0 || position >= this.matchCount) return undefined;
    return this.#matcher === null ? this.#log.droppedRows + position : this.#matches.at(position);
  }

  /** The position of the matching row nearest to a row, the earlier of two equally near; -1 where none matches. */
  positionNear(row: number): number {
    const count = this.matchCount;
    if (count === 0) return -1;
    if (this.#matcher === null) return Math.min(Math.max(row - this.#log.droppedRows, 0), count - 1);
    const after = this.#matches.positionOf(row);
    const next = this.#matches.at(after);
    const previous = this.#matches.at(after - 1);
    if (next === undefined) return after - 1;
    return previous !== undefined && row - previous <= next - row ? after - 1 : after;
  }

  /** @returns whether that took reading a block: one that cannot match is passed over */
  #searchBlock(matcher: RowMatcher): boolean {
    const span = this.#log.spanAt(this.#searchedRows);
    if (span === null) throw new Error(`row ${this.#searchedRows} is in no block`);
    const canMatch = matcher.canMatch(span.captureIds);
    const found = canMatch ? this.#log.blockAt(this.#searchedRows) : null;
    if (found !== null) {
      const { firstRow, block } = found;
      matcher.match(block, this.#searchedRows - firstRow, span.endRow - firstRow, (index) => {
        this.#matches.push(firstRow + index);
      });
      this.#forgetBeyondLimit();
    }
    this.#searchedRows = span.endRow;
    return canMatch;
  }

  #forgetDropped(): void {
    const { droppedRows } = this.#log;
    if ((this.#matches.at(0) ?? droppedRows) < droppedRows) {
      this.#matches.dropFirst(this.#matches.positionOf(droppedRows));
    }
  }

  #forgetBeyondLimit(): void {
    const excess = this.#matches.length - this.#limit;
    if (excess <= 0) return;
    this.#matches.dropFirst(excess);
    this.#forgottenMatches += excess;
  }
}
