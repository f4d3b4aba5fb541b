import { css } from 'lit';

export const requestListStyles = css`
  :host {
    display: flex;
    flex: 1;
    min-height: 0;
    container-type: inline-size;
  }
  .grid {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-width: 0;
    position: relative;
  }
  .row {
    display: grid;
    grid-template-columns:
      10px 56px 72px minmax(80px, 1fr) 44px minmax(80px, 144px)
      72px 60px 60px 68px minmax(48px, 112px);
    gap: 0 8px;
    align-items: center;
    height: 22px;
    padding: 0 8px;
    line-height: 22px;
    white-space: nowrap;
    cursor: default;
  }
  .header {
    flex: none;
    height: 24px;
    border-bottom: 1px solid var(--ri-border);
    color: var(--ri-dim);
  }
  .header > * {
    font-size: 12px;
  }
  .row.is-odd {
    background: color-mix(in srgb, var(--vscode-foreground) 3%, transparent);
  }
  .row:not(.header):hover {
    background: var(--vscode-list-hoverBackground);
  }
  .row.is-failed .c-outcome {
    color: var(--ri-error);
  }
  .row.is-selected {
    background: var(--vscode-list-inactiveSelectionBackground);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .rows:focus .row.is-selected,
  .rows:focus .row.is-selected .dim,
  .rows:focus .row.is-selected .c-outcome {
    background: var(--vscode-list-activeSelectionBackground);
    color: var(--vscode-list-activeSelectionForeground);
  }
  .rows:focus-visible {
    outline: none;
  }
  .rows:focus-visible .row.is-selected {
    outline: 1px solid var(--vscode-list-focusOutline, var(--vscode-focusBorder));
  }
  .rows:focus-visible:not(:has(.is-selected)) {
    outline: 1px solid var(--vscode-focusBorder);
  }
  .c-figure {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .c-outcome .codicon {
    font-size: 14px;
    margin-right: 4px;
    vertical-align: text-bottom;
  }
  .empty {
    position: absolute;
    inset: 48px 0 auto;
    margin: 0;
    text-align: center;
    color: var(--ri-dim);
  }
  @container (max-width: 820px) {
    .row {
      grid-template-columns: 10px 48px minmax(60px, 1fr) 44px minmax(80px, 132px) 60px 60px 68px;
    }
    .c-purpose,
    .c-started,
    .c-phases {
      display: none;
    }
  }
  @container (max-width: 560px) {
    .row {
      grid-template-columns: 10px minmax(60px, 1fr) 44px minmax(64px, 112px) 68px;
    }
    .c-number,
    .c-bytes {
      display: none;
    }
  }
`;
