import { childPath } from '../jsonPathText.ts';
import { parseJson } from '../parseJson.ts';
import type { Literal } from './filterTerm.ts';

/** A JSONPath that some sampled payload has, and values found at it. */
export interface SampledPath {
  readonly path: string;
  /** Of the value first found there. */
  readonly type: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  /** Scalars found there, different ones, the first found first. */
  readonly examples: readonly Literal[];
}

/** What completions are made from: a sample, so nothing in it is the whole of anything. */
export interface FilterKnowledge {
  readonly eventNames: readonly string[];
  readonly paths: readonly SampledPath[];
}

export const NO_KNOWLEDGE: FilterKnowledge = { eventNames: [], paths: [] };

const MAX_PATHS = 400;
const MAX_DEPTH = 8;
const MAX_ITEMS_PER_ARRAY = 5;
const MAX_EXAMPLES = 6;
/** Longer texts are no values that one would choose from a list. */
const MAX_EXAMPLE_CHARACTERS = 60;

interface Found {
  readonly type: SampledPath['type'];
  readonly examples: Set<Literal>;
}

/** The paths of some payloads, in the order of their members; `[*]` for the items of an array. What is no JSON has none. */
export function samplePaths(payloads: readonly string[]): readonly SampledPath[] {
  const found = new Map<string, Found>();
  for (const payload of payloads) {
    const value = parseJson(payload);
    if (value !== undefined) visit(value, '$', 0, found);
  }
  found.delete('$');
  return Array.from(found, ([path, { type, examples }]) => ({ path, type, examples: [...examples] }));
}

function visit(value: unknown, path: string, depth: number, found: Map<string, Found>): void {
  const known = found.get(path);
  if (known === undefined && found.size > MAX_PATHS) return;
  const entry = known ?? { type: typeOf(value), examples: new Set() };
  if (known === undefined) found.set(path, entry);
  if (isScalar(value)) {
    const isShort = typeof value !== 'string' || value.length <= MAX_EXAMPLE_CHARACTERS;
    if (isShort && entry.examples.size < MAX_EXAMPLES) entry.examples.add(value);
  } else if (depth < MAX_DEPTH) {
    for (const [childAt, child] of childrenOf(value, path)) visit(child, childAt, depth + 1, found);
  }
}

function childrenOf(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) {
    return value.slice(0, MAX_ITEMS_PER_ARRAY).map((item: unknown) => [`${path}[*]`, item] as const);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, child]) => [childPath(path, key), child] as const);
}

function isScalar(value: unknown): value is Literal {
  return value === null || typeof value !== 'object';
}

function typeOf(value: unknown): SampledPath['type'] {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}
