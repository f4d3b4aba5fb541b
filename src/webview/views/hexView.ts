import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { formatBytes } from '../../model/format.ts';
import { hexLine, hexLineCount } from '../../model/hexDump.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { VirtualRows, virtualRowsStyles } from '../dom/virtualRows.ts';

/** A payload as bytes: offset, hexadecimal, ASCII. */
export class HexView extends LitElement {
  static override properties = { bytes: { attribute: false }, sizeBytes: { attribute: false } };

  static override styles = [
    baseStyles,
    virtualRowsStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .rows {
        padding-top: 4px;
      }
      .line {
        display: flex;
        gap: 2ch;
        height: 22px;
        line-height: 22px;
        padding: 0 12px;
        font-family: var(--ri-mono);
        font-size: var(--ri-mono-size);
        white-space: pre;
      }
      .hex {
        flex: none;
        width: 48ch;
      }
      .offset,
      .ascii {
        color: var(--ri-dim);
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

  readonly #rows = new VirtualRows(this, false);

  constructor() {
    super();
    this.bytes = new Uint8Array();
    this.sizeBytes = 0;
  }

  override willUpdate(): void {
    this.#rows.setRowCount(hexLineCount(this.bytes.length));
  }

  override render(): TemplateResult {
    const isCut = this.bytes.length < this.sizeBytes;
    return html`${this.#rows.render((index) => this.#renderLine(index))}
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
    const { offset, hex, ascii } = hexLine(this.bytes, index);
    return html`<div class="line" role="row">
      <span class="offset" role="cell">${offset}</span><span class="hex" role="cell">${hex}</span
      ><span class="ascii" role="cell">${ascii}</span>
    </div>`;
  }
}

customElements.define('ri-hex-view', HexView);
