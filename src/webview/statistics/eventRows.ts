import { formatBytes, formatClockTime, formatCount, formatRate, formatShare } from '../../model/format.ts';
import { nameTerm } from '../../model/filter/filterWords.ts';
import { visibleLine } from '../../model/visibleText.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { OTHER_EVENTS } from '../../protocol/frame.ts';
import type { Method } from '../../protocol/method.ts';
import type { EventType, Statistics } from '../../protocol/statistics.ts';
import { elapsedMs } from '../captureText.ts';
import type { FigureTable } from './figureTable.ts';
import type { EventColumn, EventSort } from './statisticsView.ts';

/** What a capture had of one type of frame, in figures. */
export interface EventRow {
  readonly captureId: number;
  readonly method: Method;
  readonly captureLabel: string;
  readonly type: string;
  /** The filter that finds them; null: what is counted together has no name to find it by. */
  readonly filter: string | null;
  readonly isSent: boolean;
  readonly count: number;
  /** Of the capture's frames. */
  readonly share: number;
  readonly bytes: number;
  readonly size: number;
  /** Per second, over the whole time of the capture. */
  readonly rate: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

const SORT_VALUES: Readonly<Record<EventColumn, (row: EventRow) => number | string>> = {
  type: ({ type }) => type,
  count: ({ count }) => count,
  bytes: ({ bytes }) => bytes,
  size: ({ size }) => size,
  rate: ({ rate }) => rate,
  first: ({ firstMs }) => firstMs,
  last: ({ lastMs }) => lastMs,
};

export function eventRows(
  { eventTypes, nowMs }: Statistics,
  captures: readonly CaptureSummary[],
  labelOf: (captureId: number) => string,
  { column, isDescending }: EventSort,
): readonly EventRow[] {
  const rows = eventTypes.flatMap(({ captureId, types }) => {
    const capture = captures.find((candidate) => candidate.captureId === captureId);
    if (capture === undefined) return [];
    const total = types.reduce((sum, { count }) => sum + count, 0);
    const seconds = Math.max(0.001, elapsedMs(capture, nowMs) / 1_000);
    return types.map((type): EventRow => {
      const { count, bytes, direction, firstMs, lastMs } = type;
      return {
        captureId,
        method: capture.feed.method,
        captureLabel: labelOf(captureId),
        type: typeText(type, capture.feed.method),
        filter: filterOf(type),
        isSent: direction === 'out',
        count,
        share: count / total,
        bytes,
        size: bytes / count,
        rate: count / seconds,
        firstMs,
        lastMs,
      };
    });
  });
  const valueOf = SORT_VALUES[column];
  const sorted = rows.sort((a, b) => compare(valueOf(a), valueOf(b)));
  return isDescending ? sorted.reverse() : sorted;
}

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');
}

/** An event's name, a WebSocket message's opcode (RFC 6455, 11.8), or the kind of frame. */
function typeText({ event, kind, isBinary }: EventType, method: Method): string {
  if (event !== null) return visibleLine(event);
  if (kind !== 'message') return kind;
  if (method === 'websocket') return isBinary ? 'binary' : 'text';
  return isBinary ? 'binary message' : 'message';
}

/** Text and binary messages are told apart by no filter: it finds both. */
function filterOf({ event, kind, direction }: EventType): string | null {
  if (event === OTHER_EVENTS) return null;
  if (event !== null) return nameTerm('event', event);
  const unnamed = kind === 'message' ? `${nameTerm('event', '')} ` : '';
  return `${unnamed}kind:${kind} is:${direction}`;
}

export function eventTable(rows: readonly EventRow[]): FigureTable {
  const labels: readonly (readonly [label: string, unit: string])[] = [
    ['Type', ''],
    ['Capture', ''],
    ['Direction', ''],
    ['Count', ''],
    ['Share', '%'],
    ['Bytes', ''],
    ['Mean size', 'B'],
    ['Rate', '1/s'],
    ['First', ''],
    ['Last', ''],
  ];
  return {
    caption: 'By event type',
    columns: labels.map(([label, unit]) => ({ label, unit, group: '' })),
    rows: rows.map((row) => [
      { text: row.type, value: row.type },
      { text: row.captureLabel, value: row.captureLabel },
      { text: row.isSent ? 'out' : 'in', value: row.isSent ? 'out' : 'in' },
      { text: formatCount(row.count), value: row.count },
      { text: formatShare(row.share), value: Number((100 * row.share).toPrecision(4)) },
      { text: formatBytes(row.bytes), value: row.bytes },
      { text: formatBytes(row.size), value: row.size },
      { text: formatRate(row.rate), value: row.rate },
      { text: formatClockTime(row.firstMs), value: new Date(row.firstMs).toISOString() },
      { text: formatClockTime(row.lastMs), value: new Date(row.lastMs).toISOString() },
    ]),
  };
}
