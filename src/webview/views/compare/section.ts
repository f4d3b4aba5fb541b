import { css, html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../dom/icons.ts';

export interface Section {
  readonly title: string;
  /** Beside the title, also while the section is folded: what it holds, in a few words. */
  readonly note?: string;
  readonly isFolded: boolean;
  readonly onToggle: () => void;
  readonly content: TemplateResult;
}

export const sectionStyles = css`
  section + section {
    border-top: 1px solid var(--ri-border);
  }
  h2 {
    margin: 0;
    font: inherit;
  }
  .fold {
    display: flex;
    align-items: center;
    gap: 4px;
    width: 100%;
    height: 32px;
    padding: 0 12px 0 6px;
    text-align: left;
  }
  .fold:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .fold .title {
    flex: none;
    font-weight: 600;
  }
  .fold .about {
    margin-left: 6px;
    color: var(--ri-dim);
  }
`;

/** A part of a page under a heading that folds it. */
export function section({ title, note, isFolded, onToggle, content }: Section): TemplateResult {
  return html`<section aria-label=${title}>
    <h2>
      <button type="button" class="fold" aria-expanded=${!isFolded} @click=${onToggle}>
        ${icon(isFolded ? 'chevron-right' : 'chevron-down')}<span class="title">${title}</span>
        ${note === undefined ? nothing : html`<span class="about ellipsis" title=${note}>${note}</span>`}
      </button>
    </h2>
    ${isFolded ? nothing : content}
  </section>`;
}
