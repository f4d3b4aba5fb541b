import type { Direction } from '../protocol/frame.ts';
import { MAX_CLOSE_NOTES } from '../protocol/limits.ts';
import type { CloseNote } from '../protocol/timeline.ts';

/** A close frame's payload is a code and at most 123 bytes (RFC 6455, section 5.5.1), written out; a recording may be damaged. */
const MAX_TEXT_BYTES = 512;

const utf8 = new TextDecoder();

/** What a capture's close frames said: the first and the most recent ones. All are counted in its timeline. */
export class CloseNotes {
  readonly #first: CloseNote[] = [];
  readonly #recent: CloseNote[] = [];

  add(atMs: number, direction: Direction, payload: Uint8Array): void {
    const note = { atMs, direction, text: utf8.decode(payload.subarray(0, MAX_TEXT_BYTES)) };
    if (this.#first.length < MAX_CLOSE_NOTES / 2) {
      this.#first.push(note);
      return;
    }
    this.#recent.push(note);
    if (this.#recent.length > MAX_CLOSE_NOTES / 2) this.#recent.shift();
  }

  between(fromMs: number, toMs: number): readonly CloseNote[] {
    const isWithin = ({ atMs }: CloseNote): boolean => atMs >= fromMs && atMs < toMs;
    return [...this.#first.filter(isWithin), ...this.#recent.filter(isWithin)];
  }
}
