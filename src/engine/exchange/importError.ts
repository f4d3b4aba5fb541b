import { InspectorError } from '../../protocol/errors.ts';

/** What is wrong with a file that is imported: the place first, then what to do. */
export function importError(what: string, action: string, cause?: unknown): InspectorError {
  return new InspectorError('import-failed', what, action, { cause });
}

/** A member that is not what its format says. @param place within the file: `log.entries[3].time`, `line 7: seq` */
export function wrongType(place: string, expected: string): InspectorError {
  return importError(
    `${place} is not ${expected}`,
    'export the file again with the tool that wrote it; nothing was imported',
  );
}

export function tooLarge(what: string, limit: string): InspectorError {
  return importError(`${what} is more than ${limit}`, 'import a smaller part of it; nothing was imported');
}
