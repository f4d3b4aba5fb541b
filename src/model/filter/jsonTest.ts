import type { JSONPathQuery, JSONValue } from 'json-p3';
import { compileJsonPath } from '../jsonPath.ts';
import { parseJson } from '../parseJson.ts';
import { compares, type Comparator, type Literal } from './filterTerm.ts';

/** Steps of names and indexes only, as a singular query of RFC 9535, section 2.3.5 has them. */
const SINGULAR = /^\$(?:\.[A-Za-z_][\w]*|\[\d+\]|\['[^'\\]*'\])*$/u;
const STEP = /\.([A-Za-z_][\w]*)|\[(\d+)\]|\['([^'\\]*)'\]/gu;

type Step = string | number;

/**
 * Asks a payload for what a JSONPath finds in it. What is no JSON has nothing at any path.
 * @throws InspectorError `invalid-option` where it is no path
 */
export class JsonTest {
  readonly #query: JSONPathQuery;
  /** Null: the path may find several. */
  readonly #steps: readonly Step[] | null;
  readonly #comparison: { readonly comparator: Comparator; readonly literal: Literal } | null;

  constructor(
    path: string,
    comparison: { readonly comparator: Comparator; readonly literal: Literal } | null,
  ) {
    this.#query = compileJsonPath(path, 'the filter');
    this.#steps = SINGULAR.test(path) ? stepsOf(path) : null;
    this.#comparison = comparison;
  }

  matches(text: string): boolean {
    // Cheaper than a parser's error, of which there would be one for each frame that is no JSON.
    const first = text.trimStart().charAt(0);
    if (first === '' || !'{["-0123456789tfn'.includes(first)) return false;
    const value = parseJson(text);
    if (value === undefined) return false;
    if (this.#steps !== null) {
      const found = valueAt(value, this.#steps);
      return found !== undefined && this.#accepts(found);
    }
    try {
      return this.#query
        .query(value)
        .values()
        .some((found) => this.#accepts(found));
    } catch {
      // Too deep to be searched: nothing is found.
      return false;
    }
  }

  /** As RFC 9535, section 2.3.5.2.2 compares: order is for numbers and for texts only. */
  #accepts(value: JSONValue): boolean {
    if (this.#comparison === null) return true;
    const { comparator, literal } = this.#comparison;
    if (typeof value === 'number' && typeof literal === 'number') return compares(value, comparator, literal);
    if (typeof value === 'string' && typeof literal === 'string') return compares(value, comparator, literal);
    if (comparator === '!=') return value !== literal;
    return (comparator === '==' || comparator === '<=' || comparator === '>=') && value === literal;
  }
}

function stepsOf(path: string): readonly Step[] {
  return Array.from(path.matchAll(STEP), ([, name, index, quoted]) =>
    index === undefined ? (name ?? quoted ?? '') : Number(index),
  );
}

function valueAt(root: JSONValue, steps: readonly Step[]): JSONValue | undefined {
  let value: JSONValue | undefined = root;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined;
    else value = !Array.isArray(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}
