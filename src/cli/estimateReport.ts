import type { Estimate } from '../model/comparison.ts';
import { NONE } from '../model/comparisonRows.ts';
import { formatBitRate, formatCount, formatDuration, formatRate } from '../model/format.ts';
import { comparisonDocument } from '../model/report/comparisonJson.ts';
import type { ReportSource } from '../model/report/reportContent.ts';
import { visibleLine } from '../model/visibleText.ts';
import type {
  AssumptionBases,
  AssumptionName,
  EstimateAssumptions,
  EstimatedColumn,
} from '../protocol/comparison.ts';
import { METHOD_LABELS } from '../protocol/method.ts';
import type { ReplayCheck } from '../protocol/replay.ts';
import { toDocument } from './captureDocument.ts';
import { figureRows } from './figureRows.ts';
import { figuresDocument } from './figuresDocument.ts';
import { replayDocument, replayedDocument } from './replayReport.ts';
import { textTable } from './textTable.ts';

/** Figures are those of one client; `perSecond` and `capacity` are those of all of them. */
export function estimateDocument(
  { source, assumptions, assumptionBases, columns }: Estimate,
  check: ReplayCheck | null,
  report: ReportSource,
): object {
  const methods = columns.map((column) => {
    const { figures, method, ranges, capacity, uses, inputs, caveats } = column;
    return [
      method,
      {
        ...figuresDocument(figures),
        perSecond: perSecond(column, assumptions.clients),
        capacity,
        ranges,
        uses,
        inputs,
        caveats,
        ...(check === null ? {} : { replayed: replayedDocument(check, method) }),
      },
    ] as const;
  });
  return {
    source: toDocument(source, null),
    assumptions,
    assumptionBases,
    methods: Object.fromEntries(methods),
    ...(check === null ? {} : { replay: replayDocument(check) }),
    comparison: comparisonDocument(report),
  };
}

function perSecond(
  { figures, spanMs }: EstimatedColumn,
  clients: number,
): { readonly requests: number; readonly bitsPerSecond: number } {
  const perClient = spanMs === 0 ? 0 : 1_000 / spanMs;
  return {
    requests: figures.requests * perClient * clients,
    bitsPerSecond: 8 * (figures.receivedBytes + figures.sentBytes) * perClient * clients,
  };
}

type Row = readonly [label: string, text: (column: EstimatedColumn) => string];

/** For all clients. */
const CAPACITY_ROWS: readonly Row[] = [
  ['requests', ({ capacity }) => (capacity === null ? NONE : formatRate(capacity.requestsPerSecond))],
  ['open connections', ({ capacity }) => (capacity === null ? NONE : formatCount(capacity.openConnections))],
  [
    'to the clients',
    ({ capacity }) => (capacity === null ? NONE : formatBitRate(capacity.receivedBitsPerSecond)),
  ],
  [
    'from the clients',
    ({ capacity }) => (capacity === null ? NONE : formatBitRate(capacity.sentBitsPerSecond)),
  ],
];

/** A table for people: what is assumed, one client's figures, and what all clients together ask of the server. */
export function estimateLines({ source, assumptions, assumptionBases, columns }: Estimate): string[] {
  const { clients } = assumptions;
  const heads = ['', ...columns.map(({ method }) => METHOD_LABELS[method])];
  const cellsOf = (rows: readonly Row[]): string[][] =>
    rows.map(([label, text]) => [label, ...columns.map(text)]);
  const people = `${formatCount(clients)} ${clients === 1 ? 'client' : 'clients'}`;
  return [
    `Estimated from ${METHOD_LABELS[source.feed.method]} ${visibleLine(source.feed.url)}, ${formatCount(source.counters.messages.received)} messages.`,
    assumedLine(assumptions, assumptionBases),
    '',
    ...textTable([heads, ...figureRows(columns)]),
    '',
    `${people}, in the steady state:`,
    ...textTable([heads, ...cellsOf(CAPACITY_ROWS)]),
    ...columns.flatMap(({ method, capacity }) =>
      capacity === null ? [] : [`${METHOD_LABELS[method]}: ${capacity.assumption}.`],
    ),
    '',
    ...new Set(columns.flatMap(({ caveats }) => caveats)),
  ];
}

function assumedLine(assumptions: EstimateAssumptions, bases: AssumptionBases): string {
  const { intervalMs, timeoutMs, roundTripMs, heartbeatMs, compression, httpVersion } = assumptions;
  const words: readonly (readonly [AssumptionName, string])[] = [
    ['intervalMs', `polls every ${formatDuration(intervalMs)}`],
    ['timeoutMs', `held for ${formatDuration(timeoutMs)}`],
    ['roundTripMs', `a round trip of ${formatDuration(roundTripMs)}`],
    ['heartbeatMs', heartbeatMs === 0 ? 'no heartbeats' : `a heartbeat every ${formatDuration(heartbeatMs)}`],
    ['compression', compression === 'none' ? 'no compression' : 'compression'],
    ['httpVersion', `HTTP/${httpVersion}`],
  ];
  return `Assumed: ${words.map(([name, text]) => `${text} (${bases[name]})`).join(', ')}.`;
}
