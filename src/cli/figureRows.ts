import { COMPARISON_GROUPS, NONE, textOf } from '../model/comparisonRows.ts';
import type { ComparisonColumn } from '../protocol/comparison.ts';

/** The rows of a comparison for a table of text, under the titles of their groups; one that says nothing of any column is left out. */
export function figureRows(columns: readonly ComparisonColumn[]): string[][] {
  return COMPARISON_GROUPS.flatMap(({ title, rows }) => {
    const said = rows
      .map((row) => [
        `${row.isPart === true ? '    ' : '  '}${row.label}`,
        ...columns.map((column) => textOf(row, column)),
      ])
      .filter(([, ...cells]) => cells.some((cell) => cell !== NONE));
    return said.length === 0 ? [] : [[title], ...said];
  });
}
