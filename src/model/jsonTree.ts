import { childPath } from './jsonPathText.ts';

/**
 * A number that a JavaScript number cannot hold exactly (a 64-bit id, say), kept as it was written: shown rounded,
 * it would be another id.
 */
class ExactNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

/** A visible line of a JSON tree. */
export interface JsonLine {
  readonly depth: number;
  /** Member name or array index; null for the root. */
  readonly key: string | number | null;
  readonly kind: JsonKind;
  /** Where it is, as a JSONPath (RFC 9535). */
  readonly path: string;
  /** A scalar as JSON; of an object or array, its beginning. */
  readonly text: string;
  /** Members or items; 0 for scalars. */
  readonly childCount: number;
  readonly isExpanded: boolean;
  readonly value: unknown;
}

export interface JsonLines {
  readonly lines: readonly JsonLine[];
  /** Lines beyond the limit, which are not listed. */
  readonly isCut: boolean;
}

/** Lines listed at once. 16 bytes of pointers each and up: a tree of this many is slow to read for people too. */
export const MAX_JSON_LINES = 100_000;
/** Characters of an object's or array's beginning. */
const PREVIEW_CHARACTERS = 80;

/** @returns null where the text is not JSON, or nested more deeply than the engine can parse */
export function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text, keepExact) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

/** The lines to show where the nodes at these paths are open. */
export function jsonLines(
  value: unknown,
  expanded: ReadonlySet<string>,
  limit: number = MAX_JSON_LINES,
): JsonLines {
  const lines: JsonLine[] = [];
  const visit = (node: unknown, key: string | number | null, path: string, depth: number): boolean => {
    if (lines.length >= limit) return false;
    const children = childrenOf(node);
    const isExpanded = children.length > 0 && expanded.has(path);
    const { kind, text } = describeJson(node);
    lines.push({ depth, key, kind, path, text, childCount: children.length, isExpanded, value: node });
    if (!isExpanded) return true;
    for (const [childKey, child] of children) {
      if (!visit(child, childKey, childPath(path, childKey), depth + 1)) return false;
    }
    return true;
  };
  const isWhole = visit(value, null, '$', 0);
  return { lines, isCut: !isWhole };
}

/** Paths open at first: level by level, while no more than so many lines show. */
export function initiallyExpanded(value: unknown, maxLines: number): ReadonlySet<string> {
  const expanded = new Set<string>();
  let lineCount = 1;
  let level: [unknown, string][] = [[value, '$']];
  while (level.length > 0) {
    const next: [unknown, string][] = [];
    for (const [node, path] of level) {
      const children = childrenOf(node);
      if (children.length === 0) continue;
      if (lineCount + children.length > maxLines && path !== '$') return expanded;
      expanded.add(path);
      lineCount += children.length;
      for (const [key, child] of children) next.push([child, childPath(path, key)]);
    }
    level = next;
  }
  return expanded;
}

/** The value as JSON text, exact numbers as they were. */
export function jsonText(value: unknown, indent: number): string {
  return writeJson(value, indent, '');
}

function writeJson(value: unknown, indent: number, margin: string): string {
  const children = childrenOf(value);
  if (children.length === 0) return scalarText(value);
  const inner = indent > 0 ? margin + ' '.repeat(indent) : '';
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts = children.map(([key, child]) => {
    const name = typeof key === 'string' ? `${JSON.stringify(key)}:${indent > 0 ? ' ' : ''}` : '';
    return inner + name + writeJson(child, indent, inner);
  });
  if (indent === 0) return `${open}${parts.join(',')}${close}`;
  return `${open}\n${parts.join(',\n')}\n${margin}${close}`;
}

/** A value without members or items as JSON. */
export function scalarText(value: unknown): string {
  if (value instanceof ExactNumber) return value.source;
  return JSON.stringify(value);
}

function describeJson(node: unknown): { readonly kind: JsonKind; readonly text: string } {
  if (node instanceof ExactNumber) return { kind: 'number', text: node.source };
  if (Array.isArray(node)) return { kind: 'array', text: previewOf(node) };
  if (node === null) return { kind: 'null', text: 'null' };
  if (typeof node === 'object') return { kind: 'object', text: previewOf(node) };
  const text = JSON.stringify(node);
  if (typeof node === 'number') return { kind: 'number', text };
  return typeof node === 'boolean' ? { kind: 'boolean', text } : { kind: 'string', text };
}

/** The beginning of an object or array on one line; reads no more of it than it shows. */
function previewOf(node: object): string {
  const isArray = Array.isArray(node);
  let preview = isArray ? '[' : '{';
  for (const [key, child] of childrenOf(node)) {
    if (preview.length > PREVIEW_CHARACTERS) return `${preview.slice(0, PREVIEW_CHARACTERS)}…`;
    if (preview.length > 1) preview += ', ';
    if (!isArray) preview += `${key}: `;
    preview += childPreview(child);
  }
  return preview + (isArray ? ']' : '}');
}

function childPreview(child: unknown): string {
  const children = childrenOf(child);
  if (Array.isArray(child)) return children.length === 0 ? '[]' : `[${children.length}]`;
  if (children.length > 0) return '{…}';
  const text = scalarText(child);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** Members by name or items by index; none of scalars. */
export function childrenOf(node: unknown): readonly (readonly [string | number, unknown])[] {
  if (node instanceof ExactNumber || typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.map((item: unknown, index) => [index, item] as const);
  return Object.entries(node);
}

/** A reviver that takes a number's own text where the engine offers it (the JSON.parse source text proposal). */
function keepExact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  if (Number.isSafeInteger(value)) return value;
  return isSameNumber(value, context.source) ? value : new ExactNumber(context.source);
}

/** Whether the digits written are those that the number would be written with: `1.50` and `1.5e0` are, a rounded one is not. */
function isSameNumber(value: number, source: string): boolean {
  return significantDigits(String(value)) === significantDigits(source);
}

function significantDigits(text: string): string {
  const mantissa = text.toLowerCase().split('e')[0] ?? '';
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+/, '');
  return digits.replace(/0+$/, '');
}
