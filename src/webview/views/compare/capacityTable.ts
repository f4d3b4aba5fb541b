import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { countOf, formatBitRate, formatCount, formatRate } from '../../../model/format.ts';
import type { Capacity, ComparisonColumn } from '../../../protocol/comparison.ts';
import { METHOD_LABELS } from '../../../protocol/method.ts';
import { withClients } from '../../compare/clientCapacity.ts';
import { clientsAt, placeOf, readClients, SLIDER_MAX } from '../../compare/clientsScale.ts';
import { CLIENTS } from '../../compare/compareView.ts';
import { baseStyles } from '../../dom/baseStyles.ts';
import { controlStyles, valueOf } from '../../dom/controls.ts';
import { tableStyles } from '../../dom/tableStyles.ts';
import type { PanelState } from '../../state.ts';
import { ComparisonPart } from './comparisonPart.ts';

/** What each method asks of a server for so many clients; moved by hand, so it is worked out here. */
export class CapacityTable extends ComparisonPart {
  static override styles = [
    baseStyles,
    controlStyles,
    tableStyles,
    css`
      .clients {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        max-width: 1040px;
        padding: 0 12px 8px;
      }
      input[type='range'] {
        flex: 1 1 200px;
        min-width: 0;
        height: 4px;
        margin: 8px 0;
        appearance: none;
        border-radius: 2px;
        background: var(--vscode-scrollbarSlider-hoverBackground, var(--ri-border));
        outline-offset: 8px;
      }
      input[type='range']::-webkit-slider-thumb {
        width: 16px;
        height: 16px;
        appearance: none;
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 50%;
        background: var(--vscode-button-background);
        cursor: pointer;
      }
      .clients vscode-textfield {
        width: 104px;
      }
      .clients .field-error {
        flex-basis: 100%;
        margin: 0;
      }
      .sideways {
        overflow-x: auto;
        padding-bottom: 12px;
      }
      table {
        max-width: 1040px;
      }
      tbody th {
        position: sticky;
        left: 0;
        background: var(--vscode-editor-background);
      }
      .mark {
        margin-right: 6px;
      }
      .estimated .figure {
        font-style: italic;
        color: var(--ri-dim);
      }
      .assumption {
        min-width: 220px;
        padding-block: 4px;
        font-size: 12px;
        line-height: 16px;
        color: var(--ri-dim);
        white-space: normal;
      }
    `,
  ];

  /** What the number field holds while it is no number of clients. */
  #typed: string | null = null;

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.compare.clients];
  }

  override render(): TemplateResult {
    const { clients } = this.state.compare;
    return html`
      ${this.#renderClients(clients)}
      <div
        class="sideways"
        role="region"
        aria-label="The capacity of each method, scrolled sideways"
        tabindex="0"
      >
        <table aria-label=${`What ${countOf(clients, 'client')} would ask of a server`}>
          <thead>
            <tr>
              <th scope="col">Method</th>
              ${HEADINGS.map((heading) => html`<th scope="col" class="figure">${heading}</th>`)}
              <th scope="col">Assumes</th>
            </tr>
          </thead>
          <tbody>
            ${withClients(this.comparison, clients).columns.map(renderCapacity)}
          </tbody>
        </table>
      </div>
    `;
  }

  #renderClients(clients: number): TemplateResult {
    return html`<div class="clients">
      <span aria-hidden="true">Clients</span>
      <input
        type="range"
        aria-label="Clients, on a logarithmic scale"
        aria-valuetext=${countOf(clients, 'client')}
        min="0"
        max=${SLIDER_MAX}
        step="1"
        .value=${String(placeOf(clients))}
        @input=${(event: Event) => {
          this.#set(clientsAt(Number(valueOf(event))), null);
        }}
      />
      <vscode-textfield
        .label=${`Clients: ${formatCount(CLIENTS.least)} to ${formatCount(CLIENTS.most)}`}
        ?invalid=${this.#typed !== null}
        .value=${this.#typed ?? formatCount(clients)}
        @input=${(event: Event) => {
          const text = valueOf(event);
          const read = readClients(text);
          this.#set(read ?? clients, read === null ? text : null);
        }}
      ></vscode-textfield>
      ${
        this.#typed === null
          ? nothing
          : html`<div class="field-error" role="alert">
              Write a whole number from ${formatCount(CLIENTS.least)} to ${formatCount(CLIENTS.most)}.
            </div>`
      }
    </div>`;
  }

  #set(clients: number, typed: string | null): void {
    this.#typed = typed;
    this.panel.setCompare({ clients });
    this.requestUpdate();
  }
}

const HEADINGS = ['Requests', 'Open connections', 'Bandwidth out of the server', 'Into the server'];

function renderCapacity(column: ComparisonColumn): TemplateResult {
  const capacity = column.kind === 'unknown' ? null : column.capacity;
  return html`<tr class=${column.kind}>
    <th scope="row"><span class="mark ${column.method}"></span>${METHOD_LABELS[column.method]}</th>
    ${
      capacity === null
        ? html`<td colspan=${HEADINGS.length + 1} class="assumption">${whyNot(column)}</td>`
        : html`${figuresOf(capacity).map((text) => html`<td class="figure">${column.kind === 'estimated' ? '≈ ' : ''}${text}</td>`)}
            <td class="assumption">${capacity.assumption}</td>`
    }
  </tr>`;
}

function figuresOf(capacity: Capacity): readonly string[] {
  return [
    formatRate(capacity.requestsPerSecond),
    formatCount(capacity.openConnections),
    formatBitRate(capacity.receivedBitsPerSecond),
    formatBitRate(capacity.sentBitsPerSecond),
  ];
}

function whyNot(column: ComparisonColumn): string {
  return column.kind === 'unknown' ? column.reason : 'The capture is too short to say what a second costs.';
}

customElements.define('ri-capacity-table', CapacityTable);
