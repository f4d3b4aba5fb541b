import { FRAME_KINDS, type OrderMark } from '../../protocol/frame.ts';
import { parseSize } from '../sizeText.ts';
import type { Comparator, FilterTerm, FrameTest, TextTest } from './filterTerm.ts';
import { type Part, type ScannedBody, type ScannedText, scanFilter } from './scanFilter.ts';

/** What is wrong with a filter, to be shown where it is written. */
export interface FilterProblem {
  readonly problem: string;
  /** The part of the filter that it is about; never empty. */
  readonly from: number;
  readonly to: number;
}

export const MARKS: readonly OrderMark[] = ['duplicate', 'out-of-order'];

type ScannedField = Extract<ScannedBody, { kind: 'field' }>;
/** @property isNot whether the sign itself negates: `event!=tick` */
type Read = { readonly test: FrameTest; readonly isNot: boolean } | FilterProblem;

/**
 * Reads a filter: terms with spaces between, of which a frame has to match all. docs/filters.md describes it.
 *
 * - `word`, `"some words"`: in the payload, the id or the event name, ASCII letters in either case
 * - `/pattern/i`: likewise, by a regular expression
 * - `$.type == 'trade'`, `$.price > 100`, `$.error`: what a JSONPath (RFC 9535) finds in the payload
 * - `event:tick`, `event:/^t/`, `id:"a b"`: in the name; `event==tick`, `id!=42`: the whole name, to the letter
 * - `size>2kb`, `kind:ping`, `is:in`, `is:out`, `mark:duplicate`
 * - `-term`: frames that do not match it
 */
export function parseFilter(text: string): readonly FilterTerm[] | FilterProblem {
  const terms: FilterTerm[] = [];
  for (const { isNegated, body } of scanFilter(text)) {
    const read = readBody(body);
    if ('problem' in read) return read;
    terms.push({ isNegated: isNegated !== read.isNot, test: read.test });
  }
  return terms;
}

function readBody(body: ScannedBody): Read {
  switch (body.kind) {
    case 'text': {
      const test = readText(body.value);
      return 'problem' in test ? test : { test: { kind: 'text', test }, isNot: false };
    }
    case 'field':
      return readField(body);
    case 'json':
      return readJson(body);
  }
}

function readText(value: ScannedText): TextTest | FilterProblem {
  switch (value.kind) {
    case 'word':
      return { kind: 'substring', text: value.part.text };
    case 'quotation':
      return { kind: 'substring', text: value.text };
    case 'pattern':
      return readPattern(value);
  }
}

function readPattern({
  part,
  source,
  flags,
}: Extract<ScannedText, { kind: 'pattern' }>): TextTest | FilterProblem {
  const kept = flags.replaceAll(/[gy]/gu, '');
  try {
    new RegExp(source, kept);
    return { kind: 'pattern', source, flags: kept };
  } catch (error) {
    return problemAt(part, error instanceof Error ? error.message : String(error));
  }
}

function readField(field: ScannedField): Read {
  const { name, sign, value } = field;
  const written = value.part.text;
  if (name.text === 'event' || name.text === 'id') return readName(field, name.text);
  if (name.text === 'size') return readSize(field);
  if (sign.text !== ':') return problemAt(headOf(field), `Write ${name.text}:${written}`);
  switch (name.text) {
    case 'kind': {
      const frameKind = FRAME_KINDS.find((kind) => kind === written);
      if (frameKind === undefined) return problemOfValue(field, `Kinds are ${FRAME_KINDS.join(', ')}`);
      return { test: { kind: 'frame-kind', frameKind }, isNot: false };
    }
    case 'is':
      if (written !== 'in' && written !== 'out') return problemOfValue(field, 'Write is:in or is:out');
      return { test: { kind: 'direction', direction: written }, isNot: false };
    default: {
      const mark = MARKS.find((known) => known === written);
      if (mark === undefined) return problemOfValue(field, `Marks are ${MARKS.join(', ')}`);
      return { test: { kind: 'mark', mark }, isNot: false };
    }
  }
}

function readName(field: ScannedField, kind: 'event' | 'id'): Read {
  const { sign, value } = field;
  if (!/^(?::|==?|!=)$/u.test(sign.text)) {
    return problemAt(headOf(field), `Write ${kind}:${value.part.text} or ${kind}==${value.part.text}`);
  }
  if (sign.text !== ':' && value.part.text === '') {
    return problemAt(headOf(field), `Write a name after ${sign.text}`);
  }
  const test = readText(value);
  if ('problem' in test) return test;
  const isWhole = sign.text !== ':' && test.kind === 'substring';
  return {
    test: { kind, test: isWhole ? { kind: 'equal', text: test.text } : test },
    isNot: sign.text === '!=',
  };
}

function readSize(field: ScannedField): Read {
  const written = field.value.part.text;
  const bytes = written === '0' ? 0 : parseSize(written);
  if (bytes === null) return problemOfValue(field, 'Write a size: size>200, size<=2kb');
  const comparator = field.sign.text === ':' ? '==' : toComparator(field.sign.text);
  return { test: { kind: 'size', comparator, bytes }, isNot: false };
}

function readJson({ path, comparison }: Extract<ScannedBody, { kind: 'json' }>): Read {
  if (comparison === null) {
    return { test: { kind: 'json', path: path.text, comparison: null }, isNot: false };
  }
  const { sign, literal } = comparison;
  if (literal.value !== undefined) {
    const compared = { comparator: toComparator(sign.text), literal: literal.value };
    return { test: { kind: 'json', path: path.text, comparison: compared }, isNot: false };
  }
  return problemAt(
    literal.part.text === '' ? sign : literal.part,
    `Write a value after ${sign.text}: 'trade', 12, true or null`,
  );
}

/** A problem of a field's value, or of what stands before it where there is none. */
function problemOfValue(field: ScannedField, problem: string): FilterProblem {
  return problemAt(field.value.part.text === '' ? headOf(field) : field.value.part, problem);
}

function headOf({ name, sign }: ScannedField): Pick<Part, 'from' | 'to'> {
  return { from: name.from, to: sign.to };
}

function problemAt({ from, to }: Pick<Part, 'from' | 'to'>, problem: string): FilterProblem {
  return { problem, from, to };
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
