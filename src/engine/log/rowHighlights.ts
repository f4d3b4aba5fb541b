import { EVERY_ROW } from '../../protocol/panel.ts';
import type { FrameLog } from './frameLog.ts';
import { RowMatcher } from './rowMatcher.ts';

/** Which of several filters the rows of a page match. Asked of what is read only, it costs nothing per frame captured. */
export class RowHighlights {
  readonly #log: FrameLog;
  readonly #matchers: readonly RowMatcher[];

  /**
   * @param filters at most 32
   * @throws InspectorError `invalid-option` where one of them is no filter
   */
  constructor(log: FrameLog, filters: readonly string[]) {
    this.#log = log;
    this.#matchers = filters.map(
      (text) => new RowMatcher({ ...EVERY_ROW, text }, (place) => log.eventName(place)),
    );
  }

  /** For each of some ascending rows a bit for each filter, the lowest for the first. A row that is not there has none. */
  masksOf(rows: readonly number[]): number[] {
    const masks = new Array<number>(rows.length).fill(0);
    for (let place = 0; place < rows.length;) place = this.#markRun(rows, place, masks);
    return masks;
  }

  /** Rows that follow each other in one block are tested together. @returns the place after the last of them */
  #markRun(rows: readonly number[], place: number, masks: number[]): number {
    const first = rows[place] ?? 0;
    const found = this.#log.blockAt(first);
    if (found === null) return place + 1;
    const blockEnd = found.firstRow + found.block.count;
    let end = place + 1;
    while (rows[end] === first + end - place && first + end - place < blockEnd) end += 1;
    const from = first - found.firstRow;
    for (const [bit, matcher] of this.#matchers.entries()) {
      matcher.match(found.block, from, from + end - place, (index) => {
        const at = place + index - from;
        masks[at] = (masks[at] ?? 0) | (1 << bit);
      });
    }
    return end;
  }
}
