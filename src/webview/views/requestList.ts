import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { formatBytes, formatCount, formatDuration } from '../../model/format.ts';
import { toErrorInfo } from '../../protocol/errors.ts';
import { maskedAddress } from '../../model/secrets.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import type { RequestRecord } from '../../protocol/request.ts';
import { formatOffset } from '../../model/timelineScale.ts';
import { sessionStartMs } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { icon } from '../dom/icons.ts';
import { menuContext } from '../dom/menuContext.ts';
import { pageVisibility } from '../dom/pageVisibility.ts';
import { rowFor } from '../dom/rowKeys.ts';
import { Ticker } from '../dom/ticker.ts';
import { View } from '../dom/view.ts';
import { VirtualRows, virtualRowsStyles } from '../dom/virtualRows.ts';
import { RequestSource } from '../requestSource.ts';
import { outcomeText, PURPOSE_WORDS, requestDurationMs, requestTarget } from '../requestText.ts';
import type { PanelState } from '../state.ts';
import { visibleLine } from '../../model/visibleText.ts';
import { phaseBar, phaseStyles } from './phaseBar.ts';
import { requestListStyles } from './requestList.styles.ts';

/** The list of requests of all captures, in order of start. */
export class RequestList extends View {
  static override styles = [baseStyles, virtualRowsStyles, phaseStyles, requestListStyles];

  readonly #rows = new VirtualRows(this, true);
  readonly #source = new RequestSource({
    read: (from, to) => this.panel.call('requests/read', { from, to }),
    onChange: () => {
      this.requestUpdate();
    },
    onError: (error) => {
      this.panel.tell(toErrorInfo(error));
    },
    isWanted: () => pageVisibility.isVisible && this.isConnected,
  });
  #isAnyOpen = false;
  #position: number | null = null;
  #pending: number | null = null;
  #stopVisibility: (() => void) | null = null;
  #snapshot: PanelState['shown'] = null;

  constructor() {
    super();
    Ticker.attach(this, 500, () => this.#isAnyOpen && !this.state.isPaused);
  }

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.shown, state.selectedRequest, state.isPaused];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopVisibility = pageVisibility.subscribe(() => {
      this.#source.refresh();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#source.stop();
    this.#stopVisibility?.();
  }

  override willUpdate(): void {
    const { shown } = this.state;
    this.#rows.setRowCount(shown?.requestCount ?? 0);
    if (shown !== this.#snapshot) this.#source.refresh();
    this.#snapshot = shown;
    const pending = this.#pending === null ? undefined : this.#source.request(this.#pending);
    if (this.#pending !== null && pending !== undefined) this.#select(this.#pending, pending);
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { first, end } = this.#rows.window;
    this.#source.want(first, end);
  }

  override render(): TemplateResult {
    const count = this.state.shown?.requestCount ?? 0;
    const nowMs = this.state.isPaused ? (this.state.shown?.nowMs ?? 0) : this.panel.clock.nowMs();
    this.#isAnyOpen = false;
    return html`<div class="grid">
      <div class="row header" id="header" role="row" aria-rowindex="1">
        <span role="columnheader" aria-label="Capture"></span>
        <span role="columnheader" class="c-figure c-number">#</span>
        <span role="columnheader" class="c-purpose">Purpose</span>
        <span role="columnheader">Request</span>
        <span role="columnheader" class="c-figure">Status</span>
        <span role="columnheader">Brought</span>
        <span role="columnheader" class="c-figure c-started">Started</span>
        <span role="columnheader" class="c-figure c-bytes">In</span>
        <span role="columnheader" class="c-figure c-bytes">Out</span>
        <span role="columnheader" class="c-figure">Duration</span>
        <span role="columnheader" class="c-phases">Phases</span>
      </div>
      ${this.#rows.render(
        {
          role: 'grid',
          label: 'Requests',
          rowCount: count + 1,
          activeId: this.#position === null ? null : `row-${this.#position}`,
          headerId: 'header',
          onKeyDown: this.#onKeyDown,
        },
        (position) => this.#renderRow(position, nowMs),
      )}
      ${count === 0 ? html`<p class="empty">No request yet</p>` : nothing}
    </div>`;
  }

  #renderRow(position: number, nowMs: number): TemplateResult {
    const request = this.#source.request(position);
    const parity = position % 2 === 1 ? 'is-odd' : '';
    if (request === undefined) {
      return html`<div class="row ${parity}" role="row" id="row-${position}" aria-rowindex=${position + 2}>
        <span></span><span class="c-figure c-number">${formatCount(position + 1)}</span>
      </div>`;
    }
    if (request.endedAtMs === null) this.#isAnyOpen = true;
    const isSelected = this.#isSelected(request);
    if (isSelected) this.#position = position;
    const isFailed = request.outcome === 'failed';
    return html`<div
      class="row ${parity} ${isSelected ? 'is-selected' : ''} ${isFailed ? 'is-failed' : ''}"
      role="row"
      id="row-${position}"
      aria-rowindex=${position + 2}
      aria-selected=${isSelected}
      data-vscode-context=${menuContext('request', {
        captureId: request.captureId,
        requestIndex: request.index,
      })}
      @click=${() => {
        this.#select(position, request);
      }}
    >
      ${this.#renderMark(request)}
      <span role="gridcell" class="c-figure c-number dim">${formatCount(position + 1)}</span>
      <span role="gridcell" class="c-purpose">${PURPOSE_WORDS[request.purpose]}</span>
      <span role="gridcell" class="ellipsis" title=${maskedAddress(request.url)}
        ><span class="dim">${request.httpMethod}</span> ${visibleLine(requestTarget(request))}</span
      >
      <span role="gridcell" class="c-figure">${request.status ?? '–'}</span>
      <span role="gridcell" class="c-outcome ellipsis"
        >${isFailed ? icon('error') : nothing}${outcomeText(request)}</span
      >
      <span role="gridcell" class="c-figure c-started dim"
        >${formatOffset(request.startedAtMs - sessionStartMs(this.state.shown?.captures ?? []), 10)}</span
      >
      <span role="gridcell" class="c-figure c-bytes">${formatBytes(request.wire.receivedBytes)}</span>
      <span role="gridcell" class="c-figure c-bytes">${formatBytes(request.wire.sentBytes)}</span>
      <span role="gridcell" class="c-figure">${formatDuration(requestDurationMs(request, nowMs))}</span>
      <span role="gridcell" class="c-phases">${phaseBar(request, nowMs)}</span>
    </div>`;
  }

  #renderMark(request: RequestRecord): TemplateResult {
    const capture = this.state.shown?.captures.find((candidate) => candidate.captureId === request.captureId);
    const method = capture?.feed.method;
    return html`<span role="gridcell" title=${method === undefined ? '' : METHOD_LABELS[method]}
      ><span class="mark ${method ?? ''}"></span
    ></span>`;
  }

  #isSelected(request: RequestRecord): boolean {
    const key = this.state.selectedRequest;
    return key !== null && key.captureId === request.captureId && key.index === request.index;
  }

  #select(position: number, request: RequestRecord): void {
    this.#pending = null;
    this.#position = position;
    this.#rows.show(position);
    this.panel.store.set({ selectedRequest: { captureId: request.captureId, index: request.index } });
  }

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      this.#position = null;
      this.panel.store.set({ selectedRequest: null });
      return;
    }
    const count = this.state.shown?.requestCount ?? 0;
    const target = rowFor(event.key, {
      current: this.#pending ?? this.#position,
      rowCount: count,
      pageRows: this.#rows.pageRows,
      ...this.#rows.window,
    });
    if (target === null || count === 0) return;
    event.preventDefault();
    this.#pending = Math.min(count - 1, Math.max(0, target));
    this.#rows.show(this.#pending);
    this.requestUpdate();
  };
}

customElements.define('ri-request-list', RequestList);
