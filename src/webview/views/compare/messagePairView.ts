import { css, html, nothing, type TemplateResult } from 'lit';
import { formatDuration } from '../../../model/format.ts';
import { visibleLine } from '../../../model/visibleText.ts';
import type { MessagePair, PairedArrival } from '../../../protocol/comparison.ts';
import { type ErrorInfo, toErrorInfo } from '../../../protocol/errors.ts';
import { METHOD_LABELS } from '../../../protocol/method.ts';
import { arrivalSteps, type ArrivalStep } from '../../compare/arrivalSteps.ts';
import { baseStyles } from '../../dom/baseStyles.ts';
import { iconButton } from '../../dom/iconButton.ts';
import type { PanelState } from '../../state.ts';
import { ComparisonPart } from './comparisonPart.ts';

/** One message as it came by each method, on one time axis that begins with its earliest arrival: a table with a picture in it. */
export class MessagePairView extends ComparisonPart {
  static override styles = [
    baseStyles,
    css`
      .toolbar {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 0 12px 6px;
      }
      .preview {
        flex: 1;
        min-width: 0;
        margin-left: 6px;
      }
      .note {
        margin: 0;
        padding: 0 12px 12px;
        color: var(--ri-dim);
      }
      table {
        width: 100%;
        max-width: 1040px;
        margin-bottom: 12px;
        border-collapse: collapse;
      }
      th,
      td {
        height: 26px;
        padding: 0 12px;
        font-weight: 400;
        text-align: left;
        white-space: nowrap;
      }
      th .mark {
        margin-right: 6px;
      }
      tbody th {
        width: 1%;
      }
      .track {
        width: 100%;
        padding: 0;
      }
      .axis {
        position: relative;
        height: 26px;
        border-left: 1px solid var(--ri-dim);
      }
      .wait {
        position: absolute;
        inset: 12px auto auto 0;
        height: 2px;
        background: var(--ri-dim);
        opacity: 0.6;
      }
      .arrival {
        position: absolute;
        top: 9px;
        margin-left: -4px;
      }
      .delay {
        width: 1%;
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      .delay button {
        color: var(--vscode-textLink-foreground);
      }
      .delay button:hover {
        text-decoration: underline;
      }
      thead th {
        color: var(--ri-dim);
        font-size: 12px;
      }
      thead .delay {
        text-align: right;
      }
    `,
  ];

  #pair: MessagePair | null = null;
  #preview = '';
  #error: ErrorInfo | null = null;
  /** The captures that what is shown is of; null: nothing has been asked for. */
  #of: string | null = null;

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.latest?.generation];
  }

  /** Asked for anew where other captures are compared, and where one of them has its first message. */
  protected override willUpdate(): void {
    const measured = this.comparison.columns.flatMap((column) =>
      column.kind === 'measured' ? [`${column.captureId} ${column.figures.messages > 0}`] : [],
    );
    const of = `${this.state.latest?.generation ?? 0} ${measured.join(' ')} ${this.comparison.matchBasis}`;
    if (of === this.#of) return;
    this.#of = of;
    void this.#find(null, 0);
  }

  override render(): TemplateResult {
    const pair = this.#pair;
    if (this.#error !== null) {
      return html`<p class="note" role="alert">${this.#error.message}; ${this.#error.action}.</p>`;
    }
    if (pair === null) {
      return html`<p class="note">
        No message came by more than one captured method yet. Capture the feed by two methods at once to see
        one message arrive by both.
      </p>`;
    }
    return html`${this.#renderToolbar(pair)}${this.#renderTable(pair)}`;
  }

  #renderToolbar(pair: MessagePair): TemplateResult {
    const step = (steps: number) => () => void this.#find(pair, steps);
    return html`<div class="toolbar" role="group" aria-label="Which message">
      ${iconButton({ icon: 'arrow-up', label: 'Message before', isDisabled: !pair.hasBefore, onClick: step(-1) })}
      ${iconButton({ icon: 'arrow-down', label: 'Message after', isDisabled: !pair.hasAfter, onClick: step(1) })}
      ${iconButton({ icon: 'refresh', label: 'Latest message', onClick: () => void this.#find(null, 0) })}
      <span class="preview mono ellipsis" title=${this.#preview}>${this.#preview}</span>
    </div>`;
  }

  #renderTable({ arrivals }: MessagePair): TemplateResult {
    return html`<table aria-label="When the message came by each method">
      <thead>
        <tr>
          <th scope="col">Method</th>
          <th scope="col" class="track">After the earliest arrival</th>
          <th scope="col" class="delay">Delay</th>
        </tr>
      </thead>
      <tbody>
        ${arrivalSteps(arrivals).map((step) => this.#renderArrival(step))}
      </tbody>
    </table>`;
  }

  #renderArrival({ arrival, delayMs, share }: ArrivalStep): TemplateResult {
    const { method } = arrival;
    const offset = `${share * 100}%`;
    return html`<tr>
      <th scope="row"><span class="mark ${method}"></span>${METHOD_LABELS[method]}</th>
      <td class="track">
        <div class="axis">
          ${
            delayMs === null
              ? nothing
              : html`<span class="wait" .style=${`width:${offset}`}></span
                  ><span class="arrival mark ${method}" .style=${`left:${offset}`}></span>`
          }
        </div>
      </td>
      <td class="delay">
        ${delayMs === null ? html`<span class="dim">did not come</span>` : this.#renderDelay(arrival, delayMs)}
      </td>
    </tr>`;
  }

  #renderDelay({ row, atMs, method }: PairedArrival, delayMs: number): TemplateResult {
    const text = delayMs === 0 ? 'first' : `+${formatDuration(delayMs)}`;
    if (row === null || atMs === null) return html`${text}`;
    return html`<button
      type="button"
      title="Show it in the list"
      aria-label=${`${METHOD_LABELS[method]}: ${text}. Show it in the list`}
      @click=${() => void this.panel.showMessage({ row, atMs })}
    >
      ${text}
    </button>`;
  }

  async #find(from: MessagePair | null, step: number): Promise<void> {
    const of = this.#of;
    try {
      const pair = await this.panel.call('comparison/pairs', { from: from?.place ?? null, step });
      const row = pair?.arrivals.find((arrival) => arrival.row !== null)?.row ?? null;
      const body = row === null ? null : await this.panel.call('frame/read', { row });
      if (of !== this.#of) return;
      this.#pair = pair;
      this.#preview = visibleLine(body?.row.preview ?? '');
      this.#error = null;
    } catch (error) {
      this.#error = toErrorInfo(error);
    }
    this.requestUpdate();
  }
}

customElements.define('ri-message-pair', MessagePairView);
