import { type FilterKnowledge, NO_KNOWLEDGE, samplePaths } from '../model/filter/filterKnowledge.ts';
import type { FrameRow } from '../protocol/frame.ts';
import {
  COMPLETION_SAMPLE_BYTES,
  COMPLETION_SAMPLE_ROWS,
  MAX_COMPLETION_NAMES,
  PREVIEW_CHARACTERS,
} from '../protocol/limits.ts';
import type { RowPage } from '../protocol/panel.ts';
import type { Panel } from './panel.ts';
import { payloadText } from './payloadText.ts';

/** What completions know of the session: read from the last rows of the list, and from the message that is selected. */
export class FilterSample {
  readonly #panel: Panel;
  #knowledge = NO_KNOWLEDGE;
  #generation: number | null = null;
  #isReading = false;

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  get knowledge(): FilterKnowledge {
    return this.#knowledge;
  }

  get isEmpty(): boolean {
    return this.#knowledge.eventNames.length === 0 && this.#knowledge.paths.length === 0;
  }

  /** Reads it anew. Where that fails, completions are of the language alone, or of what was known. */
  async refresh(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      await this.#read();
    } catch {
      // Whoever reads the list is told of the same failure.
    } finally {
      this.#isReading = false;
    }
  }

  async #read(): Promise<void> {
    const { selectedRow } = this.#panel.store.state;
    const page = await this.#lastRows();
    const names = page.rows.flatMap(({ event }) => event ?? []);
    const texts = await Promise.all([
      ...(selectedRow === null ? [] : [this.#payload(selectedRow)]),
      ...page.rows
        .filter(isSampled)
        .toReversed()
        .map((row) => this.#payloadOf(row)),
    ]);
    const isSameLog = page.generation === this.#generation;
    const known = isSameLog ? this.#knowledge : NO_KNOWLEDGE;
    this.#generation = page.generation;
    this.#knowledge = {
      eventNames: [...new Set([...names, ...known.eventNames])].slice(0, MAX_COMPLETION_NAMES),
      // A filter that nothing matches leaves what is known as it is.
      paths: texts.length === 0 ? known.paths : samplePaths(texts),
    };
  }

  /** By the list's own query: the engine keeps the matches of one query, and need not search again for this. */
  async #lastRows(): Promise<RowPage> {
    const { query, matches } = this.#panel.store.state;
    const read = (count: number): Promise<RowPage> => {
      const from = Math.max(0, count - COMPLETION_SAMPLE_ROWS);
      return this.#panel.call('rows/read', { query, from, to: from + COMPLETION_SAMPLE_ROWS });
    };
    const page = await read(matches.count);
    // The list may not know yet that fewer match than before.
    return page.rows.length === 0 && page.matchCount > 0 ? read(page.matchCount) : page;
  }

  /** A preview that is not full, but for half a surrogate pair, is the whole payload. */
  #payloadOf(row: FrameRow): string | Promise<string> {
    return row.preview.length < PREVIEW_CHARACTERS - 1 ? row.preview : this.#payload(row.row);
  }

  async #payload(row: number): Promise<string> {
    return payloadText(await this.#panel.call('frame/read', { row }));
  }
}

function isSampled(row: FrameRow): boolean {
  return row.kind === 'message' && !row.isBinary && row.sizeBytes <= COMPLETION_SAMPLE_BYTES;
}
