import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { toErrorInfo } from '../../protocol/errors.ts';
import { sessionStartMs } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { titleWhereCut } from '../dom/cutTitle.ts';
import { icon } from '../dom/icons.ts';
import { OpenPopup } from '../dom/openPopup.ts';
import { pageVisibility } from '../dom/pageVisibility.ts';
import { View } from '../dom/view.ts';
import { VirtualRows, virtualRowsStyles } from '../dom/virtualRows.ts';
import { type ActiveHighlight, activeHighlights, matchedHighlights } from '../highlightRules.ts';
import { type ColumnId, gridTemplate, MAX_COLUMN_PX, placeColumns, withWidth } from '../messageColumns.ts';
import { MessageCursor } from '../messageCursor.ts';
import { listAction } from '../messageKeys.ts';
import { RowSource } from '../rowSource.ts';
import { loadHighlights } from '../savedHighlights.ts';
import { isEveryRow, type PanelState } from '../state.ts';
import { highlightColors } from './highlightColors.ts';
import { performListAction } from './messageActions.ts';
import { messageHeader } from './messageHeader.ts';
import { messageListStyles } from './messageList.styles.ts';
import { timesMenu } from './messageMenus.ts';
import { emptyRow, messageRow, type RowScene } from './messageRow.ts';
import { type MessagePopup, messageTools } from './messageTools.ts';

/** The list of messages. Whatever the length of the log, only the rows in view exist, here and on the wire. */
export class MessageList extends View {
  static override styles = [baseStyles, virtualRowsStyles, highlightColors, messageListStyles];

  readonly #rows = new VirtualRows(this, true);
  readonly #resize = new ResizeObserver(() => {
    this.#measure();
  });
  readonly #popups = new OpenPopup<MessagePopup>(this);
  #source: RowSource | null = null;
  #cursor: MessageCursor | null = null;
  #stopVisibility: (() => void) | null = null;
  #widthPx = 0;
  #droppedRows = 0;
  #rules: PanelState['highlights'] = [];
  #highlights: readonly ActiveHighlight[] = [];
  #marks: PanelState['marks'] = [];
  #markedRows: ReadonlySet<number> = new Set();
  /** The column whose edge Tab leads to. */
  #tabStop: ColumnId | null = null;

  protected override reads(state: PanelState): readonly unknown[] {
    const { shown, query, selectedRow, timeMode, reveal, columns, highlights, marks } = state;
    return [shown, query, selectedRow, timeMode, reveal, columns, highlights, marks];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#source ??= this.#createSource();
    this.#cursor ??= new MessageCursor(this.panel, this.#rows, this.#source, () => {
      this.requestUpdate();
    });
    this.#resize.observe(this);
    this.#stopVisibility = pageVisibility.subscribe(() => {
      this.#source?.pump();
    });
    void loadHighlights(this.panel);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.#stopVisibility?.();
  }

  override willUpdate(): void {
    const source = this.#source;
    const { shown, query, highlights, marks } = this.state;
    if (source === null || shown === null) return;
    if (this.#rules !== highlights) this.#highlights = activeHighlights(highlights);
    this.#rules = highlights;
    if (this.#marks !== marks) this.#markedRows = new Set(marks.map(({ row }) => row));
    this.#marks = marks;
    if (isEveryRow(query) && shown.droppedRows > this.#droppedRows) {
      this.#rows.dropFirst(shown.droppedRows - this.#droppedRows);
    }
    this.#droppedRows = shown.droppedRows;
    source.setQuery(query);
    source.setHighlights(this.#highlights.map(({ text }) => text));
    source.setSnapshot(shown);
    this.#rows.setRowCount(source.matchCount);
    this.#cursor?.update();
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { first, end } = this.#rows.window;
    this.#source?.want(first, end);
  }

  override render(): TemplateResult {
    const count = this.#source?.matchCount ?? 0;
    const selected = this.#cursor?.position ?? null;
    const scene = this.#scene();
    return html`<div
        class="grid"
        .style=${`--columns:${gridTemplate(scene.columns, scene.hasHighlights)}`}
        @click=${this.#onClick}
        @pointerover=${titleWhereCut}
      >
        ${this.#renderHeader(scene)}
        ${this.#rows.render(
          {
            role: 'grid',
            label: 'Messages',
            rowCount: count + 1,
            activeId: selected === null ? null : `row-${selected}`,
            headerId: 'header',
            onKeyDown: this.#onKeyDown,
          },
          (position) => this.#renderRow(position, position === selected, scene),
        )}
      </div>
      ${this.#cursor === null ? nothing : messageTools(this.panel, this.#cursor, this.#popups)}
      ${count === 0 ? this.#renderEmpty() : nothing}
      ${
        this.#rows.isFollowing || count === 0
          ? nothing
          : html`<button
              type="button"
              class="latest"
              @click=${() => {
                this.#rows.toEnd();
              }}
            >
              ${icon('arrow-down')}Latest
            </button>`
      }`;
  }

  #createSource(): RowSource {
    return new RowSource(this.state.query, {
      read: (query, from, to, highlights) => this.panel.call('rows/read', { query, from, to, highlights }),
      onChange: () => {
        this.#tellMatches();
        this.requestUpdate();
      },
      onError: (error) => {
        this.panel.tell(toErrorInfo(error));
      },
      isWanted: () => pageVisibility.isVisible && this.isConnected,
    });
  }

  #tellMatches(): void {
    const count = this.#source?.matchCount ?? 0;
    const progress = this.#source?.progress ?? 1;
    const { matches } = this.state;
    if (matches.count !== count || matches.progress !== progress) {
      this.panel.store.set({ matches: { count, progress } });
    }
  }

  #scene(): RowScene {
    const { columns, timeMode, shown } = this.state;
    const captures = shown?.captures ?? [];
    const hasHighlights = this.#highlights.length > 0;
    return {
      columns: placeColumns(columns, this.#widthPx, hasHighlights),
      hasHighlights,
      captures: new Map(captures.map((capture) => [capture.captureId, capture])),
      timeMode,
      startMs: sessionStartMs(captures),
    };
  }

  #renderHeader({ columns, hasHighlights, timeMode }: RowScene): TemplateResult {
    return messageHeader({
      columns,
      hasHighlights,
      timeMode,
      isTimeMenuOpen: this.#popups.is('times'),
      tabStop: this.#tabStop,
      onTimeMenu: (event) => {
        this.#popups.showMenu('times', event, timesMenu(this.panel));
      },
      onResize: (id, widthPx) => {
        this.#resizeColumn(id, widthPx);
      },
      onFit: (id) => {
        this.#fitColumn(id);
      },
      onTabStop: (id) => {
        this.#tabStop = id;
        this.requestUpdate();
      },
    });
  }

  #renderEmpty(): TemplateResult {
    const { query, matches, shown } = this.state;
    if (!isEveryRow(query)) {
      return html`<p class="empty">
        ${matches.progress < 1 ? 'Searching…' : 'No message matches the filter'}
      </p>`;
    }
    const isOpen = shown?.captures.some((capture) => capture.state === 'open') ?? false;
    return html`<p class="empty">${isOpen ? 'Connected; no message yet' : 'No message'}</p>`;
  }

  #renderRow(position: number, isSelected: boolean, scene: RowScene): TemplateResult {
    const source = this.#source;
    const frame = source?.row(position);
    if (source === null || frame === undefined) {
      const number = isEveryRow(this.state.query) ? this.#droppedRows + position : null;
      return emptyRow(position, number, scene);
    }
    return messageRow(
      {
        position,
        frame,
        above: source.row(position - 1),
        highlights: matchedHighlights(this.#highlights, source.highlightsOf(position)),
        isMarked: this.#markedRows.has(frame.row),
        isSelected,
      },
      scene,
    );
  }

  #onClick = (event: MouseEvent): void => {
    if (!(event.target instanceof Element)) return;
    const position = Number(event.target.closest('[data-position]')?.getAttribute('data-position') ?? -1);
    const row = this.#source?.row(position);
    if (row === undefined) return;
    const wanted = event.target.closest('[data-do]')?.getAttribute('data-do');
    if (wanted === 'mark') this.panel.toggleMark(row);
    else if (wanted === 'request') {
      this.panel.showRequest({ captureId: row.captureId, index: row.requestIndex });
    } else this.#cursor?.select(position, row);
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    const action = listAction(event, {
      current: this.#cursor?.target ?? null,
      rowCount: this.#source?.matchCount ?? 0,
      pageRows: this.#rows.pageRows,
      ...this.#rows.window,
    });
    if (action === null || this.#cursor === null) return;
    event.preventDefault();
    performListAction(action, this.panel, this.#cursor);
  };

  #resizeColumn(id: ColumnId, widthPx: number): void {
    this.panel.store.update((state) => ({ ...state, columns: withWidth(state.columns, id, widthPx) }));
  }

  /** As wide as what is in view needs. */
  #fitColumn(id: ColumnId): void {
    const range = document.createRange();
    let widestPx = 0;
    const cells = `.row:not(.header) .c-${id}, .heading.c-${id} > :first-child`;
    for (const cell of this.renderRoot.querySelectorAll(cells)) {
      range.selectNodeContents(cell);
      widestPx = Math.max(widestPx, range.getBoundingClientRect().width);
    }
    this.#resizeColumn(id, Math.min(MAX_COLUMN_PX, Math.ceil(widestPx)));
  }

  #measure(): void {
    const widthPx = this.clientWidth;
    if (widthPx === 0 || widthPx === this.#widthPx) return;
    this.#widthPx = widthPx;
    this.requestUpdate();
  }
}

customElements.define('ri-message-list', MessageList);
