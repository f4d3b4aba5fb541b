/** What stands between `{{` and `}}`, and is put in at the moment of sending. */
export type Variable =
  | { readonly kind: 'uuid' }
  | { readonly kind: 'now' }
  | { readonly kind: 'epoch' }
  | { readonly kind: 'counter'; readonly start: number }
  | { readonly kind: 'random'; readonly least: number; readonly most: number }
  | { readonly kind: 'env'; readonly name: string };

/** A piece of a text with variables, and where it stands in it. */
export interface TextPart {
  readonly start: number;
  readonly end: number;
  /** What is sent in its place: itself, two braces for four, or what the variable stands for. */
  readonly content: string | Variable;
}

interface VariableProblem {
  readonly start: number;
  readonly end: number;
  /** What is wrong and what to write, as a phrase without a full stop. */
  readonly message: string;
}

export type ParsedVariables =
  | { readonly parts: readonly TextPart[]; readonly problem: null }
  | { readonly parts: null; readonly problem: VariableProblem };

/** Where values come from. */
export interface VariableSources {
  /** A random UUID (RFC 9562, version 4). */
  readonly uuid: () => string;
  readonly nowMs: () => number;
  /** Between 0 and 1, without 1. */
  readonly random: () => number;
  /** The how-manieth sent text with a counter this is, from 1. */
  readonly count: number;
  readonly env: (name: string) => string;
}

/** What can be written, with an example each: for help and for a menu. */
export const VARIABLE_EXAMPLES: readonly (readonly [text: string, meaning: string])[] = [
  ['{{uuid}}', 'a random UUID'],
  ['{{now}}', 'the time, ISO 8601'],
  ['{{now.ms}}', 'the time, ms since 1970'],
  ['{{counter}}', 'counts what is sent, from 1'],
  ['{{counter:100}}', 'counts from 100'],
  ['{{random:1-100}}', 'a random whole number'],
  ['{{env:NAME}}', 'an environment variable'],
];

/** Four braces, which stand for two; or a variable, which has no brace and no line end in it; or two braces alone. */
const TOKEN = /\{\{\{\{|\{\{([^{}\r\n]*)\}\}|\{\{/g;
const ESCAPE = '{{{{';

/** Takes a text apart at its variables. `{{{{` is how two braces that begin none are written. */
export function parseVariables(text: string): ParsedVariables {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, name] = match;
    const span = { start: match.index, end: match.index + token.length };
    if (match.index > end)
      parts.push({ start: end, end: match.index, content: text.slice(end, match.index) });
    end = span.end;
    if (token === ESCAPE) {
      parts.push({ ...span, content: '{{' });
      continue;
    }
    if (name === undefined) return problem(span, 'no }} closes it; two braces themselves are written {{{{');
    const content = parseVariable(name.trim());
    if (typeof content === 'string') return problem(span, content);
    parts.push({ ...span, content });
  }
  if (end < text.length) parts.push({ start: end, end: text.length, content: text.slice(end) });
  return { parts, problem: null };
}

/** Whether parsing would find anything but text. Cheap: asked at every key. */
export function mayHaveVariables(text: string): boolean {
  return text.includes('{{');
}

export function isVariable(part: TextPart): part is TextPart & { readonly content: Variable } {
  return typeof part.content !== 'string';
}

/** The text with a value for each variable. @throws what a source throws */
export function fillVariables(parts: readonly TextPart[], sources: VariableSources): string {
  return parts
    .map(({ content }) => (typeof content === 'string' ? content : valueOf(content, sources)))
    .join('');
}

/** Line and column, from 1, of a place in a text. */
export function placeIn(text: string, index: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, index).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function problem(span: { readonly start: number; readonly end: number }, message: string): ParsedVariables {
  return { parts: null, problem: { ...span, message } };
}

function valueOf(variable: Variable, sources: VariableSources): string {
  switch (variable.kind) {
    case 'uuid':
      return sources.uuid();
    case 'now':
      return new Date(sources.nowMs()).toISOString();
    case 'epoch':
      return String(Math.floor(sources.nowMs()));
    case 'counter':
      return String(variable.start + sources.count - 1);
    case 'random': {
      const { least, most } = variable;
      return String(least + Math.floor(sources.random() * (most - least + 1)));
    }
    case 'env':
      return sources.env(variable.name);
  }
}

/** @returns what is wrong with it, where it is none */
function parseVariable(text: string): Variable | string {
  const [, name = '', argument] = /^([^:]*)(?::(.*))?$/.exec(text) ?? [];
  const needsNone = (variable: Variable): Variable | string =>
    argument === undefined ? variable : `${name} takes nothing after a colon: write {{${name}}}`;
  switch (name) {
    case 'uuid':
      return needsNone({ kind: 'uuid' });
    case 'now':
      return needsNone({ kind: 'now' });
    case 'now.ms':
    case 'timestamp':
      return needsNone({ kind: 'epoch' });
    case 'counter':
      return parseCounter(argument);
    case 'random':
      return parseRandom(argument);
    case 'env':
      return argument === undefined || argument === ''
        ? 'env needs a name: write {{env:NAME}}'
        : { kind: 'env', name: argument };
    default:
      return 'it is no variable; two braces themselves are written {{{{';
  }
}

function parseCounter(argument: string | undefined): Variable | string {
  if (argument === undefined) return { kind: 'counter', start: 1 };
  const start = Number(argument);
  if (/^-?\d+$/.test(argument) && Number.isSafeInteger(start)) return { kind: 'counter', start };
  return 'counter starts from a whole number: write {{counter:100}}';
}

function parseRandom(argument: string | undefined): Variable | string {
  const [, from, to] = /^(-?\d+)-(-?\d+)$/.exec(argument ?? '') ?? [];
  const [least, most] = [Number(from), Number(to)];
  if (
    Number.isSafeInteger(least) &&
    Number.isSafeInteger(most) &&
    Number.isSafeInteger(most - least) &&
    least <= most
  ) {
    return { kind: 'random', least, most };
  }
  return 'random needs two whole numbers, the smaller one first: write {{random:1-100}}';
}
