import { compile, JSONPathError, type JSONPathQuery } from 'json-p3';
import { InspectorError } from '../protocol/errors.ts';

/**
 * Compiles a JSONPath (RFC 9535).
 * @param option the option it came from, named in the error
 * @throws InspectorError `invalid-option` where it is no valid path
 */
export function compileJsonPath(path: string, option: string): JSONPathQuery {
  try {
    return compile(path);
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    throw new InspectorError(
      'invalid-option',
      `${option} is not a JSONPath: ${error.message}`,
      'write it as RFC 9535 has it, for example $.data.id',
      { cause: error },
    );
  }
}
