import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InspectorError } from '../../protocol/errors.ts';

/** Where text goes: a file, or a terminal. */
export interface TextTarget {
  write(text: string): Promise<void> | void;
}

const CAUSES: Readonly<Record<string, readonly [what: string, action: string]>> = {
  EACCES: ['you may not write to', 'choose another folder'],
  EPERM: ['you may not write to', 'choose another folder'],
  EROFS: ['nothing can be written to', 'choose another folder'],
  ENOENT: ['there is no folder', 'choose another folder'],
  ENOTDIR: ['there is no folder', 'choose another folder'],
  ENOSPC: ['the disk is full, at', 'free disk space, then try again'],
};

/**
 * Writes a file that appears whole under its name, or not at all.
 * @throws InspectorError `export-failed` where the disk does not take it, and what `write` throws
 */
export async function writeTextFile<Result>(
  path: string,
  write: (target: TextTarget) => Promise<Result>,
): Promise<Result> {
  const partial = `${path}.${process.pid}.partial`;
  try {
    const file = await open(partial, 'w');
    let result: Result;
    try {
      result = await write({ write: (text) => file.writeFile(text) });
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
    return result;
  } catch (error) {
    await rm(partial, { force: true });
    throw explain(path, error);
  }
}

function explain(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cause = CAUSES[code];
  if (error instanceof InspectorError || cause === undefined) return error;
  return new InspectorError('export-failed', `${cause[0]} ${dirname(path)}`, cause[1], { cause: error });
}
