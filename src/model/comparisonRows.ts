import type {
  ClockUncertainty,
  ComparisonColumn,
  EstimatedColumn,
  EstimateRanges,
  FigureRange,
  MeasuredColumn,
  MethodFigures,
} from '../protocol/comparison.ts';
import type { PollCounts } from '../protocol/capture.ts';
import { formatBytes, formatCount, formatDuration, formatShare } from './format.ts';

/** A column that has figures. */
export type FigureColumn = MeasuredColumn | EstimatedColumn;

/** One figure of every method, the same in the panel, on the command line and in a report. */
export interface ComparisonRow {
  readonly label: string;
  /** Whether it is a part of the row above that is none. */
  readonly isPart?: boolean;
  /** What is drawn as a bar, comparable across the row; null where there is none. */
  readonly amount: (column: FigureColumn) => number | null;
  /** With its range, where it is only known to lie in one; `–` where it is not known. */
  readonly text: (column: FigureColumn) => string;
}

export interface ComparisonGroup {
  readonly title: string;
  readonly rows: readonly ComparisonRow[];
}

/** What a figure that is not known reads. */
export const NONE = '–';

type Amount = (column: FigureColumn) => number | null;
type RangeOf = (ranges: EstimateRanges) => FigureRange | null;
type Format = (amount: number) => string;

/** What a row says of a column, one without figures included. */
export function textOf(row: ComparisonRow, column: ComparisonColumn): string {
  return column.kind === 'unknown' ? NONE : row.text(column);
}

/** `61`, `61 (55–67)` where it is only known to lie in a range. */
function withRange(value: number, range: FigureRange | null, format: Format): string {
  if (range === null || !Number.isFinite(range.low) || !Number.isFinite(range.high)) return format(value);
  const [low, high] = [format(range.low), format(range.high)];
  return low === high ? format(value) : `${format(value)} (${low}–${high})`;
}

/** `−320 ms`, `+2 h`. */
function signedDuration(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`;
}

function row(label: string, amount: Amount, format: Format, rangeOf: RangeOf = () => null): ComparisonRow {
  const known: Amount = (column) => {
    const value = amount(column);
    return value === null || !Number.isFinite(value) ? null : value;
  };
  return {
    label,
    amount: known,
    text: (column) => {
      const value = known(column);
      if (value === null) return NONE;
      const ranges = column.kind === 'estimated' ? column.ranges : null;
      return withRange(value, ranges === null ? null : rangeOf(ranges), format);
    },
  };
}

function partRow(label: string, amount: Amount): ComparisonRow {
  return { ...row(label, amount, formatBytes), isPart: true };
}

/** A figure that only a capture can tell: an estimate has none. */
function measuredRow(label: string, amount: (column: MeasuredColumn) => number | null): ComparisonRow {
  return row(label, (column) => (column.kind === 'measured' ? amount(column) : null), formatCount);
}

/** Polls of a kind, with their share of those that were answered. */
function pollRow(label: string, countOf: (polls: PollCounts) => number): ComparisonRow {
  return {
    label,
    amount: ({ figures: { polls } }) => (polls === null ? null : countOf(polls)),
    text: ({ figures: { polls } }) => {
      if (polls === null) return NONE;
      const answered = polls.empty + polls.unchanged + polls.withMessages;
      const count = formatCount(countOf(polls));
      return answered === 0 ? count : `${count} (${formatShare(countOf(polls) / answered)})`;
    },
  };
}

function delayRow(
  label: string,
  name: 'mean' | 'p50' | 'p95' | 'p99' | 'max',
  rangeOf?: RangeOf,
): ComparisonRow {
  return row(label, ({ figures: { delay } }) => delay?.[name] ?? null, formatDuration, rangeOf);
}

function wordRow(label: string, text: (column: FigureColumn) => string): ComparisonRow {
  return { label, amount: () => null, text };
}

/** A row of wire bytes in one direction, and its parts, which add up to it. */
function byteRows(direction: 'in' | 'out', side: 'receivedBytes' | 'sentBytes'): readonly ComparisonRow[] {
  const splitOf =
    (part: keyof NonNullable<MethodFigures['split']>): Amount =>
    ({ figures: { split } }) =>
      split?.[part][side] ?? null;
  return [
    row(
      `Wire bytes ${direction}`,
      ({ figures }) => figures[side],
      formatBytes,
      (ranges) => ranges[side],
    ),
    partRow(`Heads ${direction}`, splitOf('heads')),
    partRow(`Framing ${direction}`, splitOf('framing')),
    partRow(`Payload ${direction}`, splitOf('payload')),
  ];
}

/** What is known of a clock: `same machine`, `−320 ms to +700 ms`. */
function clockText({ basis, aheadMs }: ClockUncertainty): string {
  if (basis === 'same machine') return basis;
  if (aheadMs === null || !Number.isFinite(aheadMs.low) || !Number.isFinite(aheadMs.high)) return 'not known';
  return `${signedDuration(aheadMs.low)} to ${signedDuration(aheadMs.high)}`;
}

/** The rows of the comparison, in the order in which they answer "which method is right here". */
export const COMPARISON_GROUPS: readonly ComparisonGroup[] = [
  {
    title: 'Traffic',
    rows: [
      row('Messages', (column) => column.figures.messages, formatCount),
      measuredRow('Messages sent', (column) => column.sentMessages),
      row(
        'Requests',
        (column) => column.figures.requests,
        formatCount,
        (ranges) => ranges.requests,
      ),
      row('Connections', (column) => column.figures.connections, formatCount),
      measuredRow('Reconnects', (column) => column.figures.reconnects),
      pollRow('Empty polls', (polls) => polls.empty),
      pollRow('Unchanged polls', (polls) => polls.unchanged),
    ],
  },
  {
    title: 'Wire bytes',
    rows: [
      ...byteRows('in', 'receivedBytes'),
      ...byteRows('out', 'sentBytes'),
      row(
        'Bytes per message',
        (column) => column.figures.bytesPerMessage,
        (bytes) => formatBytes(Math.round(bytes)),
      ),
      row('Overhead', (column) => column.figures.overheadShare, formatShare),
    ],
  },
  {
    title: 'Delivery delay',
    rows: [
      delayRow('Mean', 'mean', (ranges) => ranges.meanDelayMs),
      delayRow('p50', 'p50'),
      delayRow('p95', 'p95'),
      delayRow('p99', 'p99'),
      delayRow('Max', 'max'),
      wordRow('Measured against', ({ figures: { delay } }) => delay?.basis ?? NONE),
      wordRow('Clock ahead by', (column) =>
        column.kind === 'measured' && column.clock !== null ? clockText(column.clock) : NONE,
      ),
      row('Jitter', (column) => column.figures.jitterMs, formatDuration),
    ],
  },
  {
    title: 'Completeness',
    rows: [
      measuredRow('Missing', (column) => column.missing),
      measuredRow('Duplicates', (column) => column.duplicates),
      measuredRow('Out of order', (column) => column.outOfOrder),
    ],
  },
];
