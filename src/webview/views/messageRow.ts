import { html, nothing, type TemplateResult } from 'lit';
import { formatBytes, formatClockTime, formatCount, formatDuration } from '../../model/format.ts';
import { formatOffset } from '../../model/timelineScale.ts';
import { visibleLine } from '../../model/visibleText.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import type { FrameRow } from '../../protocol/frame.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import { feedLabel } from '../captureText.ts';
import { icon } from '../dom/icons.ts';
import { messageContext } from '../dom/menuContext.ts';
import type { ActiveHighlight } from '../highlightRules.ts';
import type { ColumnId, PlacedColumn } from '../messageColumns.ts';
import type { TimeMode } from '../state.ts';
import { KIND_ICONS, KIND_WORDS } from './kindWords.ts';

/** What all rows have in common. */
export interface RowScene {
  readonly columns: readonly PlacedColumn[];
  readonly hasHighlights: boolean;
  readonly captures: ReadonlyMap<number, CaptureSummary>;
  readonly timeMode: TimeMode;
  readonly startMs: number;
}

export interface ListedRow {
  readonly position: number;
  readonly frame: FrameRow;
  /** The row listed before it; undefined where there is none, or it is not there. */
  readonly above: FrameRow | undefined;
  readonly highlights: readonly ActiveHighlight[];
  readonly isMarked: boolean;
  readonly isSelected: boolean;
}

/** A line of the list. What it is clicked on for is told by its `data-position`, and by `data-do` within it. */
export function messageRow(row: ListedRow, scene: RowScene): TemplateResult {
  return drawRow(row, scene, '');
}

function drawRow(row: ListedRow, scene: RowScene, extraClass: string): TemplateResult {
  const { position, frame, highlights, isMarked, isSelected } = row;
  const capture = scene.captures.get(frame.captureId);
  return html`<div
    class="${rowClass(row)} ${extraClass}"
    role="row"
    id="row-${position}"
    data-position=${position}
    aria-rowindex=${position + 2}
    aria-selected=${isSelected}
    data-vscode-context=${extraClass === '' ? messageContext(frame) : nothing}
  >
    <span
      role="gridcell"
      class="c-mark"
      data-do="mark"
      title=${isMarked ? 'Remove the mark (M)' : 'Mark (M)'}
      aria-label=${isMarked ? 'Marked' : nothing}
    ></span>
    <span
      role="gridcell"
      class="c-method"
      title=${capture === undefined ? '' : METHOD_LABELS[capture.feed.method]}
      ><span class="mark ${capture?.feed.method ?? ''}"></span
    ></span>
    ${scene.hasHighlights ? highlightCell(highlights) : nothing}
    ${scene.columns.map(({ id }) => CELLS[id](row, scene))}
  </div>`;
}

/** Stands in for a row that is on its way. Nothing of it is seen but its number. */
const ON_ITS_WAY: FrameRow = {
  row: 0,
  captureId: 0,
  seq: 0,
  atMs: 0,
  direction: 'in',
  kind: 'message',
  isBinary: false,
  sizeBytes: 0,
  requestIndex: 0,
  id: null,
  event: null,
  mark: null,
  roundTripMs: null,
  preview: '',
};

/**
 * A line whose row is on its way. It is made of the same elements as one that is there: in a fast scroll each line is the
 * one and then the other, and making elements would cost more than all else.
 * @param number its place in the log, from 0; null: not known, for a filter is on
 */
export function emptyRow(position: number, number: number | null, scene: RowScene): TemplateResult {
  const frame = number === null ? ON_ITS_WAY : { ...ON_ITS_WAY, row: number };
  const row = { position, frame, above: undefined, highlights: [], isMarked: false, isSelected: false };
  return drawRow(row, scene, number === null ? 'is-loading is-unknown' : 'is-loading');
}

function rowClass({ position, frame, highlights, isMarked, isSelected }: ListedRow): string {
  const [first] = highlights;
  return [
    'row',
    position % 2 === 1 ? 'is-odd' : '',
    isSelected ? 'is-selected' : '',
    isMarked ? 'is-marked' : '',
    frame.kind === 'message' ? '' : 'is-control',
    first === undefined ? '' : `is-highlighted ${first.color}`,
  ].join(' ');
}

function highlightCell(highlights: readonly ActiveHighlight[]): TemplateResult {
  const [first, ...others] = highlights;
  if (first === undefined) return html`<span role="gridcell" class="c-highlight"></span>`;
  const words = highlights.map(({ number, text }) => `Highlight ${number}: ${visibleLine(text)}`).join('\n');
  return html`<span role="gridcell" class="c-highlight" title=${words} aria-label=${words}
    ><span class="badge">${first.number}${others.length > 0 ? '+' : ''}</span></span
  >`;
}

/** What stands in a column. What it repeats of the row above is dim. */
const CELLS: Readonly<Record<ColumnId, (row: ListedRow, scene: RowScene) => TemplateResult>> = {
  number: ({ frame }) =>
    html`<span role="gridcell" class="c-number figure">${formatCount(frame.row + 1)}</span>`,
  time: (row, scene) => html`<span role="gridcell" class="c-time figure">${timeText(row, scene)}</span>`,
  capture: ({ frame, above }, { captures }) => {
    const capture = captures.get(frame.captureId);
    return html`<span
      role="gridcell"
      class="c-capture ellipsis ${dimIf(above?.captureId === frame.captureId)}"
      >${capture === undefined ? '' : visibleLine(feedLabel(capture))}</span
    >`;
  },
  request: ({ frame, above }) => {
    const isRepeated = above?.captureId === frame.captureId && above.requestIndex === frame.requestIndex;
    return html`<span role="gridcell" class="c-request figure ${dimIf(isRepeated)}"
      ><span class="link" data-do="request" title="Show the request"
        >${formatCount(frame.requestIndex + 1)}</span
      ></span
    >`;
  },
  direction: ({ frame: { direction } }) =>
    html`<span role="gridcell" class="c-direction ${direction}" aria-label=${direction}
      >${icon(direction === 'in' ? 'arrow-down' : 'arrow-up')}</span
    >`,
  kind: ({ frame, above }) =>
    html`<span
      role="gridcell"
      class="c-kind ${dimIf(above?.kind === frame.kind)}"
      title=${KIND_WORDS[frame.kind]}
      >${icon(KIND_ICONS[frame.kind])}<span class="word">${KIND_WORDS[frame.kind]}</span></span
    >`,
  name: nameCell,
  size: ({ frame }) =>
    html`<span role="gridcell" class="c-size figure">${formatBytes(frame.sizeBytes)}</span>`,
  preview: ({ frame }) =>
    html`<span role="gridcell" class="c-preview mono ellipsis" dir="ltr"
      >${visibleLine(frame.preview)}</span
    >`,
};

function nameCell({ frame, above }: ListedRow, { captures }: RowScene): TemplateResult {
  const method = captures.get(frame.captureId)?.feed.method;
  const name = nameOf(frame, method);
  const isRepeated = above?.captureId === frame.captureId && nameOf(above, method) === name;
  return html`<span role="gridcell" class="c-name ellipsis"
    >${frame.mark === null ? nothing : html`<span class="order">${frame.mark === 'duplicate' ? 'again' : 'late'}</span>`}${
      name === null ? nothing : html`<span class="name ${dimIf(isRepeated)}">${visibleLine(name)}</span>`
    }${frame.id === null ? nothing : html`<span class="id">${visibleLine(frame.id)}</span>`}</span
  >`;
}

/** By what a frame is called within its kind: an SSE event's name, a WebSocket message's opcode, a pong's round trip. */
function nameOf(frame: FrameRow, method: string | undefined): string | null {
  if (frame.roundTripMs !== null) return `after ${formatDuration(frame.roundTripMs)}`;
  if (frame.kind !== 'message') return null;
  if (method === 'websocket') return frame.isBinary ? 'binary' : 'text';
  return frame.event ?? (method === 'sse' ? 'message' : null);
}

function timeText({ frame, above }: ListedRow, { timeMode, startMs }: RowScene): string {
  switch (timeMode) {
    case 'clock':
      return formatClockTime(frame.atMs);
    case 'start':
      return formatOffset(frame.atMs - startMs, 1);
    case 'previous':
      return above === undefined ? '' : `+${formatDuration(Math.max(0, frame.atMs - above.atMs))}`;
  }
}

function dimIf(isDim: boolean): string {
  return isDim ? 'dim' : '';
}
