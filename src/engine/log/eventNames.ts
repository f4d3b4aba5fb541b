import { OTHER_EVENTS } from '../../protocol/frame.ts';
import { MAX_EVENT_NAME_CHARACTERS, MAX_EVENT_NAMES } from '../../protocol/limits.ts';

/** What SSE calls an event that has no name (HTML, 9.2.6: "message" is the default type). */
const DEFAULT_NAME = 'message';
const NONE = 0;
/** The place of every name beyond MAX_EVENT_NAMES: the largest that fits the column. */
const OTHER = 0xffff;

/** Event names by number, so that a frame holds two bytes for its name. Place 0 is no name. */
export class EventNames {
  readonly #names: string[];
  readonly #places = new Map<string, number>();
  readonly #onNew: (place: number, name: string) => void;
  /** Frames in a row mostly have the same name: comparing beats hashing. */
  #lastName = '';
  #lastPlace = NONE;

  /**
   * @param names those of an earlier run, from place 1 on
   * @param onNew told of each name that gets a place
   */
  constructor(names: readonly string[], onNew: (place: number, name: string) => void) {
    this.#names = [...names];
    for (const [index, name] of names.entries()) this.#places.set(name, index + 1);
    this.#onNew = onNew;
  }

  placeOf(name: string | null): number {
    if (name === null || name === DEFAULT_NAME || name === '') return NONE;
    if (name !== this.#lastName) {
      this.#lastPlace = this.#lookUp(name.slice(0, MAX_EVENT_NAME_CHARACTERS));
      this.#lastName = name;
    }
    return this.#lastPlace;
  }

  nameAt(place: number): string | null {
    if (place === NONE) return null;
    return place === OTHER ? OTHER_EVENTS : (this.#names[place - 1] ?? OTHER_EVENTS);
  }

  #lookUp(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    if (this.#names.length >= MAX_EVENT_NAMES) return OTHER;
    const place = this.#names.push(name);
    this.#places.set(name, place);
    this.#onNew(place, name);
    return place;
  }
}
