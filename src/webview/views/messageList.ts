import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { formatBytes, formatClockTime, formatCount, formatDuration } from '../../model/format.ts';
import type { FrameRow } from '../../protocol/frame.ts';
import { METHOD_LABELS, type Method } from '../../protocol/method.ts';
import { toErrorInfo } from '../../protocol/errors.ts';
import { formatOffset } from '../../model/timelineScale.ts';
import { sessionStartMs } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { icon } from '../dom/icons.ts';
import { messageContext } from '../dom/menuContext.ts';
import { pageVisibility } from '../dom/pageVisibility.ts';
import { View } from '../dom/view.ts';
import { VirtualRows, virtualRowsStyles } from '../dom/virtualRows.ts';
import { payloadText } from '../payloadText.ts';
import { RowSource } from '../rowSource.ts';
import { isEveryRow, type PanelState, TIME_MODES, type TimeMode } from '../state.ts';
import { visibleLine } from '../../model/visibleText.ts';
import { KIND_ICONS, KIND_WORDS } from './kindWords.ts';
import { messageListStyles } from './messageList.styles.ts';

const TIME_WORDS: Readonly<Record<TimeMode, string>> = {
  start: 'Time since the start',
  clock: 'Time of day',
  previous: 'Time since the row before',
};

/** The list of messages. Whatever the length of the log, only the rows in view exist, here and on the wire. */
export class MessageList extends View {
  static override styles = [baseStyles, virtualRowsStyles, messageListStyles];

  readonly #rows = new VirtualRows(this, true);
  #source: RowSource | null = null;
  #stopVisibility: (() => void) | null = null;
  /** Place of the selected row among the matching ones; null where it is not known. */
  #position: number | null = null;
  #selected: FrameRow | null = null;
  /** A place to select as soon as its row has come. */
  #pending: number | null = null;
  #reveal: PanelState['reveal'] = null;
  #query: PanelState['query'] | null = null;

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.shown, state.query, state.selectedRow, state.timeMode, state.reveal];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#source ??= this.#createSource();
    this.#stopVisibility = pageVisibility.subscribe(() => {
      this.#source?.pump();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopVisibility?.();
  }

  override willUpdate(): void {
    const source = this.#source;
    const { shown, query, reveal } = this.state;
    if (source === null || shown === null) return;
    source.setQuery(query);
    source.setSnapshot(shown);
    this.#rows.setRowCount(source.matchCount);
    if (this.#query === null) this.#revealSelected();
    if (this.#query !== null && this.#query !== query) void this.#findSelected();
    this.#query = query;
    if (reveal !== null && reveal !== this.#reveal) {
      this.#reveal = reveal;
      this.#position = reveal.position;
      this.#rows.center(reveal.position);
    }
    this.#takePending(source);
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { first, end } = this.#rows.window;
    this.#source?.want(first, end);
  }

  override render(): TemplateResult {
    const count = this.#source?.matchCount ?? 0;
    const selected = this.#selectedPosition();
    return html`<div
      class="grid"
      role="grid"
      tabindex="0"
      aria-label="Messages"
      aria-rowcount=${count + 1}
      aria-activedescendant=${selected === null ? nothing : `row-${selected}`}
      @keydown=${this.#onKeyDown}
    >
      ${this.#renderHeader()}
      ${this.#rows.render((position) => this.#renderRow(position, position === selected))}
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
      }
    </div>`;
  }

  #createSource(): RowSource {
    return new RowSource(this.state.query, {
      read: (query, from, to) => this.panel.call('rows/read', { query, from, to }),
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

  #renderHeader(): TemplateResult {
    const { timeMode } = this.state;
    return html`<div class="row header" role="row" aria-rowindex="1">
      <span role="columnheader" aria-label="Capture"></span>
      <span role="columnheader" class="c-number">#</span>
      <span role="columnheader" class="c-time"
        ><button type="button" title="${TIME_WORDS[timeMode]}; click to change" @click=${this.#changeTimes}>
          ${timeMode === 'previous' ? '+ Time' : timeMode === 'clock' ? 'Clock' : 'Time'}${icon('chevron-down')}
        </button></span
      >
      <span role="columnheader" aria-label="Direction"></span>
      <span role="columnheader" class="c-kind">Kind</span>
      <span role="columnheader" class="c-name">Event, id</span>
      <span role="columnheader" class="c-size">Size</span>
      <span role="columnheader" class="c-preview">Preview</span>
    </div>`;
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

  #renderRow(position: number, isSelected: boolean): TemplateResult {
    const row = this.#source?.row(position);
    const common = `row ${position % 2 === 1 ? 'is-odd' : ''} ${isSelected ? 'is-selected' : ''}`;
    if (row === undefined) {
      return html`<div class=${common} role="row" id="row-${position}" aria-rowindex=${position + 2}>
        <span></span><span class="c-number">${formatCount(position + 1)}</span>
        <span class="placeholder" role="gridcell" aria-label="Loading"></span>
      </div>`;
    }
    const method = this.#methodOf(row);
    return html`<div
      class="${common} ${row.kind === 'message' ? '' : 'is-control'}"
      role="row"
      id="row-${position}"
      aria-rowindex=${position + 2}
      aria-selected=${isSelected}
      data-vscode-context=${messageContext(row)}
      @click=${() => {
        this.#select(position, row);
      }}
    >
      <span role="gridcell" class="c-mark" title=${method === null ? '' : METHOD_LABELS[method]}
        ><span class="mark ${method ?? ''}"></span
      ></span>
      <span role="gridcell" class="c-number">${formatCount(row.row + 1)}</span>
      <span role="gridcell" class="c-time">${this.#timeText(position, row)}</span>
      <span role="gridcell" class="c-direction ${row.direction}" aria-label=${row.direction}
        >${icon(row.direction === 'in' ? 'arrow-down' : 'arrow-up')}</span
      >
      <span role="gridcell" class="c-kind"
        >${icon(KIND_ICONS[row.kind])}<span class="word">${KIND_WORDS[row.kind]}</span></span
      >
      <span role="gridcell" class="c-name ellipsis"
        >${row.mark === null ? nothing : html`<span class="order">${row.mark === 'duplicate' ? 'again' : 'late'}</span>`}
        ${row.event === null ? nothing : html`<span class="event">${visibleLine(row.event)}</span>`}
        ${row.id === null ? nothing : html`<span class="dim">${visibleLine(row.id)}</span>`}</span
      >
      <span role="gridcell" class="c-size">${formatBytes(row.sizeBytes)}</span>
      <span role="gridcell" class="c-preview mono ellipsis" dir="ltr">${visibleLine(row.preview)}</span>
    </div>`;
  }

  #methodOf(row: FrameRow): Method | null {
    return this.panel.capture(row.captureId)?.feed.method ?? null;
  }

  #timeText(position: number, row: FrameRow): string {
    switch (this.state.timeMode) {
      case 'clock':
        return formatClockTime(row.atMs);
      case 'start':
        return formatOffset(row.atMs - sessionStartMs(this.state.shown?.captures ?? []), 1);
      case 'previous': {
        const previous = this.#source?.row(position - 1);
        return previous === undefined ? '' : `+${formatDuration(Math.max(0, row.atMs - previous.atMs))}`;
      }
    }
  }

  #changeTimes = (): void => {
    const next = TIME_MODES[(TIME_MODES.indexOf(this.state.timeMode) + 1) % TIME_MODES.length];
    if (next !== undefined) this.panel.store.set({ timeMode: next });
  };

  /** Without a filter a row's place follows from its number; with one, it is where it was seen. */
  #selectedPosition(): number | null {
    const { selectedRow, query, shown } = this.state;
    if (selectedRow === null) return null;
    if (isEveryRow(query)) return selectedRow - (shown?.droppedRows ?? 0);
    if (this.#position === null) return null;
    const there = this.#source?.row(this.#position);
    return there === undefined || there.row === selectedRow ? this.#position : null;
  }

  /** A list that comes (back) into being shows what was selected, rather than its end. */
  #revealSelected(): void {
    const position = this.#selectedPosition();
    if (position !== null) this.#rows.center(position);
  }

  #select(position: number, row: FrameRow): void {
    this.#position = position;
    this.#selected = row;
    this.#pending = null;
    this.#rows.show(position);
    this.panel.store.set({ selectedRow: row.row, selectedAtMs: row.atMs });
  }

  #moveTo(position: number): void {
    const count = this.#source?.matchCount ?? 0;
    if (count === 0) return;
    this.#pending = Math.min(count - 1, Math.max(0, position));
    this.#rows.show(this.#pending);
    this.requestUpdate();
  }

  #takePending(source: RowSource): void {
    const position = this.#pending;
    if (position === null) return;
    const row = source.row(position);
    if (row !== undefined) this.#select(position, row);
  }

  /** After a change of the filter: where the selected message, or the one nearest to it, now is. */
  async #findSelected(): Promise<void> {
    const { selectedRow, query } = this.state;
    const selected = this.#selected;
    if (selectedRow === null || selected?.row !== selectedRow || isEveryRow(query)) {
      if (selectedRow !== null && isEveryRow(query)) this.#rows.center(this.#selectedPosition() ?? 0);
      return;
    }
    const { captureId, atMs } = selected;
    const found = await this.panel.attempt('rows/locate', { query, captureId, atMs });
    if (found === undefined || found.position < 0 || query !== this.state.query) return;
    this.#position = found.position;
    this.#rows.center(found.position);
    this.requestUpdate();
  }

  #onKeyDown = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'c') {
      void this.#copySelected(event);
      return;
    }
    const target = this.#keyTarget(event.key);
    if (target === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (target === 'close') this.panel.store.set({ selectedRow: null, selectedAtMs: null });
    else this.#moveTo(target);
  };

  #keyTarget(key: string): number | 'close' | null {
    const count = this.#source?.matchCount ?? 0;
    const current = this.#pending ?? this.#selectedPosition();
    const page = this.#rows.pageRows;
    const { first, end } = this.#rows.window;
    switch (key) {
      case 'ArrowDown':
        return current === null ? first : current + 1;
      case 'ArrowUp':
        return current === null ? end - 1 : current - 1;
      case 'PageDown':
        return (current ?? first) + page;
      case 'PageUp':
        return (current ?? end) - page;
      case 'Home':
        return 0;
      case 'End':
        return count - 1;
      case 'Enter':
        return current ?? first;
      case 'Escape':
        return 'close';
      default:
        return null;
    }
  }

  async #copySelected(event: KeyboardEvent): Promise<void> {
    const { selectedRow } = this.state;
    if (selectedRow === null) return;
    event.preventDefault();
    const body = await this.panel.attempt('frame/read', { row: selectedRow });
    if (body !== undefined) await this.panel.copy(payloadText(body));
  }
}

customElements.define('ri-message-list', MessageList);
