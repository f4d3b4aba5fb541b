import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { TextRange } from '../../model/findText.ts';
import { formatBytes } from '../../model/format.ts';
import { HEX_BYTES_PER_LINE, hexLine, hexLineCount } from '../../model/hexDump.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { type Mark, markStyles } from '../dom/marks.ts';
import { VirtualRows, virtualRowsStyles } from '../dom/virtualRows.ts';
import { hexLineStyles, renderDump, renderHexLine } from './hexLine.ts';

/** A payload as bytes: offset, hexadecimal, ASCII. */
export class HexView extends LitElement {
  static override properties = {
    bytes: { attribute: false },
    sizeBytes: { attribute: false },
    hits: { attribute: false },
    hit: { attribute: false },
  };

  static override styles = [
    baseStyles,
    virtualRowsStyles,
    markStyles,
    hexLineStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .note {
        flex: none;
        padding: 8px 12px;
        color: var(--ri-dim);
        border-top: 1px solid var(--ri-border);
      }
    `,
  ];

  declare bytes: Uint8Array;
  declare sizeBytes: number;
  /** Where what is looked for is, as bytes of the payload, and which of these places the user is at. */
  declare hits: readonly TextRange[];
  declare hit: number;

  readonly #rows = new VirtualRows(this, false);

  constructor() {
    super();
    this.bytes = new Uint8Array();
    this.sizeBytes = 0;
    this.hits = [];
    this.hit = 0;
  }

  override willUpdate(changed: PropertyValues): void {
    this.#rows.setRowCount(hexLineCount(this.bytes.length));
    if (!changed.has('hits') && !changed.has('hit')) return;
    const at = this.hits[this.hit];
    if (at !== undefined) this.#rows.show(Math.floor(at.start / HEX_BYTES_PER_LINE));
  }

  override render(): TemplateResult {
    const isCut = this.bytes.length < this.sizeBytes;
    return html`${renderDump(this.#rows, (index) => this.#renderLine(index))}
    ${this.bytes.length === 0 ? html`<div class="note">No payload</div>` : nothing}
    ${
      isCut
        ? html`<div class="note">
            The first ${formatBytes(this.bytes.length)} of ${formatBytes(this.sizeBytes)}. Open it in an
            editor to see the rest.
          </div>`
        : nothing
    }`;
  }

  #renderLine(index: number): TemplateResult {
    return renderHexLine(hexLine(this.bytes, index), this.#marksOf(index));
  }

  #marksOf(line: number): readonly Mark[] {
    const start = line * HEX_BYTES_PER_LINE;
    const end = start + HEX_BYTES_PER_LINE;
    return this.hits.flatMap((range, place) => {
      if (range.end <= start || range.start >= end) return [];
      const within = { start: Math.max(0, range.start - start), end: Math.min(end, range.end) - start };
      return [{ ...within, isCurrent: place === this.hit }];
    });
  }
}

customElements.define('ri-hex-view', HexView);
