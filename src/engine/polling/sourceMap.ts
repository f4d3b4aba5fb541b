import { type Node as SourceNode, parseTree } from 'jsonc-parser';

/**
 * Finds the bytes of a JSON document that a value was parsed from. The document is read as one character a byte:
 * JSON's own characters are ASCII, so offsets in that text are offsets in the bytes, whatever the strings hold.
 */
export class SourceMap {
  readonly #root: SourceNode | undefined;
  /** The members of objects looked into so far: a search through them for each value would be quadratic. */
  readonly #members = new Map<SourceNode, ReadonlyMap<string, SourceNode>>();

  /** @param octets the document, a character a byte; valid JSON */
  constructor(octets: string) {
    this.#root = parseTree(octets);
  }

  /** @param location names and indexes from the root to the value, as JSONPath gives them */
  rangeOf(location: readonly (string | number)[]): { readonly start: number; readonly end: number } {
    let node = this.#root;
    for (const step of location)
      node = typeof step === 'number' ? node?.children?.[step] : this.#member(node, step);
    if (node === undefined) throw new Error(`the document has nothing at ${JSON.stringify(location)}`);
    return { start: node.offset, end: node.offset + node.length };
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
