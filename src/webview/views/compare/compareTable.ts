import { html, nothing, type TemplateResult } from 'lit';
import { COMPARISON_GROUPS, type ComparisonRow, textOf } from '../../../model/comparisonRows.ts';
import { formatBytes, formatDuration } from '../../../model/format.ts';
import { maskedAddress } from '../../../model/secrets.ts';
import { visibleLine } from '../../../model/visibleText.ts';
import type { Comparison, ComparisonColumn, MeasuredColumn } from '../../../protocol/comparison.ts';
import { METHOD_LABELS } from '../../../protocol/method.ts';
import { assumptionLabel, assumptionText, BASIS_WORDS } from '../../compare/assumptionFields.ts';
import { baseStyles } from '../../dom/baseStyles.ts';
import { compareTableStyles } from './compareTable.styles.ts';
import { ComparisonPart } from './comparisonPart.ts';

/** The figures of the four methods, and under them what each rests on. */
export class CompareTable extends ComparisonPart {
  static override styles = [baseStyles, compareTableStyles];

  protected override reads(): readonly unknown[] {
    return [];
  }

  override render(): TemplateResult {
    const { comparison } = this;
    return html`<div
      class="sideways"
      role="region"
      aria-label="The methods side by side, scrolled sideways"
      tabindex="0"
    >
      <table aria-label="The methods side by side">
        <thead>
          <tr>
            <td></td>
            ${comparison.columns.map(renderColumnHead)}
          </tr>
        </thead>
        ${COMPARISON_GROUPS.map(({ title, rows }) =>
          renderGroup(
            title,
            comparison,
            rows.map((row) => renderRow(row, comparison.columns)),
          ),
        )}
        ${
          comparison.columns.some(({ kind }) => kind === 'estimated')
            ? renderGroup('What they rest on', comparison, renderGrounds(comparison))
            : nothing
        }
      </table>
    </div>`;
  }
}

function renderGroup(
  title: string,
  { columns }: Comparison,
  rows: readonly TemplateResult[],
): TemplateResult {
  return html`<tbody>
    <tr>
      <th scope="rowgroup" class="group" colspan=${columns.length + 1}><span>${title}</span></th>
    </tr>
    ${rows}
  </tbody>`;
}

function renderColumnHead(column: ComparisonColumn): TemplateResult {
  return html`<th scope="col" class="column ${column.kind}">
    <span class="method"><span class="mark ${column.method}"></span>${METHOD_LABELS[column.method]}</span>
    <span class="basis">${basisText(column)}</span>
    ${
      column.kind === 'measured'
        ? html`<span class="source ellipsis" title=${addressOf(column)}>${addressOf(column)}</span>`
        : nothing
    }
  </th>`;
}

function addressOf({ label }: MeasuredColumn): string {
  return visibleLine(maskedAddress(label));
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
  const amountOf = (column: ComparisonColumn): number | null =>
    column.kind === 'unknown' ? null : row.amount(column);
  const most = Math.max(0, ...columns.map((column) => amountOf(column) ?? 0));
  return html`<tr class=${row.isPart === true ? 'part' : ''}>
    <th scope="row">${row.label}</th>
    ${columns.map((column) => {
      const amount = amountOf(column);
      const share = most > 0 ? (amount ?? 0) / most : 0;
      const isEstimate = column.kind === 'estimated' && amount !== null;
      return html`<td class="figure ${column.kind}">
        ${isEstimate ? html`<span class="about" role="img" aria-label="about">≈</span>` : nothing}${textOf(row, column)}
        <span class="amount ${column.method}" .style=${`width:${share * 100}%`}></span>
      </td>`;
    })}
  </tr>`;
}

/** Of each column: the assumptions and sizes that an estimate uses, and what limits its figures. */
function renderGrounds({ columns, assumptions, assumptionBases }: Comparison): TemplateResult[] {
  const usesOf = (column: ComparisonColumn): readonly string[] =>
    column.kind === 'estimated'
      ? column.uses.map(
          (name) =>
            `${assumptionLabel(name)} ${assumptionText(name, assumptions[name])} (${BASIS_WORDS[assumptionBases[name]]})`,
        )
      : [];
  const inputsOf = (column: ComparisonColumn): readonly string[] =>
    column.kind === 'estimated'
      ? column.inputs.map(
          ({ label, bytes, basis }) => `${label} ${formatBytes(bytes)} (${BASIS_WORDS[basis]})`,
        )
      : [];
  const limitsOf = (column: ComparisonColumn): readonly string[] =>
    column.kind === 'unknown' ? [column.reason] : column.caveats;
  return [
    renderWords('Assumptions', columns, usesOf),
    renderWords('Inputs', columns, inputsOf),
    renderWords('Limits', columns, limitsOf),
  ];
}

function renderWords(
  label: string,
  columns: readonly ComparisonColumn[],
  wordsOf: (column: ComparisonColumn) => readonly string[],
): TemplateResult {
  return html`<tr class="grounds">
    <th scope="row">${label}</th>
    ${columns.map((column) => {
      const words = wordsOf(column);
      return html`<td class="words">
        ${
          words.length === 0
            ? '–'
            : html`<ul>
                ${words.map((word) => html`<li>${word}</li>`)}
              </ul>`
        }
      </td>`;
    })}
  </tr>`;
}

customElements.define('ri-compare-table', CompareTable);
