import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { countOf } from '../../model/format.ts';
import { diffJson, type JsonChange, type JsonDiff, numberStep } from '../../model/jsonDiff.ts';
import { visibleLine } from '../../model/visibleText.ts';
import { MAX_DIFF_CHANGES } from '../../protocol/limits.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { VirtualRows, virtualRowsStyles } from '../dom/virtualRows.ts';
import { DIFF_SIGNS, diffStyles } from './diffStyles.ts';

/** Characters of a value laid out in its line; the editor's own comparison has the whole. */
const MAX_VALUE_CHARACTERS = 500;

/** Two JSON values: what is different, by path. */
export class JsonDiffView extends LitElement {
  static override properties = { older: { attribute: false }, newer: { attribute: false } };

  static override styles = [
    baseStyles,
    virtualRowsStyles,
    diffStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .changes {
        display: flex;
        flex: 1;
        min-height: 0;
      }
      .line {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 22px;
        padding: 0 12px;
        font-family: var(--ri-mono);
        font-size: var(--ri-mono-size);
        white-space: pre;
      }
      .path {
        flex: 0 1 auto;
        min-width: 6ch;
        color: var(--vscode-debugTokenExpression-name, var(--vscode-symbolIcon-propertyForeground));
      }
      .values {
        flex: 1 1 0;
        min-width: 12ch;
      }
      ins,
      del {
        padding: 0 1px;
        outline-offset: -1px;
        text-decoration: none;
      }
      .summary {
        flex: none;
        padding: 4px 12px;
        color: var(--ri-dim);
      }
    `,
  ];

  declare older: unknown;
  declare newer: unknown;

  readonly #rows = new VirtualRows(this, false);
  #diff: JsonDiff = { changes: [], sameCount: 0, isCut: false };

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('older') || changed.has('newer')) this.#diff = diffJson(this.older, this.newer);
    this.#rows.setRowCount(this.#diff.changes.length);
  }

  override render(): TemplateResult {
    const { changes, sameCount, isCut } = this.#diff;
    const same = sameCount === 0 ? '' : `, ${countOf(sameCount, 'value')} the same`;
    const count = isCut
      ? `The first ${countOf(MAX_DIFF_CHANGES, 'difference')}`
      : countOf(changes.length, 'difference');
    return html`<div class="summary">${changes.length === 0 ? 'No difference' : count}${same}</div>
      ${changes.length === 0 ? nothing : this.#renderChanges()}`;
  }

  #renderChanges(): TemplateResult {
    return html`<div class="changes">
      ${this.#rows.render(
        {
          role: 'table',
          label: 'Differences',
          rowCount: this.#diff.changes.length,
          onKeyDown: this.#rows.scrollByKey,
        },
        (index) => this.#renderChange(index),
      )}
    </div>`;
  }

  #renderChange(index: number): TemplateResult {
    const change = this.#diff.changes[index];
    if (change === undefined) return html``;
    const { kind, path } = change;
    return html`<div
      class="line ${kind === 'changed' ? 'changed' : kind}"
      role="row"
      aria-rowindex=${index + 1}
    >
      <span class="sign" role="cell" aria-label=${kind}>${DIFF_SIGNS[kind]}</span>
      <span class="path ellipsis" role="rowheader" title=${visibleLine(path)}>${visibleLine(path)}</span>
      <span class="values ellipsis" role="cell" title=${titleOf(change)}>${renderValues(change)}</span>
    </div>`;
  }
}

function renderValues(change: JsonChange): TemplateResult {
  const [before, after] = [shown(change.before), shown(change.after)];
  if (change.kind !== 'changed') return html`${before ?? after}`;
  const step = numberStep(change);
  return html`<del>${before}</del> → <ins>${after}</ins>${
      step === null ? nothing : html` <span class="dim">${step}</span>`
    }`;
}

function titleOf(change: JsonChange): string {
  return [shown(change.before), shown(change.after)].filter((value) => value !== null).join(' → ');
}

function shown(value: string | null): string | null {
  if (value === null) return null;
  const text = visibleLine(value.slice(0, MAX_VALUE_CHARACTERS));
  return value.length > MAX_VALUE_CHARACTERS ? `${text}…` : text;
}

customElements.define('ri-json-diff-view', JsonDiffView);
