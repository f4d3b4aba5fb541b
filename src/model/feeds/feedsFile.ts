import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { jsonErrorWords } from '../jsonCheck.ts';
import { placeIn } from '../variables.ts';
import { FEED_FILE_FIELDS } from './feedFields.ts';

/** Where a workspace keeps its feeds, from its folder on. */
export const FEEDS_FILE = '.vscode/realtime-inspector.json';
/** Characters of such a file. */
const MAX_FEEDS_FILE_CHARACTERS = 4_000_000;
/** Feeds in one file. */
const MAX_FEEDS = 1_000;
const ENV_FILES = ['.env'];
/** What a value in a file is called by variables. */
const VALUE_NAME = /^[\w.-]+$/;

/** What is wrong with a file, and where. */
export interface FileProblem {
  readonly offset: number;
  readonly length: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** What is wrong, and what to do, as phrases without a full stop. */
  readonly message: string;
  readonly action: string;
}

/** A field of a feed as it stands in the file. */
export interface FileMember {
  readonly value: unknown;
  readonly offset: number;
  readonly length: number;
}

/** A feed of a file, not yet checked. */
export interface FileFeed {
  /** Place in the list, from 0. */
  readonly index: number;
  /** Null: it has none, or one that is not text. */
  readonly name: string | null;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  /** By their names in the file. */
  readonly members: ReadonlyMap<string, FileMember>;
}

export interface FeedsFile {
  readonly feeds: readonly FileFeed[];
  /** Values by name, by the name of the environment, in their order. */
  readonly environments: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Paths from the folder on. */
  readonly envFiles: readonly string[];
  readonly problems: readonly FileProblem[];
}

/** Reads a file of feeds as far as it can be read: comments and trailing commas are allowed. What is wrong is told, with its place. */
export function parseFeedsFile(text: string): FeedsFile {
  const reader = new FileReader(text);
  return reader.read();
}

class FileReader {
  readonly #text: string;
  readonly #problems: FileProblem[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): FeedsFile {
    const root = this.#parse();
    const members = root === null ? new Map<string, Node>() : this.#membersOf(root, 'the file');
    for (const [name, node] of members) {
      if (['$schema', 'feeds', 'environments', 'envFiles'].includes(name)) continue;
      this.#report(node, `"${name}" means nothing here`, 'write "feeds", "environments" or "envFiles"');
    }
    return {
      feeds: this.#feeds(members.get('feeds')),
      environments: this.#environments(members.get('environments')),
      envFiles: this.#envFiles(members.get('envFiles')),
      problems: this.#problems,
    };
  }

  #parse(): Node | null {
    if (this.#text.length > MAX_FEEDS_FILE_CHARACTERS) {
      this.#reportAt(0, 0, `the file has more than ${MAX_FEEDS_FILE_CHARACTERS} characters`, 'split it');
      return null;
    }
    if (this.#text.trim() === '') return null;
    const errors: ParseError[] = [];
    let root: Node | undefined;
    try {
      root = parseTree(this.#text, errors, { allowTrailingComma: true });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#reportAt(0, 0, 'it is nested too deeply to be read', 'write it flat');
      return null;
    }
    for (const { error, offset, length } of errors) {
      this.#reportAt(offset, length, jsonErrorWords(printParseErrorCode(error)), 'write it as JSON');
    }
    return root ?? null;
  }

  #feeds(node: Node | undefined): readonly FileFeed[] {
    if (node === undefined) return [];
    if (node.type !== 'array') {
      this.#report(node, '"feeds" is not a list', 'write it as [ … ]');
      return [];
    }
    const items = node.children ?? [];
    if (items.length > MAX_FEEDS) {
      this.#report(node, `there are more than ${MAX_FEEDS} feeds`, 'split them over several folders');
    }
    return items.slice(0, MAX_FEEDS).map((item, index) => this.#feed(item, index));
  }

  #feed(node: Node, index: number): FileFeed {
    const members = new Map<string, FileMember>();
    for (const [name, value] of this.#membersOf(node, 'a feed')) {
      members.set(name, { value: valueOf(value), offset: value.offset, length: value.length });
      if (!KNOWN_NAMES.has(name)) {
        this.#report(value, `a feed has no "${name}"`, `write one of ${[...KNOWN_NAMES].join(', ')}`);
      }
    }
    const name = members.get('name')?.value;
    return {
      index,
      name: typeof name === 'string' && name.trim() !== '' ? name : null,
      line: placeIn(this.#text, node.offset).line,
      offset: node.offset,
      length: node.length,
      members,
    };
  }

  #environments(node: Node | undefined): ReadonlyMap<string, ReadonlyMap<string, string>> {
    const environments = new Map<string, ReadonlyMap<string, string>>();
    if (node === undefined) return environments;
    for (const [name, values] of this.#membersOf(node, '"environments"')) {
      const read = new Map<string, string>();
      for (const [key, value] of this.#membersOf(values, `the environment "${name}"`)) {
        const content = valueOf(value);
        if (typeof content === 'string' || typeof content === 'number') read.set(key, String(content));
        else this.#report(value, `the value of ${key} is not text`, 'write it in double quotes');
        if (!VALUE_NAME.test(key)) {
          this.#report(value, `"${key}" is no name of a value`, 'use letters, digits, _, - and .');
        }
      }
      environments.set(name, read);
    }
    return environments;
  }

  #envFiles(node: Node | undefined): readonly string[] {
    if (node === undefined) return ENV_FILES;
    const value = valueOf(node);
    const isPath = (path: unknown): path is string =>
      // Within the folder: what is elsewhere on the machine is none of the workspace's business.
      typeof path === 'string' && path !== '' && !/^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(path);
    if (Array.isArray(value) && value.every(isPath)) return value;
    this.#report(node, '"envFiles" is not a list of paths within this folder', 'write it as [".env"]');
    return [];
  }

  #membersOf(node: Node, what: string): ReadonlyMap<string, Node> {
    const members = new Map<string, Node>();
    if (node.type !== 'object') {
      this.#report(node, `${what} is not an object`, 'write it as { … }');
      return members;
    }
    for (const { children } of node.children ?? []) {
      const [key, value] = children ?? [];
      const name: unknown = key?.value;
      if (key === undefined || value === undefined || typeof name !== 'string') continue;
      if (members.has(name)) this.#report(key, `"${name}" is there twice`, 'leave one of them out');
      members.set(name, value);
    }
    return members;
  }

  #report({ offset, length }: Node, message: string, action: string): void {
    this.#reportAt(offset, length, message, action);
  }

  #reportAt(offset: number, length: number, message: string, action: string): void {
    this.#problems.push({ offset, length, ...placeIn(this.#text, offset), message, action });
  }
}

const KNOWN_NAMES: ReadonlySet<string> = new Set(Object.values(FEED_FILE_FIELDS).map(({ name }) => name));

/** The value of a node. A member named `__proto__` is one like any other. */
function valueOf(node: Node): unknown {
  const { type, children = [] } = node;
  if (type === 'array') return children.map(valueOf);
  if (type !== 'object') return node.value;
  return Object.fromEntries(
    children.flatMap((property): [string, unknown][] => {
      const [key, value] = property.children ?? [];
      const name: unknown = key?.value;
      return typeof name === 'string' && value !== undefined ? [[name, valueOf(value)]] : [];
    }),
  );
}

/** What a feed is called in lists: its name, else its address. */
export function labelOf(feed: FileFeed): string {
  const url = feed.members.get('url')?.value;
  return feed.name ?? (typeof url === 'string' && url !== '' ? url : `#${feed.index + 1}`);
}
