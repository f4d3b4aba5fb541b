import { html, nothing, type TemplateResult } from 'lit';
import '../dom/columnSeparator.ts';
import { icon } from '../dom/icons.ts';
import { type ColumnId, mostPx, type PlacedColumn } from '../messageColumns.ts';
import type { TimeMode } from '../state.ts';

/** What the column of times has as its heading, by what times are counted from. */
const TIME_HEADINGS: Readonly<Record<TimeMode, string>> = {
  start: 'Time',
  clock: 'Clock',
  previous: '+ Time',
};

export interface MessageHeader {
  readonly columns: readonly PlacedColumn[];
  readonly hasHighlights: boolean;
  readonly timeMode: TimeMode;
  readonly isTimeMenuOpen: boolean;
  /** The column whose edge is the tab stop; the first, where it is none of those shown. */
  readonly tabStop: ColumnId | null;
  readonly onTimeMenu: (event: Event) => void;
  readonly onResize: (id: ColumnId, widthPx: number) => void;
  readonly onFit: (id: ColumnId) => void;
  readonly onTabStop: (id: ColumnId) => void;
}

export function messageHeader(header: MessageHeader): TemplateResult {
  const { columns, hasHighlights } = header;
  const sizable = columns.filter(({ canBeSized }) => canBeSized);
  const stop = sizable.find(({ id }) => id === header.tabStop) ?? sizable[0];
  return html`<div class="row header" id="header" role="row" aria-rowindex="1">
    <span role="columnheader" aria-label="Mark"></span>
    <span role="columnheader" aria-label="Method"></span>
    ${hasHighlights ? html`<span role="columnheader" aria-label="Highlight"></span>` : nothing}
    ${columns.map(
      (column) =>
        html`<span
          role="columnheader"
          class="heading c-${column.id} ${column.isFigure ? 'figure' : ''}"
          aria-label=${column.heading === column.label ? nothing : column.label}
          >${
            column.id === 'time' ? timeHeading(header) : html`<span class="ellipsis">${column.heading}</span>`
          }${column.canBeSized ? separator(column, sizable, column === stop, header) : nothing}</span
        >`,
    )}
  </div>`;
}

function timeHeading({ timeMode, isTimeMenuOpen, onTimeMenu }: MessageHeader): TemplateResult {
  return html`<button
    type="button"
    class="times"
    title="What times are counted from"
    aria-haspopup="menu"
    aria-expanded=${isTimeMenuOpen}
    @click=${onTimeMenu}
  >
    ${TIME_HEADINGS[timeMode]}${icon('chevron-down')}
  </button>`;
}

function separator(
  column: PlacedColumn,
  sizable: readonly PlacedColumn[],
  isTabStop: boolean,
  { columns, onResize, onFit, onTabStop }: MessageHeader,
): TemplateResult {
  const focusOther = (event: CustomEvent<number>): void => {
    const other = sizable[sizable.indexOf(column) + event.detail];
    const row = event.target instanceof Element ? event.target.closest('.header') : null;
    const edge = other === undefined ? null : row?.querySelector(`[data-edge="${other.id}"]`);
    if (edge instanceof HTMLElement) edge.focus();
  };
  return html`<ri-column-separator
    data-edge=${column.id}
    .label=${`Width of ${column.label}`}
    .widthPx=${column.widthPx}
    .leastPx=${column.leastPx}
    .mostPx=${mostPx(column, columns)}
    .isTabStop=${isTabStop}
    @focus=${() => {
      onTabStop(column.id);
    }}
    @resize-column=${(event: CustomEvent<number>) => {
      onResize(column.id, event.detail);
    }}
    @fit-column=${() => {
      onFit(column.id);
    }}
    @other-column=${focusOther}
  ></ri-column-separator>`;
}
