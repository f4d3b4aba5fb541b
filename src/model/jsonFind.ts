import { MAX_FIND_HITS } from '../protocol/limits.ts';
import { findRanges, type TextRange } from './findText.ts';
import { childPath } from './jsonPathText.ts';
import { childrenOf, scalarText } from './jsonTree.ts';
import { visibleLine } from './visibleText.ts';

/** A place in a JSON tree where what was looked for is, as characters of what the tree shows. */
export interface JsonHit extends TextRange {
  readonly path: string;
  /** Paths of the nodes that it is in, outermost first: those to be open for it to be seen. */
  readonly parents: readonly string[];
  readonly part: 'key' | 'value';
}

interface Level {
  readonly path: string;
  readonly children: ReturnType<typeof childrenOf>;
  next: number;
}

/**
 * Where a pattern is in the keys and scalars of a value, in the order of its text, at most MAX_FIND_HITS times. Goes down
 * by a list of its own: a value may be nested more deeply than functions can be.
 */
export function findInJson(value: unknown, pattern: RegExp): readonly JsonHit[] {
  const hits: JsonHit[] = [];
  const levels: Level[] = [];
  const add = (text: string, part: JsonHit['part'], path: () => string): void => {
    const ranges = findRanges(visibleLine(text), pattern, MAX_FIND_HITS - hits.length);
    if (ranges.length === 0) return;
    const parents = levels.map((level) => level.path);
    for (const range of ranges) hits.push({ ...range, path: path(), parents, part });
  };
  const visit = (node: unknown, path: () => string): void => {
    const children = childrenOf(node);
    if (children.length > 0) levels.push({ path: path(), children, next: 0 });
    else add(scalarText(node), 'value', path);
  };

  visit(value, () => '$');
  while (levels.length > 0 && hits.length < MAX_FIND_HITS) {
    const level = levels[levels.length - 1];
    const child = level?.children[level.next];
    if (level === undefined || child === undefined) {
      levels.pop();
      continue;
    }
    level.next += 1;
    const [key, node] = child;
    // Most nodes are no hit: only those that are need their path.
    const path = (): string => childPath(level.path, key);
    if (typeof key === 'string') add(key, 'key', path);
    visit(node, path);
  }
  return hits;
}
