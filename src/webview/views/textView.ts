import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../../model/format.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { visibleText } from '../../model/visibleText.ts';

/** Characters laid out at once: a wrapped line of a megabyte takes seconds. */
const MAX_CHARACTERS = 200_000;

/** A payload as text, wrapped, with a symbol for every character that would not be seen. */
export class TextView extends LitElement {
  static override properties = { text: { attribute: false }, isCut: { attribute: false } };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        overflow: auto;
      }
      pre {
        margin: 0;
        padding: 8px 12px;
        font-family: var(--ri-mono);
        font-size: var(--ri-mono-size);
        line-height: 1.5;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        tab-size: 2;
      }
      .note {
        padding: 8px 12px;
        color: var(--ri-dim);
        border-top: 1px solid var(--ri-border);
      }
    `,
  ];

  declare text: string;
  declare isCut: boolean;

  constructor() {
    super();
    this.text = '';
    this.isCut = false;
  }

  override render(): TemplateResult {
    const isCut = this.isCut || this.text.length > MAX_CHARACTERS;
    const shown = this.text.slice(0, MAX_CHARACTERS);
    return html`<pre tabindex="0" dir="ltr">${visibleText(shown)}</pre>
      ${
        isCut
          ? html`<div class="note">
              The first ${formatCount(shown.length)} characters. Open it in an editor to see the rest.
            </div>`
          : nothing
      }`;
  }
}

customElements.define('ri-text-view', TextView);
