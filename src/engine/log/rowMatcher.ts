import { FRAME_KINDS } from '../../protocol/frame.ts';
import type { RowQuery } from '../../protocol/panel.ts';
import type { FrameBlock } from '../../model/frameBlock.ts';
import { directionOf, kindOf } from '../../model/frameFlags.ts';
import { TextSearch } from '../../model/textSearch.ts';
import { toUtf8 } from '../../model/utf8.ts';

/** A query compiled for whole blocks. */
export class RowMatcher {
  readonly #search: TextSearch | null;
  readonly #captureIds: ReadonlySet<number> | null;
  /** Per value of the flags byte: whether direction and kind match. */
  readonly #flagsMatch: readonly boolean[];
  readonly #eventName: (place: number) => string | null;
  /** Whether the event name at a place matches, as far as it was asked for. */
  readonly #eventMatches = new Map<number, boolean>();

  /** @param eventName the log's dictionary */
  constructor(query: RowQuery, eventName: (place: number) => string | null) {
    this.#search = query.text === '' ? null : new TextSearch(query.text);
    this.#captureIds = query.captureIds === null ? null : new Set(query.captureIds);
    this.#flagsMatch = Array.from({ length: 256 }, (_, flags) => matchesFlags(query, flags));
    this.#eventName = eventName;
  }

  /** Whether a block with frames of these captures can have a match. */
  canMatch(captureIds: readonly number[] | null): boolean {
    const wanted = this.#captureIds;
    return wanted === null || captureIds === null || captureIds.some((id) => wanted.has(id));
  }

  /** Calls `onMatch` with the place of each matching frame among `from` to `to`, in order. */
  match(block: FrameBlock, from: number, to: number, onMatch: (index: number) => void): void {
    const { flags, captureId } = block.columns;
    const payloads = this.#search === null ? null : new PayloadHits(block, this.#search, from, to);
    for (let index = from; index < to; index++) {
      if (this.#flagsMatch[flags[index] ?? 0] !== true) continue;
      if (this.#captureIds !== null && !this.#captureIds.has(captureId[index] ?? 0)) continue;
      if (payloads !== null && !payloads.has(index) && !this.#matchesNames(block, index)) continue;
      onMatch(index);
    }
  }

  #matchesNames(block: FrameBlock, index: number): boolean {
    const id = block.idOf(index);
    if (id !== null && this.#finds(id)) return true;
    const event = block.columns.event[index] ?? 0;
    return event !== 0 && this.#matchesEvent(event);
  }

  #matchesEvent(place: number): boolean {
    let isMatch = this.#eventMatches.get(place);
    if (isMatch === undefined) {
      isMatch = this.#finds(toUtf8(this.#eventName(place) ?? ''));
      this.#eventMatches.set(place, isMatch);
    }
    return isMatch;
  }

  #finds(bytes: Uint8Array): boolean {
    return this.#search !== null && this.#search.indexIn(bytes) >= 0;
  }
}

/**
 * Which frames' payloads hold the text. Searches the block's payloads as one run, however short each is, and finds
 * out only for a hit whose frame it is in; asked in ascending order, it goes no further than it must.
 */
class PayloadHits {
  readonly #block: FrameBlock;
  readonly #search: TextSearch;
  readonly #end: number;
  /** Where the next hit begins; `#end` and beyond: there is none. */
  #hit: number;

  constructor(block: FrameBlock, search: TextSearch, from: number, to: number) {
    this.#block = block;
    this.#search = search;
    this.#end = block.payloadStart(to);
    this.#hit = this.#next(block.payloadStart(from));
  }

  has(index: number): boolean {
    const start = this.#block.payloadStart(index);
    const end = this.#block.payloadStart(index + 1);
    if (this.#hit < start) this.#hit = this.#next(start);
    // A hit may lie across two payloads, which is none: the next one may lie within this payload still.
    while (this.#hit < end && this.#hit + this.#search.length > end) this.#hit = this.#next(this.#hit + 1);
    return this.#hit < end;
  }

  #next(from: number): number {
    const found = this.#search.indexIn(this.#block.payload, from, this.#end);
    return found < 0 ? Infinity : found;
  }
}

function matchesFlags(query: RowQuery, flags: number): boolean {
  if (query.direction !== null && directionOf(flags) !== query.direction) return false;
  return (query.kinds ?? FRAME_KINDS).includes(kindOf(flags));
}
