import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Advice } from '../../../model/advice.ts';
import type { FigureColumn } from '../../../model/comparisonRows.ts';
import { formatBytes, formatCount, formatDuration } from '../../../model/format.ts';
import { renderReport } from '../../../model/report/renderReport.ts';
import { sessionTitle } from '../../../model/sessionTitle.ts';
import type { ComparisonColumn } from '../../../protocol/comparison.ts';
import { METHOD_LABELS } from '../../../protocol/method.ts';
import { REPORT_FORMATS, type ReportFormat } from '../../../protocol/report.ts';
import { withClients } from '../../compare/clientCapacity.ts';
import { baseStyles } from '../../dom/baseStyles.ts';
import { icon } from '../../dom/icons.ts';
import { ComparisonPart } from './comparisonPart.ts';

/** What the comparison comes to, at a glance: the advice in a sentence, and three figures of each method. */
export class CompareSummary extends ComparisonPart {
  static override properties: PropertyDeclarations = {
    ...ComparisonPart.properties,
    advice: { attribute: false },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        padding: 12px;
        border-bottom: 1px solid var(--ri-border);
      }
      .headline {
        display: flex;
        gap: 8px;
        max-width: 88ch;
        margin: 0 0 10px;
        font-size: 14px;
        line-height: 20px;
      }
      .headline .codicon {
        margin-top: 2px;
        color: var(--ri-dim);
      }
      .headline .is-recommended {
        color: var(--ri-sse);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 16px;
        margin-bottom: 10px;
      }
      .save {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        color: var(--ri-dim);
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(150px, 45%), 1fr));
        gap: 8px;
        max-width: 1040px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .card {
        padding: 6px 10px 8px;
        border: 1px solid var(--ri-border);
        border-radius: 4px;
      }
      .card.estimated,
      .card.unknown {
        border-style: dashed;
      }
      .card.is-recommended {
        border-color: var(--vscode-focusBorder);
      }
      .name {
        display: flex;
        align-items: center;
        gap: 6px;
        font-weight: 600;
        line-height: 20px;
      }
      .kind {
        margin-left: auto;
        white-space: nowrap;
        font-size: 11px;
        font-weight: 400;
        color: var(--ri-dim);
      }
      .kind,
      .figures {
        line-height: 18px;
      }
      .figures {
        color: var(--ri-dim);
        font-variant-numeric: tabular-nums;
      }
      .figures strong {
        font-weight: 400;
        color: var(--vscode-foreground);
      }
      .estimated .figures {
        font-style: italic;
      }
    `,
  ];

  declare advice: Advice;

  protected override reads(): readonly unknown[] {
    return [];
  }

  async #saveReport(format: ReportFormat): Promise<void> {
    const { replay, shown, compare } = this.state;
    const text = renderReport(format, {
      comparison: withClients(this.comparison, compare.clients),
      check: replay?.kind === 'done' ? replay.check : null,
      title: sessionTitle(shown?.captures ?? []) ?? 'Comparison',
      createdAt: new Date().toISOString(),
    });
    await this.panel.attempt('host/saveReport', { format, text });
  }

  #openForm(): void {
    this.panel.store.set({ isCompareFormOpen: true });
  }

  override render(): TemplateResult {
    const { headline, recommended } = this.advice;
    return html`
      <p class="headline">
        ${recommended === null ? icon('info') : icon('check', 'is-recommended')}<span>${headline}</span>
      </p>
      <div class="actions">
        <vscode-button
          secondary
          @click=${() => {
            this.#openForm();
          }}
          >Compare methods on this feed…</vscode-button
        >
        <span class="save" role="group" aria-label="Save a report"
          >${icon('save')}Report
          ${REPORT_FORMATS.map(
            (format) =>
              html`<button type="button" class="link" @click=${() => void this.#saveReport(format)}>
                ${FORMAT_LABELS[format]}
              </button>`,
          )}</span
        >
      </div>
      <ul class="cards" aria-label="Each method in short">
        ${this.comparison.columns.map((column) => renderCard(column, column.method === recommended))}
      </ul>
    `;
  }
}

const FORMAT_LABELS: Readonly<Record<ReportFormat, string>> = {
  markdown: 'Markdown',
  html: 'HTML',
  json: 'JSON',
};

const KIND_WORDS = { measured: 'measured', estimated: 'estimated', unknown: 'unknown' } as const;

function renderCard(column: ComparisonColumn, isRecommended: boolean): TemplateResult {
  return html`<li class="card ${column.kind} ${isRecommended ? 'is-recommended' : ''}">
    <div class="name">
      <span class="mark ${column.method}"></span>${METHOD_LABELS[column.method]}
      <span class="kind">${KIND_WORDS[column.kind]}</span>
    </div>
    ${column.kind === 'unknown' ? html`<div class="figures">${column.reason}</div>` : renderFigures(column)}
  </li>`;
}

function renderFigures({
  figures: { requests, receivedBytes, sentBytes, delay },
}: FigureColumn): TemplateResult {
  return html`<div class="figures">
    <div><strong>${formatCount(requests)}</strong> ${requests === 1 ? 'request' : 'requests'}</div>
    <div><strong>${formatBytes(receivedBytes + sentBytes)}</strong> on the wire</div>
    <div>
      <strong>${delay === null ? '–' : formatDuration(delay.mean)}</strong>
      ${delay === null ? 'no delay known' : 'mean delay'}
    </div>
  </div>`;
}

customElements.define('ri-compare-summary', CompareSummary);
