import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { countOf } from '../../model/format.ts';
import { HEX_BYTES_PER_LINE, hexLine } from '../../model/hexDump.ts';
import { type HexDiffRow, hexDiffRows } from '../../model/hexDiff.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { type Mark, markStyles } from '../dom/marks.ts';
import { VirtualRows, virtualRowsStyles } from '../dom/virtualRows.ts';
import { DIFF_SIGNS, diffStyles } from './diffStyles.ts';
import { hexLineStyles, renderDump, renderHexLine } from './hexLine.ts';

/** Two payloads as bytes, each byte with the one at the same offset. */
export class HexDiffView extends LitElement {
  static override properties = { older: { attribute: false }, newer: { attribute: false } };

  static override styles = [
    baseStyles,
    virtualRowsStyles,
    markStyles,
    hexLineStyles,
    diffStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .note {
        padding: 16px 12px;
        color: var(--ri-dim);
      }
      mark {
        background: none;
        outline: 1px solid currentColor;
        font-weight: 700;
      }
    `,
  ];

  declare older: Uint8Array;
  declare newer: Uint8Array;

  readonly #rows = new VirtualRows(this, false);
  #diff: readonly HexDiffRow[] = [];

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('older') || changed.has('newer')) this.#diff = hexDiffRows(this.older, this.newer);
    this.#rows.setRowCount(this.#diff.length);
  }

  override render(): TemplateResult {
    if (!this.#diff.some(({ kind }) => kind === 'added' || kind === 'removed')) {
      return html`<div class="note">No difference</div>`;
    }
    return renderDump(this.#rows, (index) => this.#renderRow(index));
  }

  #renderRow(index: number): TemplateResult {
    const row = this.#diff[index];
    if (row === undefined) return html``;
    if (row.kind === 'fold') {
      return html`<div class="line fold" role="row">
        <span role="cell">⋯ ${countOf(row.lineCount, 'line')} the same</span>
      </div>`;
    }
    const { kind, line } = row;
    const bytes = kind === 'removed' ? this.older : this.newer;
    const marks = kind === 'same' ? [] : this.#marksOf(line, bytes.length);
    return renderHexLine(hexLine(bytes, line), marks, { text: DIFF_SIGNS[kind], className: kind });
  }

  /** The bytes of a line that are not the same in both. */
  #marksOf(line: number, sizeBytes: number): readonly Mark[] {
    const start = line * HEX_BYTES_PER_LINE;
    const count = Math.min(HEX_BYTES_PER_LINE, sizeBytes - start);
    return Array.from({ length: count }, (_, index) => index)
      .filter((index) => this.older[start + index] !== this.newer[start + index])
      .map((index) => ({ start: index, end: index + 1, isCurrent: false }));
  }
}

customElements.define('ri-hex-diff-view', HexDiffView);
