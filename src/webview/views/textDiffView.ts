import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { countOf } from '../../model/format.ts';
import { diffText, type TextPart } from '../../model/textDiff.ts';
import { visibleText } from '../../model/visibleText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { diffStyles } from './diffStyles.ts';
import { wrappedTextStyles } from './wrappedText.styles.ts';

/** Two texts as one, with what was removed and what was added in its place. */
export class TextDiffView extends LitElement {
  static override properties = { older: { attribute: false }, newer: { attribute: false } };

  static override styles = [
    baseStyles,
    diffStyles,
    wrappedTextStyles,
    css`
      .fold {
        display: block;
        padding: 2px 0;
      }
      .note {
        padding: 16px 12px;
        color: var(--ri-dim);
      }
    `,
  ];

  declare older: string;
  declare newer: string;

  #parts: readonly TextPart[] | null = [];

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('older') || changed.has('newer')) this.#parts = diffText(this.older, this.newer);
  }

  override render(): TemplateResult {
    if (this.#parts === null) {
      return html`<div class="note">
        The two have too little in common to be shown as one. Compare them in the editor.
      </div>`;
    }
    if (this.#parts.every(({ kind }) => kind === 'same')) return html`<div class="note">No difference</div>`;
    return html`<pre tabindex="0" dir="ltr">${this.#parts.map(renderPart)}</pre>`;
  }
}

function renderPart({ kind, text, foldedLines }: TextPart): TemplateResult {
  if (foldedLines > 0) return html`<span class="fold">⋯ ${countOf(foldedLines, 'line')} the same</span>`;
  const shown = visibleText(text);
  if (kind === 'same') return html`${shown}`;
  return kind === 'added' ? html`<ins>${shown}</ins>` : html`<del>${shown}</del>`;
}

customElements.define('ri-text-diff-view', TextDiffView);
