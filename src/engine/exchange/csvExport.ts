import { isUtf8 } from 'node:buffer';
import { captureLabels } from '../../model/captureLabels.ts';
import { sinceStart } from '../../model/frameLine.ts';
import { viewOf } from './captureFrames.ts';
import type { ExportSource } from './exportSource.ts';

/** The names of the columns, in order. */
const COLUMNS = [
  'capture',
  'method',
  'url',
  'seq',
  'time',
  'atMs',
  'direction',
  'kind',
  'event',
  'id',
  'request',
  'sizeBytes',
  'encoding',
  'payload',
] as const;

/** By these a spreadsheet takes a cell for a formula, or for one after it has dropped what comes first (OWASP, "CSV injection"). */
const FORMULA = /^[=+\-@\t\r]/;

/** A line per frame (RFC 4180, with a header, CRLF line ends and UTF-8). */
export function* csvText(source: ExportSource): Generator<string, void, undefined> {
  yield `${COLUMNS.join(',')}\r\n`;
  const labels = captureLabels(source.captures.map(({ feed }) => feed.method));
  const captures = new Map(
    source.captures.map((capture, place) => [capture.captureId, { ...capture, label: labels[place] ?? '' }]),
  );
  const frames = source.frames();
  for (let frame = frames.next(); frame !== null; frame = frames.next()) {
    const capture = captures.get(frame.captureId);
    if (capture === undefined) continue;
    const bytes = viewOf(frame.payload);
    const isText = !frame.isBinary && isUtf8(frame.payload);
    const cells: Readonly<Record<(typeof COLUMNS)[number], string | number | null>> = {
      capture: capture.label,
      method: capture.feed.method,
      url: capture.feed.url,
      seq: frame.seq,
      time: new Date(frame.atMs).toISOString(),
      atMs: sinceStart(frame.atMs, capture.startedAtMs),
      direction: frame.direction,
      kind: frame.kind,
      event: frame.event,
      id: frame.id,
      request: frame.requestIndex,
      sizeBytes: frame.payload.length,
      encoding: isText ? 'text' : 'base64',
      payload: bytes.toString(isText ? 'utf8' : 'base64'),
    };
    yield `${COLUMNS.map((name) => csvCell(cells[name])).join(',')}\r\n`;
  }
}

/** A number is our own, and stays one also where it is negative. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const inert = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
