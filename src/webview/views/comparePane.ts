import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { countOf, formatDuration } from '../../model/format.ts';
import type { Comparison, ComparisonColumn, EstimateAssumptions } from '../../protocol/comparison.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import { COMPARISON_GROUPS, type ComparisonRow } from '../../model/comparisonRows.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { controlStyles, valueOf } from '../dom/controls.ts';
import { SessionRead } from '../dom/sessionRead.ts';
import { View } from '../dom/view.ts';
import { durationMs, durationText } from '../feedDraft.ts';
import type { PanelState } from '../state.ts';
import { comparePaneStyles } from './comparePane.styles.ts';

type AssumptionName = 'intervalMs' | 'timeoutMs' | 'roundTripMs';

const ASSUMPTIONS: readonly (readonly [AssumptionName, string, string])[] = [
  ['intervalMs', 'Interval', 'How often short polling asks'],
  ['timeoutMs', 'Timeout', 'How long a server holds a long poll'],
  ['roundTripMs', 'Round trip', 'The network’s way there and back'],
];

/** The four methods side by side: measured where they were captured, estimated where not, and always saying which. */
export class ComparePane extends View {
  static override styles = [baseStyles, controlStyles, comparePaneStyles];

  readonly #read = new SessionRead(this, {
    shown: () => this.state.shown,
    read: () => this.panel.call('comparison/read', { assumptions: this.#assumptions }),
  });
  #assumptions: Partial<EstimateAssumptions> = {};
  /** What the fields hold, while it is not (yet) a duration too. */
  #typed: Partial<Record<AssumptionName, string>> = {};

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.shown];
  }

  override render(): TemplateResult {
    const comparison = this.#read.value;
    return html`<div class="scroll" tabindex="0">
      ${
        this.#read.error === null
          ? nothing
          : html`<p class="note" role="alert">
              No comparison: ${this.#read.error.message}; ${this.#read.error.action}.
            </p>`
      }
      ${comparison === null ? html`<p class="note">Comparing…</p>` : this.#renderComparison(comparison)}
    </div>`;
  }

  #renderComparison(comparison: Comparison): TemplateResult {
    return html`
      ${this.#renderAssumptions(comparison)}
      <table aria-label="The methods side by side">
        <thead>
          <tr>
            <td></td>
            ${comparison.columns.map(renderColumnHead)}
          </tr>
        </thead>
        ${COMPARISON_GROUPS.map(
          (group) =>
            html`<tbody>
              <tr>
                <th scope="rowgroup" class="group" colspan=${comparison.columns.length + 1}>
                  ${group.title}
                </th>
              </tr>
              ${group.rows.map((row) => renderRow(row, comparison.columns))}
            </tbody>`,
        )}
      </table>
      ${renderNotes(comparison)}
    `;
  }

  #renderAssumptions({ assumptions }: Comparison): TemplateResult {
    return html`<div class="assumptions" role="group" aria-label="Assumptions of the estimates">
      <span class="assumptions-title">Estimates assume</span>
      ${ASSUMPTIONS.map(([name, label, hint]) => {
        const typed = this.#typed[name];
        const isWrong = typed !== undefined && durationMs(typed) === null;
        return html`<label class="assumption" title=${hint}>
          <span class="dim">${label}</span>
          <vscode-textfield
            .label=${`${label}: ${hint}`}
            ?invalid=${isWrong}
            .value=${typed ?? durationText(assumptions[name])}
            @input=${(event: Event) => {
              this.#assume(name, valueOf(event));
            }}
          ></vscode-textfield>
          ${isWrong ? html`<span class="field-error" role="alert">500ms, 5s, 2m</span>` : nothing}
        </label>`;
      })}
    </div>`;
  }

  #assume(name: AssumptionName, text: string): void {
    this.#typed = { ...this.#typed, [name]: text };
    const ms = durationMs(text);
    if (ms !== null) {
      this.#assumptions = { ...this.#assumptions, [name]: ms };
      this.#read.again();
    }
    this.requestUpdate();
  }
}

function renderColumnHead(column: ComparisonColumn): TemplateResult {
  return html`<th scope="col" class="column ${column.kind}">
    <span class="method"><span class="mark ${column.method}"></span>${METHOD_LABELS[column.method]}</span>
    <span class="basis">${basisText(column)}</span>
    ${column.kind === 'measured' ? html`<span class="source ellipsis" title=${column.label}>${column.label}</span>` : nothing}
  </th>`;
}

function basisText(column: ComparisonColumn): string {
  switch (column.kind) {
    case 'measured':
      return `Measured over ${formatDuration(column.spanMs)}`;
    case 'estimated':
      return `Estimated from ${METHOD_LABELS[column.fromMethod]}`;
    case 'unknown':
      return 'Unknown';
  }
}

function renderRow(row: ComparisonRow, columns: readonly ComparisonColumn[]): TemplateResult {
  const most = Math.max(
    0,
    ...columns.map((column) => (column.kind === 'unknown' ? 0 : (row.amount(column) ?? 0))),
  );
  return html`<tr>
    <th scope="row">${row.label}</th>
    ${columns.map((column) => {
      if (column.kind === 'unknown') return html`<td class="figure unknown">–</td>`;
      const share = most > 0 ? (row.amount(column) ?? 0) / most : 0;
      const text = row.text(column);
      const isEstimate = column.kind === 'estimated' && row.amount(column) !== null;
      return html`<td class="figure ${column.kind}">
        ${isEstimate ? html`<span class="about" aria-label="about">≈</span>` : nothing}${text}
        <span class="amount ${column.method}" .style=${`width:${share * 100}%`}></span>
      </td>`;
    })}
  </tr>`;
}

function renderNotes({ columns, notes, matchBasis, distinctMessages }: Comparison): TemplateResult {
  const words = columns.flatMap((column) => {
    const method = METHOD_LABELS[column.method];
    if (column.kind === 'unknown') return [`${method}: ${column.reason}`];
    return column.kind === 'estimated' ? column.caveats.map((caveat) => `${method}: ${caveat}`) : [];
  });
  const matched = {
    'message id': `Messages were matched by their ids: ${countOf(distinctMessages, 'distinct message')}.`,
    content: `Messages were matched by their content: ${countOf(distinctMessages, 'distinct message')}.`,
    none: '',
  }[matchBasis];
  const all = [matched, ...notes, ...words].filter((note) => note !== '');
  return html`<ul class="notes">
    ${all.map((note) => html`<li>${note}</li>`)}
  </ul>`;
}

customElements.define('ri-compare-pane', ComparePane);
