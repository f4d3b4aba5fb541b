import { InspectorError } from '../../protocol/errors.ts';
import { compileJsonPath } from '../jsonPath.ts';
import { parseFilter } from './parseFilter.ts';

/** What is wrong with a filter as it is written, its JSONPaths included; null: nothing is. */
export function filterProblem(text: string): string | null {
  const parsed = parseFilter(text);
  if ('problem' in parsed) return parsed.problem;
  for (const { test } of parsed) {
    if (test.kind !== 'json') continue;
    try {
      compileJsonPath(test.path, test.path);
    } catch (error) {
      if (error instanceof InspectorError) return error.message;
      throw error;
    }
  }
  return null;
}
