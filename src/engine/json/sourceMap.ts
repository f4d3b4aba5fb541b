import { type Node as SourceNode, parseTree } from 'jsonc-parser';
import { InspectorError } from '../../protocol/errors.ts';

/** U+FEFF in UTF-8, a character a byte. */
const BYTE_ORDER_MARK = '\xef\xbb\xbf';
const NOT_ASCII = /[^\0-\x7f]/;

/**
 * Finds the bytes of a JSON document that a value was parsed from. The document is read as one character a byte:
 * JSON's own characters are ASCII, so offsets in that text are offsets in the bytes, whatever the strings hold. It is
 * read when a value is first looked for.
 */
export class SourceMap {
  readonly #bytes: Uint8Array;
  #tree: {
    readonly octets: string;
    readonly root: SourceNode | undefined;
    readonly firstByte: number;
  } | null = null;
  /** The members of objects looked into so far: a search through them for each value would be quadratic. */
  readonly #members = new Map<SourceNode, ReadonlyMap<string, SourceNode>>();

  /** @param bytes the document, valid JSON; a byte order mark before it is passed over */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /**
   * @param location names and indexes from the root to the value, as JSONPath gives them
   * @throws InspectorError `invalid-body` where the document is nested too deeply to be taken apart
   */
  bytesAt(location: readonly (string | number)[]): Uint8Array {
    this.#tree ??= treeOf(this.#bytes);
    const { root, octets, firstByte } = this.#tree;
    let node = root;
    for (const step of location)
      node = typeof step === 'number' ? node?.children?.[step] : this.#member(node, step, octets);
    if (node === undefined) throw new Error(`the document has nothing at ${JSON.stringify(location)}`);
    const start = firstByte + node.offset;
    return this.#bytes.subarray(start, start + node.length);
  }

  /**
   * A string or number as text, where it can name something. A number that is no safe integer is given as it is
   * written: a double does not hold the last digits, by which 64-bit ids differ.
   * @param value what was parsed at `location`
   * @returns null for any other value
   * @throws InspectorError `invalid-body` likewise
   */
  nameAt(location: readonly (string | number)[], value: unknown): string | null {
    if (typeof value === 'string') return value;
    if (typeof value !== 'number') return null;
    if (Number.isSafeInteger(value)) return String(value);
    return new TextDecoder().decode(this.bytesAt(location));
  }

  #member(object: SourceNode | undefined, name: string, octets: string): SourceNode | undefined {
    if (object === undefined) return undefined;
    let members = this.#members.get(object);
    if (members === undefined) {
      members = membersOf(object, octets);
      this.#members.set(object, members);
    }
    return members.get(name);
  }
}

function treeOf(bytes: Uint8Array): {
  readonly octets: string;
  readonly root: SourceNode | undefined;
  readonly firstByte: number;
} {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const firstByte = all.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  const octets = all.slice(firstByte);
  try {
    return { octets, root: parseTree(octets), firstByte };
  } catch (error) {
    // The tree is built by recursion, JSON.parse is not.
    if (!(error instanceof RangeError)) throw error;
    throw new InspectorError(
      'invalid-body',
      'it is nested too deeply to be taken apart',
      'ask for it in a flatter form',
      { cause: error },
    );
  }
}

/** Of a name that comes twice, the last one counts, as in JSON.parse. */
function membersOf(object: SourceNode, octets: string): ReadonlyMap<string, SourceNode> {
  const members = new Map<string, SourceNode>();
  for (const { children: [key, value] = [] } of object.children ?? []) {
    if (key !== undefined && value !== undefined) members.set(nameOf(key, octets), value);
  }
  return members;
}

/** A name beyond ASCII may be written as its bytes, as escapes or as both: it is read again, as text. */
function nameOf({ value, offset, length }: SourceNode, octets: string): string {
  const name = String(value);
  if (!NOT_ASCII.test(name)) return name;
  const written = Buffer.from(octets.slice(offset, offset + length), 'latin1').toString('utf8');
  return String(JSON.parse(written));
}
