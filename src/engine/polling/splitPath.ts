import type { JSONPathNode, JSONPathQuery, JSONValue } from 'json-p3';
import { compileJsonPath } from '../../model/jsonPath.ts';
import { findAll } from '../json/jsonSearch.ts';

/** A path to all items of a list: what comes before its last step is where the list is. */
const TO_ALL_ITEMS = /^(?<list>.*[^.])(?:\.\*|\[\s*\*\s*\])$/s;

/** The feed's path to the messages in a body. */
export class SplitPath {
  readonly #items: JSONPathQuery;
  readonly #list: JSONPathQuery | null;
  #hasFound = false;

  /** @throws InspectorError `invalid-option` where it is not JSONPath */
  constructor(path: string) {
    this.#items = compileJsonPath(path, 'split');
    const list = TO_ALL_ITEMS.exec(path)?.groups?.['list']?.trimEnd();
    this.#list = list === undefined ? null : compileJsonPath(list, 'split');
  }

  /** @throws InspectorError `invalid-body` where the body is nested too deeply to be searched */
  find(body: JSONValue): readonly JSONPathNode[] {
    const nodes = findAll(this.#items, body);
    if (nodes.length > 0) this.#hasFound = true;
    return nodes;
  }

  /** Whether a body in which it finds nothing says that the path is wrong, and not that there is no news. */
  isDoubtfulIn(body: JSONValue): boolean {
    return !this.#hasFound && !isVoid(body) && !isVoid(this.#list?.match(body)?.value);
  }
}

/** Whether it is there and holds nothing: some servers write an empty list as null. */
function isVoid(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
