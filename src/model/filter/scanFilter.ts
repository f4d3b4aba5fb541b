import { unescaped } from './escapedText.ts';
import type { Literal } from './filterTerm.ts';

/** A piece of a filter, and where it is in it. */
export interface Part {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A text as it is written: a word, one in quotations, or a regular expression between slashes. */
export type ScannedText =
  | { readonly kind: 'word'; readonly part: Part }
  | { readonly kind: 'quotation'; readonly part: Part; readonly text: string }
  | { readonly kind: 'pattern'; readonly part: Part; readonly source: string; readonly flags: string };

/** What a JSONPath is compared with. @property value undefined: it is no value, or none yet */
interface ScannedLiteral {
  readonly part: Part;
  readonly value: Literal | undefined;
}

export type ScannedBody =
  | { readonly kind: 'text'; readonly value: ScannedText }
  | { readonly kind: 'field'; readonly name: Part; readonly sign: Part; readonly value: ScannedText }
  | {
      readonly kind: 'json';
      readonly path: Part;
      readonly comparison: { readonly sign: Part; readonly literal: ScannedLiteral } | null;
    };

export interface ScannedTerm {
  readonly from: number;
  readonly to: number;
  readonly isNegated: boolean;
  readonly body: ScannedBody;
}

const FIELD_NAMES = ['event', 'id', 'kind', 'is', 'mark', 'size'] as const;

const PATTERN = /^\/((?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+)\/([a-z]*)(?=\s|$)/su;
const QUOTATION = /^"((?:[^"\\]|\\.)*)"(?=\s|$)/su;
const FIELD = new RegExp(`^(${FIELD_NAMES.join('|')})(:|==|!=|<=|>=|<|>|=)`, 'u');
const COMPARATOR = /^(\s*)(==|!=|<=|>=|<|>|=)\s*/u;
const LITERAL =
  /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))(?=\s|$)/su;
/** What stands where a literal should: a quotation that is not closed, or a word. */
const NO_LITERAL = /^(?:"(?:[^"\\]|\\.)*\\?$|'(?:[^'\\]|\\.)*\\?$|\S*)/su;

/**
 * Divides a filter into its terms and their parts, right or wrong. This is the whole of the grammar: parseFilter.ts says
 * what the parts mean, completeFilter.ts what could be in their place.
 */
export function scanFilter(text: string): readonly ScannedTerm[] {
  const terms: ScannedTerm[] = [];
  for (let at = afterSpaces(text, 0); at < text.length;) {
    const isNegated = /^-\S/u.test(text.slice(at, at + 2));
    const body = scanBody(text, isNegated ? at + 1 : at);
    const to = endOf(body);
    terms.push({ from: at, to, isNegated, body });
    at = afterSpaces(text, to);
  }
  return terms;
}

function scanBody(text: string, from: number): ScannedBody {
  if (text.startsWith('$', from)) return scanJson(text, from);
  const [whole, name = '', sign = ''] = FIELD.exec(text.slice(from)) ?? [];
  if (whole === undefined) return { kind: 'text', value: scanText(text, from) };
  const signFrom = from + name.length;
  const value = scanText(text, signFrom + sign.length);
  return { kind: 'field', name: partAt(from, name), sign: partAt(signFrom, sign), value };
}

function scanText(text: string, from: number): ScannedText {
  const rest = text.slice(from);
  const pattern = PATTERN.exec(rest);
  if (pattern !== null) {
    const [whole, source = '', flags = ''] = pattern;
    return { kind: 'pattern', part: partAt(from, whole), source, flags };
  }
  const quotation = QUOTATION.exec(rest);
  if (quotation !== null) {
    const [whole, inner = ''] = quotation;
    return { kind: 'quotation', part: partAt(from, whole), text: unescaped(inner) };
  }
  const [word = ''] = /^\S*/u.exec(rest) ?? [];
  return { kind: 'word', part: partAt(from, word) };
}

function scanJson(text: string, from: number): ScannedBody {
  const path = partAt(from, text.slice(from, endOfPath(text, from)));
  const [whole = '', space = '', sign] = COMPARATOR.exec(text.slice(path.to)) ?? [];
  if (sign === undefined) return { kind: 'json', path, comparison: null };
  const literal = scanLiteral(text, path.to + whole.length);
  return { kind: 'json', path, comparison: { sign: partAt(path.to + space.length, sign), literal } };
}

function scanLiteral(text: string, from: number): ScannedLiteral {
  const rest = text.slice(from);
  const found = LITERAL.exec(rest);
  if (found !== null) return { part: partAt(from, found[0]), value: toLiteral(found) };
  const [wrong = ''] = NO_LITERAL.exec(rest) ?? [];
  return { part: partAt(from, wrong), value: undefined };
}

/** Where a path ends: at a space or a sign of comparison that is in no bracket and no quotation. */
function endOfPath(text: string, from: number): number {
  let depth = 0;
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (depth > 0 && (character === "'" || character === '"')) quote = character;
    else if (character === '[') depth += 1;
    else if (character === ']') depth -= 1;
    else if (depth === 0 && /[\s=!<>]/u.test(character)) return at;
  }
  return text.length;
}

function toLiteral([, double, single, number, word]: RegExpExecArray): Literal {
  if (double !== undefined) return unescaped(double);
  if (single !== undefined) return unescaped(single);
  if (number !== undefined) return Number(number);
  return word === 'null' ? null : word === 'true';
}

function endOf(body: ScannedBody): number {
  switch (body.kind) {
    case 'text':
    case 'field':
      return body.value.part.to;
    case 'json':
      return body.comparison?.literal.part.to ?? body.path.to;
  }
}

function afterSpaces(text: string, from: number): number {
  const found = text.slice(from).search(/\S/u);
  return found < 0 ? text.length : from + found;
}

function partAt(from: number, text: string): Part {
  return { text, from, to: from + text.length };
}
