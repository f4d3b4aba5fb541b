import { formatBytes, formatCount, formatDuration, formatShare } from '../model/format.ts';
import type { EstimatedColumn, MeasuredColumn } from '../protocol/comparison.ts';

/** A column that has figures. */
type FigureColumn = MeasuredColumn | EstimatedColumn;

/** One figure of every method. */
export interface ComparisonRow {
  readonly label: string;
  /** What is drawn as a bar, comparable across the row; null where there is none. */
  readonly amount: (column: FigureColumn) => number | null;
  readonly text: (column: FigureColumn) => string;
}

export interface ComparisonGroup {
  readonly title: string;
  readonly rows: readonly ComparisonRow[];
}

const NONE = '–';

function row(
  label: string,
  amount: (column: FigureColumn) => number | null,
  format: (amount: number) => string,
): ComparisonRow {
  return {
    label,
    amount,
    text: (column) => {
      const value = amount(column);
      return value === null ? NONE : format(value);
    },
  };
}

/** A figure that only a capture can tell: an estimate has none. */
function measuredRow(label: string, amount: (column: MeasuredColumn) => number | null): ComparisonRow {
  return row(label, (column) => (column.kind === 'measured' ? amount(column) : null), formatCount);
}

const emptyPolls: ComparisonRow = {
  label: 'Empty polls',
  amount: ({ figures: { polls } }) => (polls === null ? null : polls.empty + polls.unchanged),
  text: ({ figures: { polls } }) => {
    if (polls === null) return NONE;
    const empty = polls.empty + polls.unchanged;
    const answered = empty + polls.withMessages;
    return answered === 0 ? formatCount(empty) : `${formatCount(empty)} (${formatShare(empty / answered)})`;
  },
};

const delayBasis: ComparisonRow = {
  label: 'Measured against',
  amount: () => null,
  text: ({ figures: { delay } }) => delay?.basis ?? NONE,
};

/** The rows of the comparison, in the order in which they answer "which method is right here". */
export const COMPARISON_GROUPS: readonly ComparisonGroup[] = [
  {
    title: 'Traffic',
    rows: [
      row('Messages', (column) => column.figures.messages, formatCount),
      row('Requests', (column) => column.figures.requests, formatCount),
      row('Connections', (column) => column.figures.connections, formatCount),
      row('Wire bytes in', (column) => column.figures.receivedBytes, formatBytes),
      row('Wire bytes out', (column) => column.figures.sentBytes, formatBytes),
      row(
        'Bytes per message',
        (column) => column.figures.bytesPerMessage,
        (bytes) => formatBytes(Math.round(bytes)),
      ),
      row('Overhead', (column) => column.figures.overheadShare, formatShare),
      emptyPolls,
    ],
  },
  {
    title: 'Delivery delay',
    rows: [
      row('p50', (column) => column.figures.delay?.p50 ?? null, formatDuration),
      row('p95', (column) => column.figures.delay?.p95 ?? null, formatDuration),
      row('max', (column) => column.figures.delay?.max ?? null, formatDuration),
      delayBasis,
    ],
  },
  {
    title: 'Completeness',
    rows: [
      measuredRow('Missing', (column) => column.missing),
      measuredRow('Duplicates', (column) => column.duplicates),
      measuredRow('Out of order', (column) => column.outOfOrder),
      measuredRow('Reconnects', (column) => column.figures.reconnects),
    ],
  },
];
