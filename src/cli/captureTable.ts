import { countOf, formatBytes, formatCount, formatDuration, formatShare } from '../model/format.ts';
import type { CaptureDocument } from './captureDocument.ts';

const GAP = '  ';
const NONE = '–';

type Row = readonly [label: string, text: (document: CaptureDocument) => string];

const ROWS: readonly Row[] = [
  ['messages', ({ messages }) => formatCount(messages.received)],
  ['sent', ({ messages }) => formatCount(messages.sent)],
  ['requests', ({ requests }) => formatCount(requests)],
  ['connections', ({ connections }) => formatCount(connections)],
  ['reconnects', ({ reconnects }) => formatCount(reconnects)],
  ['polls without news', ({ polls }) => (polls === null ? NONE : formatCount(polls.empty + polls.unchanged))],
  ['wire bytes in', ({ bytes }) => formatBytes(bytes.received)],
  ['wire bytes out', ({ bytes }) => formatBytes(bytes.sent)],
  ['overhead', overheadText],
  ['delay p50', ({ delayMs }) => (delayMs === null ? NONE : formatDuration(delayMs.p50))],
  ['delay p95', ({ delayMs }) => (delayMs === null ? NONE : formatDuration(delayMs.p95))],
  ['delay max', ({ delayMs }) => (delayMs === null ? NONE : formatDuration(delayMs.max))],
  ['delay against', ({ delayMs }) => delayMs?.basis ?? NONE],
  ['duplicates', ({ messages }) => formatCount(messages.duplicates)],
  ['out of order', ({ messages }) => formatCount(messages.outOfOrder)],
];

/** Captures side by side, a column each. */
export function captureTable(
  documents: readonly CaptureDocument[],
  labels: readonly string[],
  missing: readonly number[],
): string {
  const rows = [
    ['', ...labels],
    ...ROWS.map(([label, text]) => [label, ...documents.map(text)]),
    ['missing', ...missing.map(formatCount)],
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join(GAP))
    .join('\n');
}

/** One capture in a line. */
export function captureLine({ messages, requests, bytes, durationMs }: CaptureDocument): string {
  return [
    countOf(messages.received, 'message'),
    countOf(requests, 'request'),
    `${formatBytes(bytes.received)} in`,
    `${formatBytes(bytes.sent)} out`,
    `in ${formatDuration(durationMs)}`,
  ].join(', ');
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function overheadText({ bytes }: CaptureDocument): string {
  const wireBytes = bytes.received + bytes.sent;
  if (wireBytes === 0) return NONE;
  return formatShare(Math.max(0, wireBytes - bytes.payloadReceived - bytes.payloadSent) / wireBytes);
}
