import { css, html, type TemplateResult } from 'lit';
import type { TextRange } from '../../model/findText.ts';

/** A place where what was looked for is; `isCurrent`: the one that the user is at. */
export interface Mark extends TextRange {
  readonly isCurrent: boolean;
}

/** As VS Code's find: in high contrast its colours are outlines. */
export const markStyles = css`
  mark {
    color: inherit;
    border-radius: 2px;
    background: var(--vscode-editor-findMatchHighlightBackground, transparent);
    outline: 1px solid var(--vscode-editor-findMatchHighlightBorder, transparent);
  }
  mark.is-current {
    color: var(--vscode-editor-findMatchForeground, inherit);
    background: var(--vscode-editor-findMatchBackground, transparent);
    outline: 2px solid var(--vscode-editor-findMatchBorder, transparent);
  }
`;

/** A text with places marked in it; those beyond its end are left out. @param marks in order, none over another */
export function marked(text: string, marks: readonly Mark[]): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let from = 0;
  for (const { start, end, isCurrent } of marks) {
    if (start >= text.length) break;
    if (start > from) parts.push(text.slice(from, start));
    parts.push(html`<mark class=${isCurrent ? 'is-current' : ''}>${text.slice(start, end)}</mark>`);
    from = end;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}
