import { FRAME_KINDS } from '../../protocol/frame.ts';
import type { FilterKnowledge, SampledPath } from './filterKnowledge.ts';
import type { Literal } from './filterTerm.ts';
import { literalText, nameText, nameTerm } from './filterWords.ts';
import { MARKS } from './parseFilter.ts';
import { type Part, type ScannedBody, type ScannedTerm, scanFilter } from './scanFilter.ts';

export interface Suggestion {
  /** What the list shows. Of captured data where it is a name, a path or a value. */
  readonly label: string;
  /** What stands in place of the replaced span when it is chosen. */
  readonly insert: string;
  readonly description: string;
}

export interface Completions {
  /** The span of the filter that a suggestion replaces; empty where nothing has been begun. */
  readonly from: number;
  readonly to: number;
  /** Whether to offer them unasked: something has been begun, or only certain things can follow. */
  readonly isEager: boolean;
  readonly suggestions: readonly Suggestion[];
}

const MAX_SUGGESTIONS = 60;

const FIELDS: readonly Suggestion[] = [
  { label: '$.', insert: '$.', description: 'a JSONPath into the payload' },
  { label: 'event:', insert: 'event:', description: 'event name holds' },
  { label: 'event==', insert: 'event==', description: 'event name is' },
  { label: 'id:', insert: 'id:', description: 'id holds' },
  { label: 'id==', insert: 'id==', description: 'id is' },
  { label: 'kind:', insert: 'kind:', description: 'message, ping, close …' },
  { label: 'is:', insert: 'is:', description: 'came in, or went out' },
  { label: 'mark:', insert: 'mark:', description: 'duplicate, out of order' },
  { label: 'size>', insert: 'size>', description: 'payload larger than' },
  { label: 'size<', insert: 'size<', description: 'payload smaller than' },
];
const NOT: Suggestion = { label: '-', insert: '-', description: 'not: what does not match the term' };

const COMPARATORS: readonly (readonly [sign: string, description: string])[] = [
  ['==', 'is'],
  ['!=', 'is not'],
  ['>', 'greater than'],
  ['>=', 'greater, or equal'],
  ['<', 'less than'],
  ['<=', 'less, or equal'],
];

const SIZES = ['100', '1kb', '10kb', '100kb', '1mb'];

/** What could stand at the caret of a filter, right or wrong. */
export function completeFilter(text: string, caret: number, known: FilterKnowledge): Completions {
  const completions = atCaret(text, caret, known);
  const replaced = text.slice(completions.from, completions.to);
  const suggestions = completions.suggestions
    .filter(({ insert }) => insert !== replaced)
    .slice(0, MAX_SUGGESTIONS);
  return { ...completions, suggestions };
}

function atCaret(text: string, caret: number, known: FilterKnowledge): Completions {
  const terms = scanFilter(text);
  const term = terms.find(({ from, to }) => from <= caret && caret <= to);
  if (term === undefined) return betweenTerms(terms, caret, known);
  // What was chosen would run on into the term.
  if (caret === term.from) return nothingAt(caret);
  switch (term.body.kind) {
    case 'text':
      return inText(term.body.value.part, term.body.value.kind === 'word', caret, known);
    case 'field':
      return inField(term.body, caret, known);
    case 'json':
      return inJson(term.body, caret, known);
  }
}

function betweenTerms(terms: readonly ScannedTerm[], caret: number, known: FilterKnowledge): Completions {
  const last = terms.findLast(({ to }) => to < caret);
  const isAfterPath = last?.body.kind === 'json' && last.body.comparison === null;
  const operators = isAfterPath ? COMPARATORS.map(([sign, words]) => operator(sign, `${sign} `, words)) : [];
  return { from: caret, to: caret, isEager: isAfterPath, suggestions: [...operators, ...begin('', known)] };
}

function inText(part: Part, isWord: boolean, caret: number, known: FilterKnowledge): Completions {
  if (!isWord) return nothingAt(caret);
  if (part.text === '-') return inPlaceOf({ from: caret, to: caret }, begin('', known, true));
  return inPlaceOf(part, begin(typedOf(part, caret), known));
}

function inField(
  { name, sign, value }: Extract<ScannedBody, { kind: 'field' }>,
  caret: number,
  known: FilterKnowledge,
): Completions {
  if (caret < sign.to) {
    const head = { text: name.text + sign.text, from: name.from, to: sign.to };
    return inPlaceOf(head, fieldsLike(typedOf(head, caret)));
  }
  if (value.kind === 'pattern') return nothingAt(caret);
  return inPlaceOf(value.part, fieldValues(name.text, sign.text, typedOf(value.part, caret), known));
}

function inJson(
  { path, comparison }: Extract<ScannedBody, { kind: 'json' }>,
  caret: number,
  known: FilterKnowledge,
): Completions {
  if (caret <= path.to) {
    const typed = typedOf(path, caret);
    const isKnown = known.paths.some((one) => one.path === typed);
    const operators = isKnown
      ? COMPARATORS.map(([sign, words]) => operator(sign, `${typed} ${sign} `, words))
      : [];
    return inPlaceOf(path, [...pathsLike(typed, known), ...operators]);
  }
  if (comparison === null) return nothingAt(caret);
  const { sign, literal } = comparison;
  if (caret < literal.part.from) {
    if (caret <= sign.from || caret > sign.to) return nothingAt(caret);
    const signs = COMPARATORS.filter(([one]) => one.startsWith(typedOf(sign, caret)));
    return inPlaceOf(
      sign,
      signs.map(([one, words]) => operator(one, one, words)),
    );
  }
  const sampled = known.paths.find((one) => one.path === path.text);
  return inPlaceOf(literal.part, valuesLike(typedOf(literal.part, caret), sampled));
}

/** What a term can begin with. */
function begin(typed: string, known: FilterKnowledge, isNegated = false): readonly Suggestion[] {
  const paths = known.paths.filter(({ path }) => typed === '' || lastNameOf(path).startsWith(lower(typed)));
  const events = typed === '' ? [] : eventsLike(typed, known);
  const suggestions = [...fieldsLike(typed), ...events, ...paths.map(pathSuggestion)];
  return typed === '' && !isNegated ? [...suggestions, NOT] : suggestions;
}

function fieldsLike(typed: string): readonly Suggestion[] {
  return FIELDS.filter(({ label }) => label.startsWith(lower(typed)));
}

function eventsLike(typed: string, { eventNames }: FilterKnowledge): readonly Suggestion[] {
  return eventNames
    .filter((name) => lower(name).startsWith(lower(typed)))
    .map((name) => ({
      label: `event==${nameText(name)}`,
      insert: nameTerm('event', name),
      description: 'event name seen',
    }));
}

function pathsLike(typed: string, known: FilterKnowledge): readonly Suggestion[] {
  return known.paths
    .filter(({ path }) => path !== typed && lower(path).startsWith(lower(typed)))
    .map(pathSuggestion);
}

function pathSuggestion({ path, type, examples: [example] }: SampledPath): Suggestion {
  const description = example === undefined ? type : `${type}, ${literalText(example)}`;
  return { label: path, insert: path, description };
}

function fieldValues(
  name: string,
  sign: string,
  typed: string,
  known: FilterKnowledge,
): readonly Suggestion[] {
  const words = (values: readonly string[], description: string): readonly Suggestion[] =>
    values.filter((value) => value.startsWith(typed)).map((value) => plain(value, description));
  switch (name) {
    case 'event': {
      const begun = lower(typed.replace(/^"/u, ''));
      return known.eventNames
        .filter((event) => lower(event).startsWith(begun))
        .map((event) => plain(nameText(event), 'seen'));
    }
    case 'kind':
      return sign === ':' ? words(FRAME_KINDS, 'kind of frame') : [];
    case 'is':
      return sign === ':' ? [...words(['in'], 'from the server'), ...words(['out'], 'to the server')] : [];
    case 'mark':
      return sign === ':' ? words(MARKS, 'by its id') : [];
    case 'size':
      return words(SIZES, 'bytes of payload');
    default:
      return [];
  }
}

function valuesLike(typed: string, sampled: SampledPath | undefined): readonly Suggestion[] {
  const begun = lower(typed.replace(/^["']/u, ''));
  const literals: readonly Literal[] = sampled?.examples ?? [];
  const rest: readonly Literal[] =
    sampled?.type === 'boolean' ? [true, false] : sampled === undefined ? [true, false, null] : [];
  return [...new Set([...literals, ...rest])]
    .filter((value) => lower(String(value)).startsWith(begun))
    .map((value) => plain(literalText(value), literals.includes(value) ? 'seen' : ''));
}

/** The last name of a path, in lower case: by it people look for a path. */
function lastNameOf(path: string): string {
  return lower(/(?:\.|\[')([^.[\]']+)'?\]?(?:\[\*\])*$/u.exec(path)?.[1] ?? '');
}

function operator(label: string, insert: string, description: string): Suggestion {
  return { label, insert, description };
}

function plain(text: string, description: string): Suggestion {
  return { label: text, insert: text, description };
}

/** What of a part stands before the caret: what the suggestions have to begin with. */
function typedOf(part: Part, caret: number): string {
  return part.text.slice(0, Math.max(0, caret - part.from));
}

function inPlaceOf({ from, to }: Pick<Part, 'from' | 'to'>, suggestions: readonly Suggestion[]): Completions {
  return { from, to, isEager: true, suggestions };
}

function nothingAt(caret: number): Completions {
  return { from: caret, to: caret, isEager: false, suggestions: [] };
}

function lower(text: string): string {
  return text.toLowerCase();
}
