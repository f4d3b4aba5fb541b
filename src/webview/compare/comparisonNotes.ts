import { countOf } from '../../model/format.ts';
import type { Comparison } from '../../protocol/comparison.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';

const MATCHED_BY = { 'message id': 'their ids', content: 'their content' } as const;

/** What can and cannot be compared, in sentences; what limits one method stands in its column. */
export function comparisonNotes({ columns, notes, matchBasis, distinctMessages }: Comparison): string[] {
  const unknown = columns.flatMap((column) =>
    column.kind === 'unknown' ? [`${METHOD_LABELS[column.method]}: ${column.reason}`] : [],
  );
  const matched =
    matchBasis === 'none'
      ? []
      : [
          `Messages were matched by ${MATCHED_BY[matchBasis]}: ${countOf(distinctMessages, 'distinct message')}.`,
        ];
  return [...matched, ...notes, ...unknown];
}
