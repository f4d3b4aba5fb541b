import { JSONPathError, type JSONPathNode, type JSONPathQuery, type JSONValue } from 'json-p3';
import { InspectorError } from '../../protocol/errors.ts';

/**
 * @returns all that the path finds, in order
 * @throws InspectorError `invalid-body` where the value is nested too deeply to be searched
 */
export function findAll(path: JSONPathQuery, value: JSONValue): readonly JSONPathNode[] {
  return searching(() => path.query(value).nodes);
}

/**
 * @returns the first that the path finds; undefined where it finds nothing
 * @throws InspectorError `invalid-body` likewise
 */
export function findFirst(path: JSONPathQuery, value: JSONValue): JSONPathNode | undefined {
  return searching(() => path.match(value));
}

function searching<T>(search: () => T): T {
  try {
    return search();
  } catch (error) {
    // Its own limit where it descends, the stack's where it compares.
    if (!(error instanceof JSONPathError || error instanceof RangeError)) throw error;
    throw new InspectorError(
      'invalid-body',
      `it is nested too deeply to be searched (${error.message})`,
      'use a path that says each step, or ask for a flatter form',
      { cause: error },
    );
  }
}
