import { type Direction, OTHER_EVENTS, type FrameKind } from '../protocol/frame.ts';
import { MAX_EVENT_NAME_CHARACTERS, MAX_EVENT_TYPES } from '../protocol/limits.ts';
import type { EventType } from '../protocol/statistics.ts';
import { directionOf, isBinary, kindOf, packFlags } from './frameFlags.ts';

/** What SSE calls an event that has no name (HTML, 9.2.6). */
const DEFAULT_NAME = 'message';
/** Direction, kind and binary: the bits of a frame's flags that tell frames without a name apart, and their place. */
const KIND_BITS = 0x1f;
const OTHER_PLACE = KIND_BITS + 1;
const FIRST_NAMED = OTHER_PLACE + 1;
const PLACES = FIRST_NAMED + MAX_EVENT_TYPES;

/** What is counted of each type, side by side: one line of the processor's cache for most frames. */
const [COUNT, BYTES, FIRST_MS, LAST_MS] = [0, 1, 2, 3];
const FIELDS = 4;

/** A capture's frames by event name, or by kind where they have none. Adds four numbers per frame and makes no object. */
export class EventTally {
  readonly #sums = new Float64Array(FIELDS * PLACES);
  readonly #names: string[] = [];
  readonly #places = new Map<string, number>();
  /** Frames in a row mostly have the same name: comparing beats hashing. */
  #lastName: string | null = null;
  #lastPlace = OTHER_PLACE;

  record(
    atMs: number,
    direction: Direction,
    kind: FrameKind,
    isBinaryFrame: boolean,
    event: string | null,
    sizeBytes: number,
  ): void {
    const place =
      event === null || event === DEFAULT_NAME
        ? packFlags(direction, kind, isBinaryFrame, null)
        : this.#placeOf(event);
    this.#add(place, 1, sizeBytes, atMs, atMs);
  }

  /** In the order in which their names first came, those without a name before them. */
  types(): EventType[] {
    const types: EventType[] = [];
    for (let place = 0; place < FIRST_NAMED + this.#names.length; place++) {
      const at = FIELDS * place;
      const count = this.#sums[at + COUNT] ?? 0;
      if (count === 0) continue;
      types.push({
        event: this.#eventAt(place),
        kind: place < OTHER_PLACE ? kindOf(place) : 'message',
        direction: place < OTHER_PLACE ? directionOf(place) : 'in',
        isBinary: place < OTHER_PLACE && isBinary(place),
        count,
        bytes: this.#sums[at + BYTES] ?? 0,
        firstMs: this.#sums[at + FIRST_MS] ?? 0,
        lastMs: this.#sums[at + LAST_MS] ?? 0,
      });
    }
    return types;
  }

  /** A tally that has what `types` gave. */
  static fromTypes(types: readonly EventType[]): EventTally {
    const tally = new EventTally();
    for (const { event, kind, direction, isBinary: isBinaryFrame, count, bytes, firstMs, lastMs } of types) {
      const place = event === null ? packFlags(direction, kind, isBinaryFrame, null) : tally.#placeOf(event);
      tally.#add(place, count, bytes, firstMs, lastMs);
    }
    return tally;
  }

  #add(place: number, count: number, bytes: number, firstMs: number, lastMs: number): void {
    const at = FIELDS * place;
    const before = this.#sums[at + COUNT] ?? 0;
    if (before === 0) this.#sums[at + FIRST_MS] = firstMs;
    this.#sums[at + COUNT] = before + count;
    this.#sums[at + BYTES] = (this.#sums[at + BYTES] ?? 0) + bytes;
    this.#sums[at + LAST_MS] = lastMs;
  }

  #eventAt(place: number): string | null {
    if (place < OTHER_PLACE) return null;
    return place === OTHER_PLACE ? OTHER_EVENTS : (this.#names[place - FIRST_NAMED] ?? OTHER_EVENTS);
  }

  #placeOf(name: string): number {
    if (name !== this.#lastName) {
      this.#lastPlace = this.#lookUp(name);
      this.#lastName = name;
    }
    return this.#lastPlace;
  }

  #lookUp(name: string): number {
    const kept = name.length > MAX_EVENT_NAME_CHARACTERS ? name.slice(0, MAX_EVENT_NAME_CHARACTERS) : name;
    const known = this.#places.get(kept);
    if (known !== undefined) return known;
    if (kept === OTHER_EVENTS || this.#names.length >= MAX_EVENT_TYPES) return OTHER_PLACE;
    const place = FIRST_NAMED + this.#names.length;
    this.#names.push(kept);
    this.#places.set(kept, place);
    return place;
  }
}
