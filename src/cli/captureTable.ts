import { formatBytes, formatCount, formatDuration, formatShare } from '../model/format.ts';
import { visibleLine } from '../model/visibleText.ts';
import { formatError } from '../protocol/errors.ts';
import type { CaptureDocument } from './captureDocument.ts';
import { textTable } from './textTable.ts';

const NONE = '–';

type Row = readonly [label: string, text: (document: CaptureDocument) => string];

const ROWS: readonly Row[] = [
  ['ended', endText],
  ['messages', ({ messages }) => formatCount(messages.received)],
  ['sent', ({ messages }) => formatCount(messages.sent)],
  ['requests', ({ requests }) => formatCount(requests)],
  ['connections', ({ connections }) => formatCount(connections)],
  ['reconnects', ({ reconnects }) => formatCount(reconnects)],
  ['polls without news', ({ polls }) => (polls === null ? NONE : formatCount(polls.empty + polls.unchanged))],
  ['wire bytes in', ({ bytes }) => formatBytes(bytes.received)],
  ['wire bytes out', ({ bytes }) => formatBytes(bytes.sent)],
  ['overhead', overheadText],
  ['gap p50', ({ gapsMs, messages }) => (messages.received < 2 ? NONE : formatDuration(gapsMs.p50))],
  ['gap max', ({ gapsMs, messages }) => (messages.received < 2 ? NONE : formatDuration(gapsMs.max))],
  ['delay p50', ({ delayMs }) => (delayMs === null ? NONE : formatDuration(delayMs.p50))],
  ['delay p95', ({ delayMs }) => (delayMs === null ? NONE : formatDuration(delayMs.p95))],
  ['delay p99', ({ delayMs }) => (delayMs === null ? NONE : formatDuration(delayMs.p99))],
  ['delay max', ({ delayMs }) => (delayMs === null ? NONE : formatDuration(delayMs.max))],
  ['delay against', ({ delayMs }) => delayMs?.basis ?? NONE],
  ['duplicates', ({ messages }) => formatCount(messages.duplicates)],
  ['out of order', ({ messages }) => formatCount(messages.outOfOrder)],
];

/**
 * Captures side by side, a column each; rows that say something of none of them are left out.
 * @param missing messages that others had; null where there is nothing to compare with
 */
export function captureTable(
  documents: readonly CaptureDocument[],
  labels: readonly string[],
  missing: readonly number[] | null,
): string {
  const rows = [
    ['', ...labels],
    ...ROWS.map(([label, text]) => [label, ...documents.map(text)]).filter(([, ...cells]) =>
      cells.some((cell) => cell !== NONE),
    ),
    ...(missing === null ? [] : [['missing', ...missing.map(formatCount)]]),
    ['errors', ...documents.map(({ errorCount }) => formatCount(errorCount))],
  ];
  return textTable(rows).join('\n');
}

/** What went wrong on the way, a line each; what ended a capture is said on standard error. */
export function errorLines(documents: readonly CaptureDocument[], labels: readonly string[]): string[] {
  return documents.flatMap(({ errors, failure }, place) =>
    errors
      .filter(({ code, message }) => code !== failure?.code || message !== failure.message)
      .map((error) =>
        visibleLine(`${labels[place] ?? ''} after ${formatDuration(error.atMs)}: ${formatError(error)}`),
      ),
  );
}

function endText({ endReason, durationMs }: CaptureDocument): string {
  const by = {
    user: 'by you',
    server: 'by the server',
    limit: 'by its limit',
    failure: 'failed',
    interrupted: 'interrupted',
  };
  return `${endReason === null ? 'running' : by[endReason]}, ${formatDuration(durationMs)}`;
}

function overheadText({ bytes }: CaptureDocument): string {
  const wireBytes = bytes.received + bytes.sent;
  if (wireBytes === 0) return NONE;
  return formatShare(Math.max(0, wireBytes - bytes.payloadReceived - bytes.payloadSent) / wireBytes);
}
