import type { CaptureSummary } from '../../protocol/capture.ts';
import { MAX_STATISTICS_CAPTURES } from '../../protocol/limits.ts';
import { type Figure, FIGURES } from '../../protocol/statistics.ts';

/** The cards with a chart. */
export const CHARTS = ['rate', ...FIGURES] as const;
export type ChartId = 'rate' | Figure;

export const EVENT_COLUMNS = ['type', 'count', 'bytes', 'size', 'rate', 'first', 'last'] as const;
export type EventColumn = (typeof EVENT_COLUMNS)[number];

export interface EventSort {
  readonly column: EventColumn;
  readonly isDescending: boolean;
}

/** How the statistics are looked at. */
export interface StatisticsView {
  /** Null: the newest ones. */
  readonly captureIds: readonly number[] | null;
  /** Charts that are shown as tables. */
  readonly tables: readonly ChartId[];
  readonly sort: EventSort;
}

export const INITIAL_STATISTICS: StatisticsView = {
  captureIds: null,
  tables: [],
  sort: { column: 'count', isDescending: true },
};

/** The captures whose statistics are shown. */
export function chosenCaptures(
  { captureIds }: StatisticsView,
  captures: readonly CaptureSummary[],
): readonly CaptureSummary[] {
  const chosen = captures.filter(({ captureId }) => captureIds?.includes(captureId) ?? false);
  return chosen.length > 0 ? chosen : captures.slice(-MAX_STATISTICS_CAPTURES);
}

export function withToggled<T>(members: readonly T[], member: T): readonly T[] {
  return members.includes(member) ? members.filter((other) => other !== member) : [...members, member];
}

/** A column that is sorted by again is turned round; another one begins with its most. */
export function sortedBy({ column, isDescending }: EventSort, next: EventColumn): EventSort {
  return { column: next, isDescending: column === next ? !isDescending : next !== 'type' };
}
