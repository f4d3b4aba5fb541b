const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const [OPEN_BRACKET, CLOSE_BRACKET] = [0x5b, 0x5d];
const [OPEN_BRACE, CLOSE_BRACE] = [0x7b, 0x7d];

/** Where a value begins, and where the byte behind it is. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Members of an object: where the name and the value of each are. */
export interface MemberSpan {
  readonly name: Span;
  readonly value: Span;
}

/**
 * Finds values in the bytes of a JSON text (RFC 8259) without reading them. The text is valid: JSON.parse has taken it.
 * JSON's own characters are ASCII, and no byte of a longer character of UTF-8 looks like one of them. Nothing here
 * recurses, so no depth of nesting is too much.
 */
export class JsonScanner {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @param from where white space may come before the value */
  valueAt(from: number): Span {
    const start = this.#skipSpace(from);
    return { start, end: this.#endOf(start) };
  }

  isArray({ start }: Span): boolean {
    return this.#bytes[start] === OPEN_BRACKET;
  }

  /** Where the items of an array begin and end: two numbers each. */
  itemsOf(array: Span): Float64Array {
    const ends: number[] = [];
    let at = this.#skipSpace(array.start + 1);
    while (this.#bytes[at] !== CLOSE_BRACKET) {
      const end = this.#endOf(at);
      ends.push(at, end);
      at = this.#skipSpace(end);
      if (this.#bytes[at] === COMMA) at = this.#skipSpace(at + 1);
    }
    return Float64Array.from(ends);
  }

  /** Nothing where it is no object. */
  *membersOf(object: Span): Generator<MemberSpan, void, undefined> {
    if (this.#bytes[object.start] !== OPEN_BRACE) return;
    let at = this.#skipSpace(object.start + 1);
    while (this.#bytes[at] === QUOTE) {
      const name = { start: at, end: this.#endOfString(at) };
      at = this.#skipSpace(name.end);
      if (this.#bytes[at] === COLON) at = this.#skipSpace(at + 1);
      const value = { start: at, end: this.#endOf(at) };
      yield { name, value };
      at = this.#skipSpace(value.end);
      if (this.#bytes[at] === COMMA) at = this.#skipSpace(at + 1);
    }
  }

  #endOf(start: number): number {
    switch (this.#bytes[start] ?? 0) {
      case QUOTE:
        return this.#endOfString(start);
      case OPEN_BRACKET:
      case OPEN_BRACE:
        return this.#endOfNested(start);
      default:
        return this.#endOfWord(start);
    }
  }

  #endOfString(start: number): number {
    let at = start + 1;
    for (; at < this.#bytes.length; at += 1) {
      const byte = this.#bytes[at];
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) return at + 1;
    }
    return at;
  }

  #endOfNested(start: number): number {
    let depth = 0;
    for (let at = start; at < this.#bytes.length;) {
      const byte = this.#bytes[at];
      if (byte === QUOTE) {
        at = this.#endOfString(at);
        continue;
      }
      at += 1;
      if (byte === OPEN_BRACKET || byte === OPEN_BRACE) depth += 1;
      else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) depth -= 1;
      if (depth === 0) return at;
    }
    return this.#bytes.length;
  }

  /** A number, `true`, `false` or `null`. */
  #endOfWord(start: number): number {
    let at = start;
    while (at < this.#bytes.length && isOfWord(this.#bytes[at] ?? 0)) at += 1;
    return at;
  }

  #skipSpace(from: number): number {
    let at = from;
    while (isSpace(this.#bytes[at])) at += 1;
    return at;
  }
}

/** RFC 8259, section 2. */
function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isOfWord(byte: number): boolean {
  return !isSpace(byte) && byte !== COMMA && byte !== CLOSE_BRACKET && byte !== CLOSE_BRACE;
}
