import { quoted } from './escapedText.ts';
import type { FilterTerm, Literal } from './filterTerm.ts';
import { parseFilter } from './parseFilter.ts';

/** What stands for itself without quotations, as a word or as a name after a sign. */
const BARE = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;

/** The term for frames that hold a text. */
export function textTerm(text: string): string {
  return nameText(text);
}

/** The term for frames of just this event name or id. */
export function nameTerm(field: 'event' | 'id', name: string): string {
  return `${field}==${nameText(name)}`;
}

/** The term for payloads that have just this value at a path. */
export function valueTerm(path: string, value: Literal): string {
  return `${path} == ${literalText(value)}`;
}

/** A text where a filter has a word: in quotations unless it is one. */
export function nameText(text: string): string {
  return BARE.test(text) ? text : quoted(text, '"');
}

export function literalText(value: Literal): string {
  return typeof value === 'string' ? quoted(value, "'") : String(value);
}

/**
 * A filter with one more term, which it may have already. At its end, but where what is written there would run on into
 * the term (a quotation that is not closed), at its beginning.
 */
export function withTerm(filter: string, term: string): string {
  const terms = termsOf(filter);
  const added = termsOf(term);
  if (terms === null) return term;
  const isThere = added?.every((one) => terms.some((other) => JSON.stringify(other) === JSON.stringify(one)));
  if (isThere === true) return filter;
  const joined = `${filter.trimEnd()} ${term}`.trimStart();
  const wanted = JSON.stringify([...terms, ...(added ?? [])]);
  return JSON.stringify(termsOf(joined)) === wanted ? joined : `${term} ${filter.trimStart()}`;
}

function termsOf(filter: string): readonly FilterTerm[] | null {
  const parsed = parseFilter(filter);
  return 'problem' in parsed ? null : parsed;
}
