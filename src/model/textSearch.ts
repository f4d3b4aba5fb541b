import { toUtf8 } from './utf8.ts';

const A = 0x41;
const Z = 0x5a;
const CASE_BIT = 0x20;

/** Every byte to its lower case where it is an ASCII letter, else itself. */
const FOLD = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= A && byte <= Z ? byte | CASE_BIT : byte));

/**
 * Looks for one text in many byte ranges: ASCII letters match in either case, everything else byte by byte as UTF-8.
 * Boyer–Moore–Horspool (1980): compiled once, then it skips ahead by up to the text's length.
 */
export class TextSearch {
  readonly #pattern: Uint8Array;
  /** By the byte under the pattern's end: how far the pattern can move. */
  readonly #skip: Uint32Array;

  constructor(text: string) {
    this.#pattern = toUtf8(text).map((byte) => FOLD[byte] ?? byte);
    this.#skip = skipTable(this.#pattern);
  }

  /** Length of what is looked for, in bytes. */
  get length(): number {
    return this.#pattern.length;
  }

  /** What is looked for as bytes, ASCII letters in lower case. */
  get pattern(): Uint8Array {
    return this.#pattern;
  }

  /** Whether the text begins at `start` and ends within `to`. */
  isAt(bytes: Uint8Array, start: number, to: number): boolean {
    const end = start + this.#pattern.length - 1;
    if (start < 0 || end >= to) return false;
    return FOLD[bytes[end] ?? 0] === this.#pattern.at(-1) && this.#matchesBefore(bytes, end);
  }

  /** Where the text first begins within `from` to `to`; -1 where it does not. An empty text is found at `from`. */
  indexIn(bytes: Uint8Array, from = 0, to = bytes.length): number {
    const lastIndex = this.#pattern.length - 1;
    if (lastIndex < 0) return from;
    const lastByte = this.#pattern[lastIndex];
    let end = from + lastIndex;
    while (end < to) {
      const byte = bytes[end] ?? 0;
      if (FOLD[byte] === lastByte && this.#matchesBefore(bytes, end)) return end - lastIndex;
      end += this.#skip[byte] ?? 1;
    }
    return -1;
  }

  #matchesBefore(bytes: Uint8Array, end: number): boolean {
    const start = end - this.#pattern.length + 1;
    for (let index = this.#pattern.length - 2; index >= 0; index--) {
      if (FOLD[bytes[start + index] ?? 0] !== this.#pattern[index]) return false;
    }
    return true;
  }
}

function skipTable(pattern: Uint8Array): Uint32Array {
  const skip = new Uint32Array(256).fill(pattern.length);
  for (let index = 0; index < pattern.length - 1; index++) {
    const byte = pattern[index] ?? 0;
    skip[byte] = pattern.length - 1 - index;
    if (byte >= (A | CASE_BIT) && byte <= (Z | CASE_BIT)) skip[byte & ~CASE_BIT] = pattern.length - 1 - index;
  }
  return skip;
}
