import type { Comparison } from '../../protocol/comparison.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import type { FigureColumn } from '../comparisonRows.ts';
import { formatBytes, formatCount, formatDuration } from '../format.ts';
import { element, inert } from './htmlText.ts';

/** A part of a bar, by the name of its class, which gives it a colour. */
interface Segment {
  readonly name: string;
  readonly amount: number;
}

interface Bar {
  readonly column: FigureColumn;
  readonly segments: readonly Segment[];
  readonly text: string;
}

/** In units of the drawing, which is scaled to the width that there is. */
const WIDTH = 440;
const LABEL_WIDTH = 96;
const TEXT_WIDTH = 84;
const ROW_HEIGHT = 34;
const BAR_HEIGHT = 18;
const BAR_WIDTH = WIDTH - LABEL_WIDTH - TEXT_WIDTH;
/** What is there at all is seen. */
const LEAST_WIDTH = 2;

/** Charts of what tells the methods apart; the table of figures has the same numbers. */
export function charts({ columns }: Comparison): string {
  const known = columns.filter((column): column is FigureColumn => column.kind !== 'unknown');
  const all = [
    chart('Requests', [], known.flatMap(requestBar)),
    chart('Wire bytes', ['heads', 'framing', 'payload'], known.flatMap(byteBar)),
    chart('Polls', ['empty', 'unchanged', 'news'], known.flatMap(pollBar)),
    chart('Mean delivery delay', [], known.flatMap(delayBar)),
  ];
  return all.join('');
}

function requestBar(column: FigureColumn): Bar[] {
  const { requests } = column.figures;
  return [{ column, segments: [{ name: column.method, amount: requests }], text: formatCount(requests) }];
}

function byteBar(column: FigureColumn): Bar[] {
  const { split, receivedBytes, sentBytes } = column.figures;
  const segments =
    split === null
      ? [{ name: 'all', amount: receivedBytes + sentBytes }]
      : (['heads', 'framing', 'payload'] as const).map((name) => ({
          name,
          amount: split[name].receivedBytes + split[name].sentBytes,
        }));
  return [{ column, segments, text: formatBytes(receivedBytes + sentBytes) }];
}

function pollBar(column: FigureColumn): Bar[] {
  const { polls } = column.figures;
  if (polls === null) return [];
  const segments = [
    { name: 'empty', amount: polls.empty },
    { name: 'unchanged', amount: polls.unchanged },
    { name: 'news', amount: polls.withMessages },
  ];
  return [{ column, segments, text: `${formatCount(polls.withMessages)} of ${formatCount(polls.total)}` }];
}

function delayBar(column: FigureColumn): Bar[] {
  const { delay } = column.figures;
  if (delay === null) return [];
  return [
    { column, segments: [{ name: column.method, amount: delay.mean }], text: formatDuration(delay.mean) },
  ];
}

function chart(title: string, legend: readonly string[], given: readonly Bar[]): string {
  const bars = given.filter((bar) => Number.isFinite(lengthOf(bar)));
  if (bars.length === 0) return '';
  const most = Math.max(...bars.map(lengthOf));
  const words = bars.map(({ column, text }) => `${METHOD_LABELS[column.method]} ${text}, ${column.kind}`);
  const drawing = element('svg', bars.map((bar, place) => drawBar(bar, place, most)).join(''), {
    viewBox: `0 0 ${WIDTH} ${bars.length * ROW_HEIGHT}`,
    role: 'img',
    'aria-label': `${title}: ${words.join('; ')}`,
  });
  const names = legend.map((name) => element('li', `<i class="${name}"></i>${inert(name)}`));
  const key = names.length === 0 ? '' : element('ul', names.join(''), { class: 'legend' });
  return element('figure', element('figcaption', inert(title)) + drawing + key);
}

function lengthOf({ segments }: Bar): number {
  return segments.reduce((sum, { amount }) => sum + amount, 0);
}

function drawBar({ column, segments, text }: Bar, place: number, most: number): string {
  const top = place * ROW_HEIGHT + (ROW_HEIGHT - BAR_HEIGHT) / 2;
  const middle = top + BAR_HEIGHT / 2;
  let left = LABEL_WIDTH;
  const parts = segments
    .filter(({ amount }) => amount > 0)
    .map(({ name, amount }) => {
      const width = Math.max(LEAST_WIDTH, (amount / most) * BAR_WIDTH);
      const drawn = rectangle(name, left, top, width);
      left += width;
      return drawn;
    });
  const width = left - LABEL_WIDTH;
  // What was not measured is drawn as a dashed outline over a pale bar: told apart without colour.
  const outline =
    column.kind === 'estimated' && width > 0 ? rectangle('outline', LABEL_WIDTH, top, width) : '';
  return [
    word(METHOD_LABELS[column.method], LABEL_WIDTH - 10, middle, 'end'),
    element('g', parts.join('') + outline, { class: column.kind }),
    word(`${column.kind === 'estimated' ? '≈ ' : ''}${text}`, left + 8, middle, 'start'),
  ].join('');
}

function rectangle(name: string, left: number, top: number, width: number): string {
  return element('rect', '', {
    class: name,
    x: left.toFixed(1),
    y: String(top),
    width: width.toFixed(1),
    height: String(BAR_HEIGHT),
  });
}

function word(text: string, x: number, y: number, anchor: string): string {
  return element('text', inert(text), {
    x: x.toFixed(1),
    y: String(y),
    'text-anchor': anchor,
    'dominant-baseline': 'central',
  });
}
