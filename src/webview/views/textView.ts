import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { TextRange } from '../../model/findText.ts';
import { formatCount } from '../../model/format.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { marked, markStyles } from '../dom/marks.ts';
import { visibleText } from '../../model/visibleText.ts';
import { wrappedTextStyles } from './wrappedText.styles.ts';

/** Characters laid out at once: a wrapped line of a megabyte takes seconds. */
const MAX_CHARACTERS = 200_000;

/** As much of a text as is laid out. */
export function shownText(text: string): string {
  return visibleText(text.slice(0, MAX_CHARACTERS));
}

/** A payload as text, wrapped, with a symbol for every character that would not be seen. */
export class TextView extends LitElement {
  static override properties = {
    text: { attribute: false },
    isCut: { attribute: false },
    hits: { attribute: false },
    hit: { attribute: false },
  };

  static override styles = [
    baseStyles,
    markStyles,
    wrappedTextStyles,
    css`
      .note {
        padding: 8px 12px;
        color: var(--ri-dim);
        border-top: 1px solid var(--ri-border);
      }
    `,
  ];

  declare text: string;
  declare isCut: boolean;
  /** Where what is looked for is, as characters of the text shown, and which of these places the user is at. */
  declare hits: readonly TextRange[];
  declare hit: number;

  constructor() {
    super();
    this.text = '';
    this.isCut = false;
    this.hits = [];
    this.hit = 0;
  }

  override updated(changed: PropertyValues): void {
    if (!changed.has('hits') && !changed.has('hit')) return;
    this.renderRoot.querySelector('mark.is-current')?.scrollIntoView({ block: 'nearest' });
  }

  override render(): TemplateResult {
    const isCut = this.isCut || this.text.length > MAX_CHARACTERS;
    const shown = Math.min(this.text.length, MAX_CHARACTERS);
    const marks = this.hits.map((range, index) => ({ ...range, isCurrent: index === this.hit }));
    return html`<pre tabindex="0" dir="ltr">${marked(shownText(this.text), marks)}</pre>
      ${
        isCut
          ? html`<div class="note">
              The first ${formatCount(shown)} characters. Open it in an editor to see the rest.
            </div>`
          : nothing
      }`;
  }
}

customElements.define('ri-text-view', TextView);
