import { css, html, nothing, type TemplateResult } from 'lit';

export interface TabList<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly label: string; readonly note?: string }[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
}

export const tabListStyles = css`
  .tablist {
    display: flex;
    flex: none;
    gap: 4px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .tab {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: 29px;
    padding: 0 8px;
    border-bottom: 2px solid transparent;
    color: var(--vscode-panelTitle-inactiveForeground, var(--vscode-descriptionForeground));
    white-space: nowrap;
  }
  .tab:hover {
    color: var(--vscode-panelTitle-activeForeground, var(--vscode-foreground));
  }
  .tab[aria-selected='true'] {
    color: var(--vscode-panelTitle-activeForeground, var(--vscode-foreground));
    border-bottom-color: var(--vscode-panelTitle-activeBorder, var(--vscode-focusBorder));
  }
  .tab .note {
    min-width: 18px;
    padding: 0 5px;
    border-radius: 9px;
    font-size: 11px;
    line-height: 16px;
    text-align: center;
    font-variant-numeric: tabular-nums;
    background: var(--vscode-badge-background);
    color: var(--vscode-badge-foreground);
    border: 1px solid var(--vscode-contrastBorder, transparent);
  }
`;

/** Tabs in one tab stop, moved between with the arrow keys (WAI-ARIA Authoring Practices, "Tabs"). */
export function tabList<Id extends string>({ label, tabs, selected, onSelect }: TabList<Id>): TemplateResult {
  const onKeyDown = (event: KeyboardEvent): void => {
    const index = tabs.findIndex((tab) => tab.id === selected);
    const next = tabs.at(targetIndex(event.key, index, tabs.length));
    const list = event.currentTarget;
    if (next === undefined || !(list instanceof HTMLElement)) return;
    event.preventDefault();
    onSelect(next.id);
    const button = list.querySelector(`[data-tab="${next.id}"]`);
    if (button instanceof HTMLElement) button.focus();
  };
  return html`<div class="tablist" role="tablist" aria-label=${label} @keydown=${onKeyDown}>
    ${tabs.map(
      ({ id, label: words, note }) =>
        html`<button
          type="button"
          class="tab"
          role="tab"
          data-tab=${id}
          aria-selected=${id === selected}
          tabindex=${id === selected ? 0 : -1}
          @click=${() => {
            onSelect(id);
          }}
        >
          ${words}${note ? html`<span class="note">${note}</span>` : nothing}
        </button>`,
    )}
  </div>`;
}

/** @returns the tab that a key leads to from another; none of them, but one past the last, where it leads nowhere */
function targetIndex(key: string, index: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
      return (index + 1) % count;
    case 'ArrowLeft':
      return (index - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return count;
  }
}
