import type { Capacity, Comparison, ComparisonColumn } from '../../protocol/comparison.ts';
import { METHOD_LABELS, METHODS } from '../../protocol/method.ts';
import type { ReplayCheck } from '../../protocol/replay.ts';
import { type Advice, adviseOn } from '../advice.ts';
import { scaledCapacity } from '../capacity.ts';
import { COMPARISON_GROUPS, NONE, textOf } from '../comparisonRows.ts';
import { countOf, formatBitRate, formatBytes, formatCount, formatDuration, formatRate } from '../format.ts';
import { maskedAddress } from '../secrets.ts';
import { TRADE_OFFS } from '../tradeOffs.ts';
import { assumptionTexts } from './assumptionTexts.ts';
import { checkRows } from './checkRows.ts';

/** What a report is made of. */
export interface ReportSource {
  readonly comparison: Comparison;
  /** Null: no replay has checked the estimate. */
  readonly check: ReplayCheck | null;
  /** What was compared, e.g. the session's title. */
  readonly title: string;
  /** RFC 3339, in UTC. */
  readonly createdAt: string;
}

interface ReportHead {
  readonly label: string;
  /** What kind of column it is; empty: there is but one kind. */
  readonly detail: string;
}

interface ReportRow {
  readonly kind: 'group' | 'figure' | 'part';
  /** The first one says what the row is; a group has no other. */
  readonly cells: readonly string[];
}

export interface ReportTable {
  readonly title: string;
  /** What it rests on, in sentences. */
  readonly notes: readonly string[];
  /** Of all columns but the first. */
  readonly heads: readonly ReportHead[];
  readonly rows: readonly ReportRow[];
}

/** A report in words and numbers, not yet in any format: texts are as they were captured. */
export interface ReportContent {
  readonly title: string;
  readonly createdAt: string;
  readonly advice: Advice;
  readonly tables: readonly ReportTable[];
  readonly notes: readonly string[];
}

/** How many clients capacity is told for. */
export const CLIENT_COUNTS = [1, 100, 10_000, 1_000_000] as const;

export function reportContent({ comparison, check, title, createdAt }: ReportSource): ReportContent {
  return {
    title,
    createdAt: createdAt.replace(/^(\S+)T(\d\d:\d\d).*Z$/, '$1 $2 UTC'),
    advice: adviseOn(comparison, check),
    tables: [
      figuresTable(comparison),
      ...(check === null ? [] : [checkTable(check)]),
      capacityTable(comparison),
      assumptionsTable(comparison),
      ...inputsTable(comparison),
      tradeOffsTable(),
    ],
    notes: notesOn(comparison),
  };
}

/** What a column was made from, without secrets that its address may have. */
function sourceText(column: ComparisonColumn): string {
  switch (column.kind) {
    case 'measured':
      return maskedAddress(column.label);
    case 'estimated':
      return `from ${METHOD_LABELS[column.fromMethod]}`;
    case 'unknown':
      return NONE;
  }
}

function headOf({ method, kind }: ComparisonColumn): ReportHead {
  return { label: METHOD_LABELS[method], detail: kind };
}

function figure(...cells: readonly string[]): ReportRow {
  return { kind: 'figure', cells };
}

function figuresTable({ columns }: Comparison): ReportTable {
  const spans = columns.map((column) => (column.kind === 'unknown' ? NONE : formatDuration(column.spanMs)));
  return {
    title: 'Figures',
    notes: [
      '≈ marks an estimate; a range in parentheses is what it may lie in. Wire bytes are those above TLS.',
    ],
    heads: columns.map(headOf),
    rows: [
      figure('Source', ...columns.map(sourceText)),
      figure('Over', ...spans),
      ...COMPARISON_GROUPS.flatMap(({ title, rows }): readonly ReportRow[] => {
        const said = rows
          .map((row): ReportRow => ({
            kind: row.isPart === true ? 'part' : 'figure',
            cells: [row.label, ...columns.map((column) => marked(textOf(row, column), column))],
          }))
          .filter(({ cells: [, ...texts] }) => texts.some((text) => text !== NONE));
        return said.length === 0 ? [] : [{ kind: 'group', cells: [title] }, ...said];
      }),
    ],
  };
}

function marked(text: string, { kind }: ComparisonColumn): string {
  return kind === 'estimated' && /^[\d<]/.test(text) ? `≈ ${text}` : text;
}

function checkTable(check: ReplayCheck): ReportTable {
  const { messages, spanMs, assumptions, notes, methods } = check;
  return {
    title: 'Check by replay',
    notes: [
      `${countOf(messages, 'message')} of the capture were served on this machine for ${formatDuration(spanMs)} by each method and captured again, with a round trip of ${formatDuration(assumptions.roundTripMs)}. What was measured, and by how much the estimate of it is off:`,
      ...notes,
    ],
    heads: methods.map(({ method }) => ({ label: METHOD_LABELS[method], detail: 'measured' })),
    rows: checkRows(check).map((cells) => figure(...cells)),
  };
}

function capacityTable({ columns }: Comparison): ReportTable {
  const row = (
    label: string,
    clients: number,
    read: (capacity: Capacity) => number,
    format: (amount: number) => string,
  ): ReportRow =>
    figure(
      label,
      ...columns.map((column) => {
        if (column.kind === 'unknown' || column.capacity === null) return NONE;
        const amount = read(scaledCapacity(column.capacity, clients));
        return Number.isFinite(amount) ? marked(format(amount), column) : NONE;
      }),
    );
  return {
    title: 'Capacity',
    notes: [
      'What clients ask of a server in the steady state, each of them as the one above.',
      ...columns.flatMap((column) =>
        column.kind === 'unknown' || column.capacity === null
          ? []
          : [`${METHOD_LABELS[column.method]}: ${column.capacity.assumption}.`],
      ),
    ],
    heads: columns.map(headOf),
    rows: CLIENT_COUNTS.flatMap((clients) => [
      { kind: 'group', cells: [countOf(clients, 'client')] },
      row('Requests', clients, ({ requestsPerSecond }) => requestsPerSecond, formatRate),
      row('Open connections', clients, ({ openConnections }) => openConnections, formatCount),
      row('To the clients', clients, ({ receivedBitsPerSecond }) => receivedBitsPerSecond, formatBitRate),
      row('From the clients', clients, ({ sentBitsPerSecond }) => sentBitsPerSecond, formatBitRate),
    ]),
  };
}

function assumptionsTable({ assumptions, assumptionBases }: Comparison): ReportTable {
  return {
    title: 'Assumptions of the estimates',
    notes: [],
    heads: [
      { label: 'Value', detail: '' },
      { label: 'Known from', detail: '' },
    ],
    rows: assumptionTexts(assumptions).map(([name, label, value]) =>
      figure(label, value, assumptionBases[name]),
    ),
  };
}

function inputsTable({ columns }: Comparison): ReportTable[] {
  const rows = columns.flatMap((column) =>
    column.kind === 'estimated'
      ? column.inputs.map(({ label, bytes, basis }) =>
          figure(`${METHOD_LABELS[column.method]}: ${label}`, formatBytes(bytes), basis),
        )
      : [],
  );
  if (rows.length === 0) return [];
  return [
    {
      title: 'Sizes in the estimates',
      notes: [],
      heads: [
        { label: 'Average', detail: '' },
        { label: 'Known from', detail: '' },
      ],
      rows,
    },
  ];
}

function tradeOffsTable(): ReportTable {
  return {
    title: 'What each method means',
    notes: [],
    heads: ['Direction', 'Complexity', 'Efficiency', 'Ideal use'].map((label) => ({ label, detail: '' })),
    rows: METHODS.map((method) => {
      const { direction, complexity, efficiency, idealUse } = TRADE_OFFS[method];
      return figure(METHOD_LABELS[method], direction, complexity, efficiency, idealUse);
    }),
  };
}

function notesOn({ columns, notes, matchBasis, distinctMessages }: Comparison): string[] {
  const distinct = countOf(distinctMessages, 'distinct message');
  const matched = {
    'message id': [`Messages were matched by their ids: ${distinct}.`],
    content: [`Messages were matched by their content: ${distinct}.`],
    none: [],
  }[matchBasis];
  const caveats = columns.flatMap((column) => {
    const method = METHOD_LABELS[column.method];
    return (column.kind === 'unknown' ? [column.reason] : column.caveats).map((text) => `${method}: ${text}`);
  });
  return [...matched, ...notes, ...caveats];
}
