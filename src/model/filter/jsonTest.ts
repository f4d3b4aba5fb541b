import type { JSONPathQuery, JSONValue } from 'json-p3';
import { compileJsonPath } from '../jsonPath.ts';
import { parseJson } from '../parseJson.ts';
import { compares, type Comparator, type Literal } from './filterTerm.ts';
import { singularSteps, type Step } from './singularPath.ts';

/**
 * Asks a payload for what a JSONPath finds in it. What is no JSON has nothing at any path.
 * @throws InspectorError `invalid-option` where it is no path
 */
export class JsonTest {
  readonly #path: JSONPathQuery | readonly Step[];
  readonly #comparison: { readonly comparator: Comparator; readonly literal: Literal } | null;

  constructor(
    path: string,
    comparison: { readonly comparator: Comparator; readonly literal: Literal } | null,
  ) {
    this.#path = singularSteps(path) ?? compileJsonPath(path, 'the filter');
    this.#comparison = comparison;
  }

  matches(text: string): boolean {
    // Cheaper than a parser's error, of which there would be one for each frame that is no JSON.
    const first = text.trimStart().charAt(0);
    if (first === '' || !'{["-0123456789tfn'.includes(first)) return false;
    const value = parseJson(text);
    if (value === undefined) return false;
    if (!('query' in this.#path)) {
      const found = valueAt(value, this.#path);
      return found !== undefined && this.#accepts(found);
    }
    try {
      return this.#path
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

function valueAt(root: JSONValue, steps: readonly Step[]): JSONValue | undefined {
  let value: JSONValue | undefined = root;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined;
    else value = !Array.isArray(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}
