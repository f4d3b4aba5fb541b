import { FRAME_KINDS, type OrderMark } from '../../protocol/frame.ts';
import { parseSize } from '../sizeText.ts';
import type { Comparator, FilterTerm, FrameTest, Literal, TextTest } from './filterTerm.ts';

/** What is wrong with a filter, to be shown where it is written. */
export interface FilterProblem {
  readonly problem: string;
}

const PATTERN = /^\/((?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+)\/([a-z]*)(?=\s|$)/su;
const QUOTED = /^"((?:[^"\\]|\\.)*)"(?=\s|$)/su;
const FIELD = /^(event|id|kind|is|mark|size)(:|==|!=|<=|>=|<|>|=)(\S*)/u;
const COMPARATOR = /^\s*(==|!=|<=|>=|<|>)\s*/u;
const LITERAL =
  /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))(?=\s|$)/u;
const MARKS: readonly OrderMark[] = ['duplicate', 'out-of-order'];

type Parsed = { readonly test: FrameTest; readonly length: number } | FilterProblem;

/**
 * Reads a filter: terms with spaces between, of which a frame has to match all.
 *
 * - `word`, `"some words"`: in the payload, the id or the event name, ASCII letters in either case
 * - `/pattern/i`: likewise, by a regular expression
 * - `$.type == 'trade'`, `$.price > 100`, `$.error`: what a JSONPath (RFC 9535) finds in the payload
 * - `size>2kb`, `event:tick`, `event:/^t/`, `id:42`, `kind:ping`, `is:in`, `is:out`, `mark:duplicate`
 * - `-term`: frames that do not match it
 */
export function parseFilter(text: string): readonly FilterTerm[] | FilterProblem {
  const terms: FilterTerm[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const isNegated = rest.length > 1 && rest.startsWith('-') && !/^-\s/u.test(rest);
    if (isNegated) rest = rest.slice(1);
    const parsed = parseTerm(rest);
    if ('problem' in parsed) return parsed;
    terms.push({ isNegated, test: parsed.test });
    rest = rest.slice(parsed.length).trimStart();
  }
  return terms;
}

function parseTerm(text: string): Parsed {
  if (text.startsWith('$')) return parseJsonTerm(text);
  const field = FIELD.exec(text);
  if (field !== null) return parseField(field);
  const { test, length } = parseText(text);
  return 'problem' in test ? test : { test: { kind: 'text', test }, length };
}

/** A pattern, a quoted text or a word at the beginning of a text. */
function parseText(text: string): { readonly test: TextTest | FilterProblem; readonly length: number } {
  const pattern = PATTERN.exec(text);
  if (pattern !== null) {
    const [whole, source = '', flags = ''] = pattern;
    return { test: toPattern(source, flags), length: whole.length };
  }
  const quoted = QUOTED.exec(text);
  if (quoted !== null) {
    const [whole, inner = ''] = quoted;
    return { test: { kind: 'substring', text: unescaped(inner) }, length: whole.length };
  }
  const [word = ''] = /^\S+/u.exec(text) ?? [];
  return { test: { kind: 'substring', text: word }, length: word.length };
}

function toPattern(source: string, flags: string): TextTest | FilterProblem {
  const kept = flags.replaceAll(/[gy]/gu, '');
  try {
    new RegExp(source, kept);
    return { kind: 'pattern', source, flags: kept };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function parseField([whole, name = '', sign = '', value = '']: RegExpExecArray): Parsed {
  if (name === 'size') return parseSizeTerm(whole, sign, value);
  if (sign !== ':') return { problem: `Write ${name}:${value}` };
  switch (name) {
    case 'event':
    case 'id': {
      const { test } = parseText(value);
      if ('problem' in test) return test;
      return { test: { kind: name, test }, length: whole.length };
    }
    case 'kind': {
      const frameKind = FRAME_KINDS.find((kind) => kind === value);
      if (frameKind === undefined) return { problem: `Kinds are ${FRAME_KINDS.join(', ')}` };
      return { test: { kind: 'frame-kind', frameKind }, length: whole.length };
    }
    case 'is':
      if (value !== 'in' && value !== 'out') return { problem: 'Write is:in or is:out' };
      return { test: { kind: 'direction', direction: value }, length: whole.length };
    default: {
      const mark = MARKS.find((known) => known === value);
      if (mark === undefined) return { problem: `Marks are ${MARKS.join(', ')}` };
      return { test: { kind: 'mark', mark }, length: whole.length };
    }
  }
}

function parseSizeTerm(whole: string, sign: string, value: string): Parsed {
  const bytes = value === '0' ? 0 : parseSize(value);
  if (bytes === null) return { problem: 'Write a size: size>200, size<=2kb' };
  const comparator = sign === ':' || sign === '=' ? '==' : toComparator(sign);
  return { test: { kind: 'size', comparator, bytes }, length: whole.length };
}

function parseJsonTerm(text: string): Parsed {
  const path = text.slice(0, endOfPath(text));
  const [written = '', sign] = COMPARATOR.exec(text.slice(path.length)) ?? [];
  if (sign === undefined) {
    return { test: { kind: 'json', path, comparison: null }, length: path.length };
  }
  const after = text.slice(path.length + written.length);
  const found = LITERAL.exec(after);
  if (found === null) return { problem: `Write a value after ${sign}: 'trade', 12, true or null` };
  const comparison = { comparator: toComparator(sign), literal: toLiteral(found) };
  return {
    test: { kind: 'json', path, comparison },
    length: path.length + written.length + found[0].length,
  };
}

/** Where a path ends: at a space or a sign of comparison that is in no bracket and no quotation. */
function endOfPath(text: string): number {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
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

function toComparator(sign: string): Comparator {
  switch (sign) {
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return sign;
    default:
      return '==';
  }
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gsu, '$1');
}
