import { JsonScanner, type Span } from './jsonScanner.ts';

const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

/** A smaller object is searched again: there may be a million of them. */
const REMEMBERED_BYTES = 4 * 1024;

/**
 * Finds the bytes of a JSON document that a value was parsed from. It is read when a value is first looked for, and
 * only where that value lies.
 */
export class SourceMap {
  readonly #bytes: Uint8Array;
  readonly #scanner: JsonScanner;
  #root: Span | null = null;
  /** What was looked into so far, by where it begins: to search a large one for each value would be quadratic. */
  readonly #items = new Map<number, Float64Array>();
  readonly #members = new Map<number, ReadonlyMap<string, Span>>();

  /** @param bytes the document, valid JSON; a byte order mark before it is passed over */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#scanner = new JsonScanner(bytes);
  }

  /** @param location names and indexes from the root to the value, as JSONPath gives them */
  bytesAt(location: readonly (string | number)[]): Uint8Array {
    this.#root ??= this.#scanner.valueAt(this.#hasByteOrderMark ? BYTE_ORDER_MARK.length : 0);
    let span: Span | undefined = this.#root;
    for (const step of location) {
      if (span === undefined) break;
      span = typeof step === 'number' ? this.#item(span, step) : this.#member(span, step);
    }
    if (span === undefined) throw new Error(`the document has nothing at ${JSON.stringify(location)}`);
    return this.#bytes.subarray(span.start, span.end);
  }

  /**
   * A string or number as text, where it can name something. A number that is no safe integer is given as it is
   * written: a double does not hold the last digits, by which 64-bit ids differ.
   * @param value what was parsed at `location`
   * @returns null for any other value
   */
  nameAt(location: readonly (string | number)[], value: unknown): string | null {
    if (typeof value === 'string') return value;
    if (typeof value !== 'number') return null;
    if (Number.isSafeInteger(value)) return String(value);
    return new TextDecoder().decode(this.bytesAt(location));
  }

  get #hasByteOrderMark(): boolean {
    return BYTE_ORDER_MARK.every((byte, index) => this.#bytes[index] === byte);
  }

  #item(array: Span, index: number): Span | undefined {
    if (!this.#scanner.isArray(array)) return undefined;
    let items = this.#items.get(array.start);
    if (items === undefined) {
      items = this.#scanner.itemsOf(array);
      this.#items.set(array.start, items);
    }
    const start = items[2 * index];
    const end = items[2 * index + 1];
    return start === undefined || end === undefined ? undefined : { start, end };
  }

  #member(object: Span, name: string): Span | undefined {
    if (object.end - object.start < REMEMBERED_BYTES) return this.#findMember(object, name);
    let members = this.#members.get(object.start);
    if (members === undefined) {
      members = new Map(
        Array.from(this.#scanner.membersOf(object), (member) => [this.#text(member.name), member.value]),
      );
      this.#members.set(object.start, members);
    }
    return members.get(name);
  }

  /** Of a name that comes twice, the last one counts, as in JSON.parse. */
  #findMember(object: Span, name: string): Span | undefined {
    let found: Span | undefined;
    for (const member of this.#scanner.membersOf(object)) {
      if (this.#text(member.name) === name) found = member.value;
    }
    return found;
  }

  /** A name may be written with escapes. */
  #text({ start, end }: Span): string {
    const { buffer, byteOffset } = this.#bytes;
    return String(JSON.parse(Buffer.from(buffer, byteOffset + start, end - start).toString()));
  }
}
