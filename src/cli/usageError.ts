import { InspectorError } from '../protocol/errors.ts';

/** A command line that means nothing: exit code 2. What a well-formed one runs into is exit code 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly error: InspectorError;

  constructor(message: string, action: string) {
    super(message);
    this.error = new InspectorError('invalid-option', message, action);
  }
}
