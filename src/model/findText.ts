import { MAX_FIND_HITS } from '../protocol/limits.ts';

/** What is looked for. */
export interface FindQuery {
  readonly text: string;
  readonly isMatchCase: boolean;
}

/** Characters from `start` to `end`, not included. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** @returns null where nothing is looked for */
export function findPattern({ text, isMatchCase }: FindQuery): RegExp | null {
  if (text === '') return null;
  return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), isMatchCase ? 'gu' : 'giu');
}

/** Where a pattern is in a text, at most `limit` times. */
export function findRanges(
  text: string,
  pattern: RegExp,
  limit: number = MAX_FIND_HITS,
): readonly TextRange[] {
  const ranges: TextRange[] = [];
  for (const match of text.matchAll(pattern)) {
    if (ranges.length >= limit) break;
    ranges.push({ start: match.index, end: match.index + match[0].length });
  }
  return ranges;
}
