import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { TextRange } from '../../model/findText.ts';
import { formatBytes } from '../../model/format.ts';
import { HEX_BYTES_PER_LINE, hexColumn, hexLine, hexLineCount } from '../../model/hexDump.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { ElementSize } from '../dom/elementSize.ts';
import { type Mark, markStyles } from '../dom/marks.ts';
import { VirtualRows, virtualRowsStyles } from '../dom/virtualRows.ts';
import { hexLineStyles, renderDump, renderHexLine } from './hexLine.ts';

/** Where there is no room for a whole line. */
const NARROW_BYTES_PER_LINE = 8;
const OFFSET_DIGITS = 8;
/** Between its three parts, and beside them: see hexLineStyles. */
const GAPS_CH = 4;
const PADDING_PX = 24;

/** A payload as bytes: offset, hexadecimal, ASCII; half as many in a line where it is narrow. */
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
      .narrow .hex {
        width: ${hexWidth(NARROW_BYTES_PER_LINE)}ch;
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
  readonly #size = new ElementSize(this.#fit.bind(this));
  #bytesPerLine = HEX_BYTES_PER_LINE;

  constructor() {
    super();
    this.bytes = new Uint8Array();
    this.sizeBytes = 0;
    this.hits = [];
    this.hit = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.watch(this);
  }

  override disconnectedCallback(): void {
    this.#size.watch(undefined);
    super.disconnectedCallback();
  }

  override willUpdate(changed: PropertyValues): void {
    this.#rows.setRowCount(hexLineCount(this.bytes.length, this.#bytesPerLine));
    if (!changed.has('hits') && !changed.has('hit')) return;
    const at = this.hits[this.hit];
    if (at !== undefined) this.#rows.show(Math.floor(at.start / this.#bytesPerLine));
  }

  override updated(): void {
    this.#fit();
  }

  override render(): TemplateResult {
    const isCut = this.bytes.length < this.sizeBytes;
    const isNarrow = this.#bytesPerLine < HEX_BYTES_PER_LINE;
    return html`${renderDump(this.#rows, (index) => this.#renderLine(index), isNarrow ? 'narrow' : '')}
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
    return renderHexLine(hexLine(this.bytes, index, this.#bytesPerLine), this.#marksOf(index));
  }

  /** How wide a character is, is known by the offset of a line that is drawn. */
  #fit(): void {
    const offset = this.renderRoot.querySelector<HTMLElement>('.offset');
    if (offset === null || this.#size.widthPx === 0) return;
    const lineCh = OFFSET_DIGITS + hexWidth(HEX_BYTES_PER_LINE) + HEX_BYTES_PER_LINE + GAPS_CH;
    const linePx = (lineCh * offset.offsetWidth) / OFFSET_DIGITS + PADDING_PX;
    const bytesPerLine = this.#size.widthPx < linePx ? NARROW_BYTES_PER_LINE : HEX_BYTES_PER_LINE;
    if (bytesPerLine === this.#bytesPerLine) return;
    this.#bytesPerLine = bytesPerLine;
    this.requestUpdate();
  }

  #marksOf(line: number): readonly Mark[] {
    const start = line * this.#bytesPerLine;
    const end = start + this.#bytesPerLine;
    return this.hits.flatMap((range, place) => {
      if (range.end <= start || range.start >= end) return [];
      const within = { start: Math.max(0, range.start - start), end: Math.min(end, range.end) - start };
      return [{ ...within, isCurrent: place === this.hit }];
    });
  }
}

/** Characters of the bytes of a line. */
function hexWidth(bytesPerLine: number): number {
  return hexColumn(bytesPerLine - 1) + 2;
}

customElements.define('ri-hex-view', HexView);
