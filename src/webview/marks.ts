import { MAX_MARKS } from '../protocol/limits.ts';

/** A message that the user has marked, to find it again. */
export interface Mark {
  /** Its number in the log. */
  readonly row: number;
  readonly atMs: number;
}

/**
 * Marks, in the log's order, with one more or one less.
 * @returns null where there is no room for one more
 */
export function withMarkToggled(marks: readonly Mark[], { row, atMs }: Mark): readonly Mark[] | null {
  const place = placeOf(marks, row);
  if (marks.at(place)?.row === row) return marks.toSpliced(place, 1);
  return marks.length >= MAX_MARKS ? null : marks.toSpliced(place, 0, { row, atMs });
}

/** The mark after a row, or before it; past the last the first. @param row null: from before the first, or after the last */
export function markBeside(marks: readonly Mark[], row: number | null, direction: 1 | -1): Mark | undefined {
  if (direction === 1) return marks.find((mark) => row === null || mark.row > row) ?? marks[0];
  return marks.findLast((mark) => row === null || mark.row < row) ?? marks.at(-1);
}

/** Where a row's mark is, or would be. */
function placeOf(marks: readonly Mark[], row: number): number {
  const place = marks.findIndex((mark) => mark.row >= row);
  return place < 0 ? marks.length : place;
}
