import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { countOf } from '../../model/format.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { icon } from '../dom/icons.ts';
import { tableStyles } from '../dom/tableStyles.ts';
import { type EventRow, eventTable } from '../statistics/eventRows.ts';
import type { EventColumn, EventSort } from '../statistics/statisticsView.ts';
import { copyButtons } from './figureTable.ts';
import { cardStyles } from './statisticsCards.styles.ts';

/** Rows that are drawn before somebody asks for all. */
const FIRST_ROWS = 25;

/** What stands in a column; its cells are those of the table that is copied. */
const COLUMNS: readonly {
  readonly id: EventColumn;
  readonly label: string;
  readonly cells: readonly number[];
}[] = [
  { id: 'count', label: 'Count', cells: [3, 4] },
  { id: 'bytes', label: 'Bytes', cells: [5] },
  { id: 'size', label: 'Mean size', cells: [6] },
  { id: 'rate', label: 'Rate', cells: [7] },
  { id: 'first', label: 'First', cells: [8] },
  { id: 'last', label: 'Last', cells: [9] },
];

/** The frames of the shown captures by event name, opcode or kind, with a bar for each share. */
export class EventTypes extends LitElement {
  static override properties = {
    rows: { attribute: false },
    sort: { attribute: false },
    areAllShown: { state: true },
  };

  static override styles = [
    baseStyles,
    tableStyles,
    cardStyles,
    css`
      thead th {
        padding: 0;
      }
      .sort {
        display: inline-flex;
        align-items: center;
        gap: 2px;
        width: 100%;
        height: 24px;
        padding: 0 8px;
      }
      .figure .sort {
        justify-content: flex-end;
      }
      .sort .codicon {
        font-size: 12px;
      }
      .type {
        position: relative;
        min-width: 140px;
        max-width: 320px;
      }
      .type span {
        vertical-align: middle;
      }
      .name:hover {
        text-decoration: underline;
      }
      .bar {
        position: absolute;
        left: 0;
        bottom: 0;
        height: 3px;
        background: currentColor;
        forced-color-adjust: none;
      }
      .share {
        display: inline-block;
        width: 56px;
        color: var(--ri-dim);
      }
      .more {
        margin: 6px 8px;
        color: var(--vscode-textLink-foreground);
      }
    `,
  ];

  declare rows: readonly EventRow[];
  declare sort: EventSort;
  declare areAllShown: boolean;

  constructor() {
    super();
    this.rows = [];
    this.sort = { column: 'count', isDescending: true };
    this.areAllShown = false;
  }

  override render(): TemplateResult {
    const { rows } = this;
    return html`<section aria-label="By event type">
      <header>
        <h2>By event type</h2>
        <span class="about ellipsis">Event names of SSE, opcodes of WebSocket, and kinds of frames</span>
        ${rows.length > 0 ? copyButtons(this, 'By event type', () => eventTable(this.rows)) : nothing}
      </header>
      ${rows.length > 0 ? this.#renderTable() : html`<p class="missing">No frame was captured yet.</p>`}
    </section>`;
  }

  #renderTable(): TemplateResult {
    const { rows, areAllShown } = this;
    const shown = areAllShown ? rows : rows.slice(0, FIRST_ROWS);
    const cells = eventTable(shown).rows;
    return html`<div class="scroll wide" tabindex="0" role="group" aria-label="Frames by event type">
      <table aria-label="Frames by event type">
        <thead>
          <tr>
            ${this.#renderHead('type', 'Type', '')}
            ${COLUMNS.map(({ id, label }) => this.#renderHead(id, label, 'figure'))}
          </tr>
        </thead>
        <tbody>
          ${shown.map((row, place) => this.#renderRow(row, cells[place]?.map(({ text }) => text) ?? []))}
        </tbody>
      </table>
      ${
        shown.length < rows.length
          ? html`<button
              type="button"
              class="more"
              @click=${() => {
                this.areAllShown = true;
              }}
            >
              Show all ${countOf(rows.length, 'type')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderRow(row: EventRow, texts: readonly string[]): TemplateResult {
    const name = html`<span class="mono">${row.type}</span>`;
    return html`<tr>
      <th scope="row" class="type ellipsis" title=${`${row.type}, ${row.captureLabel}`}>
        <span class="mark ${row.method}"></span>
        ${icon(row.isSent ? 'arrow-up' : 'arrow-down', 'dim')}<span class="unseen">
          ${row.captureLabel}, ${row.isSent ? 'sent' : 'received'}:</span
        >
        ${
          row.filter === null
            ? name
            : html`<button
                type="button"
                class="name"
                title=${`Show the messages of ${row.type}`}
                @click=${() => {
                  this.dispatchEvent(new CustomEvent<EventRow>('show-type', { detail: row }));
                }}
              >
                ${name}
              </button>`
        }
        <span class="bar ${row.method}" .style=${`width:${row.share * 100}%`}></span>
      </th>
      ${COLUMNS.map(
        ({ cells: [main = 0, share] }) =>
          html`<td class="figure">
            ${texts[main]}${share === undefined ? nothing : html` <span class="share">${texts[share]}</span>`}
          </td>`,
      )}
    </tr>`;
  }

  #renderHead(id: EventColumn, label: string, className: string): TemplateResult {
    const isSorted = this.sort.column === id;
    const order = this.sort.isDescending ? 'descending' : 'ascending';
    return html`<th scope="col" class=${className} aria-sort=${isSorted ? order : nothing}>
      <button
        type="button"
        class="sort"
        @click=${() => {
          this.dispatchEvent(new CustomEvent<EventColumn>('sort-by', { detail: id }));
        }}
      >
        ${label}${isSorted ? icon(this.sort.isDescending ? 'arrow-down' : 'arrow-up') : nothing}
      </button>
    </th>`;
  }
}

customElements.define('ri-event-types', EventTypes);
