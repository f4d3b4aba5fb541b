import { diffArrays } from 'diff';
import { MAX_DIFF_CHANGES } from '../protocol/limits.ts';
import { childPath } from './jsonPathText.ts';
import { childrenOf, jsonText } from './jsonTree.ts';

/** A difference between two JSON values. Values are JSON text, exact numbers as they were. */
export interface JsonChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Where it is: in the value before for what was removed, else in the one after. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface JsonDiff {
  readonly changes: readonly JsonChange[];
  /** Scalars that are the same in both. */
  readonly sameCount: number;
  /** Whether there are more than MAX_DIFF_CHANGES. */
  readonly isCut: boolean;
}

/** How far two arrays may be apart to be matched item by item; beyond it they are compared place by place. */
const MAX_ARRAY_EDITS = 500;

interface Walk {
  readonly changes: JsonChange[];
  sameCount: number;
}

/**
 * What is different, by path: members by their name, items of arrays by their content, so that one put in at the front
 * is one difference and not one for each behind it.
 */
export function diffJson(before: unknown, after: unknown): JsonDiff {
  const walk: Walk = { changes: [], sameCount: 0 };
  compare(walk, '$', before, after);
  const { changes, sameCount } = walk;
  return { changes: changes.slice(0, MAX_DIFF_CHANGES), sameCount, isCut: changes.length > MAX_DIFF_CHANGES };
}

function compare(walk: Walk, path: string, before: unknown, after: unknown): void {
  if (walk.changes.length > MAX_DIFF_CHANGES) return;
  const [oldChildren, newChildren] = [childrenOf(before), childrenOf(after)];
  const isSameShape = Array.isArray(before) === Array.isArray(after);
  if (isSameShape && oldChildren.length > 0 && newChildren.length > 0) {
    if (Array.isArray(before) && Array.isArray(after)) compareItems(walk, path, before, after);
    else compareMembers(walk, path, oldChildren, newChildren);
    return;
  }
  const [oldText, newText] = [jsonText(before, 0), jsonText(after, 0)];
  if (oldText === newText) walk.sameCount += 1;
  else walk.changes.push({ kind: 'changed', path, before: oldText, after: newText });
}

type Children = ReturnType<typeof childrenOf>;

function compareMembers(walk: Walk, path: string, before: Children, after: Children): void {
  const [oldMembers, newMembers] = [new Map(before), new Map(after)];
  for (const [key, value] of before) {
    if (newMembers.has(key)) compare(walk, childPath(path, key), value, newMembers.get(key));
    else remove(walk, childPath(path, key), value);
  }
  for (const [key, value] of after) if (!oldMembers.has(key)) add(walk, childPath(path, key), value);
}

function compareItems(walk: Walk, path: string, before: readonly unknown[], after: readonly unknown[]): void {
  const [oldTexts, newTexts] = [before, after].map((items) => items.map((item) => jsonText(item, 0)));
  const parts = diffArrays(oldTexts ?? [], newTexts ?? [], { maxEditLength: MAX_ARRAY_EDITS });
  if (parts === undefined) {
    pairItems(walk, path, before, after, 0, 0);
    return;
  }
  let [oldIndex, newIndex] = [0, 0];
  let removed: readonly unknown[] = [];
  // What is removed comes before what is added in its place: the two are compared with each other.
  const settle = (added: readonly unknown[]): void => {
    pairItems(walk, path, removed, added, oldIndex - removed.length, newIndex);
    removed = [];
  };
  for (const { added, removed: isRemoved, count } of parts) {
    if (isRemoved) {
      removed = before.slice(oldIndex, oldIndex + count);
      oldIndex += count;
    } else if (added) {
      settle(after.slice(newIndex, newIndex + count));
      newIndex += count;
    } else {
      settle([]);
      for (const item of after.slice(newIndex, newIndex + count)) walk.sameCount += scalarCount(item);
      oldIndex += count;
      newIndex += count;
    }
  }
  settle([]);
}

/** Compares items place by place, from these indexes on. */
function pairItems(
  walk: Walk,
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
  oldFrom: number,
  newFrom: number,
): void {
  const shared = Math.min(before.length, after.length);
  for (let place = 0; place < shared; place++) {
    compare(walk, childPath(path, newFrom + place), before[place], after[place]);
  }
  for (let place = shared; place < before.length; place++) {
    remove(walk, childPath(path, oldFrom + place), before[place]);
  }
  for (let place = shared; place < after.length; place++) {
    add(walk, childPath(path, newFrom + place), after[place]);
  }
}

function add(walk: Walk, path: string, value: unknown): void {
  walk.changes.push({ kind: 'added', path, before: null, after: jsonText(value, 0) });
}

function remove(walk: Walk, path: string, value: unknown): void {
  walk.changes.push({ kind: 'removed', path, before: jsonText(value, 0), after: null });
}

function scalarCount(value: unknown): number {
  const children = childrenOf(value);
  return children.length === 0 ? 1 : children.reduce((count, [, child]) => count + scalarCount(child), 0);
}

/** Decimal numbers of at most 15 digits, which a JavaScript number tells apart (IEEE 754, binary64). */
const PLAIN_NUMBER = /^-?(?=[\d.]{1,16}$)\d+(?:\.(\d+))?$/;

/** By how much a number has changed, with its sign; null where one of the two is none, or too long to be exact. */
export function numberStep({ before, after }: JsonChange): string | null {
  const [from, to] = [PLAIN_NUMBER.exec(before ?? ''), PLAIN_NUMBER.exec(after ?? '')];
  if (from === null || to === null) return null;
  const places = Math.max(from[1]?.length ?? 0, to[1]?.length ?? 0);
  const step = Number((Number(to[0]) - Number(from[0])).toFixed(places));
  return step > 0 ? `+${step}` : String(step).replace('-', '−');
}
