import { type Node as SourceNode, parseTree } from 'jsonc-parser';

/** U+FEFF in UTF-8, a character a byte. */
const BYTE_ORDER_MARK = '\xef\xbb\xbf';

/**
 * Finds the bytes of a JSON document that a value was parsed from. The document is read as one character a byte:
 * JSON's own characters are ASCII, so offsets in that text are offsets in the bytes, whatever the strings hold.
 */
export class SourceMap {
  readonly #root: SourceNode | undefined;
  readonly #firstByte: number;
  /** The members of objects looked into so far: a search through them for each value would be quadratic. */
  readonly #members = new Map<SourceNode, ReadonlyMap<string, SourceNode>>();

  /** @param bytes the document, valid JSON; a byte order mark before it is passed over */
  constructor(bytes: Uint8Array) {
    const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    this.#firstByte = octets.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    this.#root = parseTree(octets.slice(this.#firstByte));
  }

  /** @param location names and indexes from the root to the value, as JSONPath gives them */
  rangeOf(location: readonly (string | number)[]): { readonly start: number; readonly end: number } {
    let node = this.#root;
    for (const step of location)
      node = typeof step === 'number' ? node?.children?.[step] : this.#member(node, step);
    if (node === undefined) throw new Error(`the document has nothing at ${JSON.stringify(location)}`);
    const start = this.#firstByte + node.offset;
    return { start, end: start + node.length };
  }

  #member(object: SourceNode | undefined, name: string): SourceNode | undefined {
    if (object === undefined) return undefined;
    let members = this.#members.get(object);
    if (members === undefined) {
      members = membersOf(object);
      this.#members.set(object, members);
    }
    return members.get(Buffer.from(name, 'utf8').toString('latin1'));
  }
}

/** Of a name that comes twice, the last one counts, as in JSON.parse. */
function membersOf(object: SourceNode): ReadonlyMap<string, SourceNode> {
  const members = new Map<string, SourceNode>();
  for (const { children: [key, value] = [] } of object.children ?? []) {
    if (typeof key?.value === 'string' && value !== undefined) members.set(key.value, value);
  }
  return members;
}
