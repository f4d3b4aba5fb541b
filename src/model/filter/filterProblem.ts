import { InspectorError } from '../../protocol/errors.ts';
import { compileJsonPath } from '../jsonPath.ts';
import { type FilterProblem, parseFilter } from './parseFilter.ts';
import { scanFilter } from './scanFilter.ts';
import { singularSteps } from './singularPath.ts';

/** What is wrong with a filter as it is written, its JSONPaths included; null: nothing is. */
export function filterProblem(text: string): FilterProblem | null {
  const parsed = parseFilter(text);
  if ('problem' in parsed) return parsed;
  for (const { body } of scanFilter(text)) {
    if (body.kind !== 'json' || singularSteps(body.path.text) !== null) continue;
    const { path } = body;
    try {
      compileJsonPath(path.text, path.text);
    } catch (error) {
      if (!(error instanceof InspectorError)) throw error;
      return { problem: wordsOf(error, path.text), from: path.from, to: path.to };
    }
  }
  return null;
}

/** The parser repeats the path and the place in it, which are marked where the filter is written. */
function wordsOf(error: InspectorError, path: string): string {
  return path.endsWith('.') ? `Write a name after ${path}` : error.message.replace(/ \('.*':\d+\)$/su, '');
}
