import { css } from 'lit';

export const messageListStyles = css`
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
    grid-template-columns: 10px 64px 92px 16px 88px minmax(0, 140px) 60px minmax(0, 1fr);
    gap: 0 8px;
    align-items: center;
    height: 22px;
    padding: 0 8px;
    line-height: 22px;
    white-space: nowrap;
  }
  .header {
    flex: none;
    height: 24px;
    border-block: 1px solid var(--ri-border);
    color: var(--ri-dim);
  }
  .header > *,
  .header button {
    font-size: 12px;
  }
  .header button {
    display: inline-flex;
    align-items: center;
    height: 22px;
    border-radius: 3px;
  }
  .header button:hover {
    color: var(--vscode-foreground);
  }
  .header .codicon {
    font-size: 12px;
  }
  .row:not(.header) {
    cursor: default;
  }
  .row.is-odd {
    background: color-mix(in srgb, var(--vscode-foreground) 3%, transparent);
  }
  .row:not(.header):hover {
    background: var(--vscode-list-hoverBackground);
  }
  .row.is-selected {
    background: var(--vscode-list-inactiveSelectionBackground);
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .grid:focus .row.is-selected {
    background: var(--vscode-list-activeSelectionBackground);
    color: var(--vscode-list-activeSelectionForeground);
  }
  .grid:focus-visible {
    outline: none;
  }
  .grid:focus-visible .row.is-selected {
    outline: 1px solid var(--vscode-list-focusOutline, var(--vscode-focusBorder));
  }
  .grid:focus-visible:not(:has(.is-selected)) {
    outline: 1px solid var(--vscode-focusBorder);
  }
  .c-number,
  .c-size,
  .c-time {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .c-number,
  .c-time,
  .c-size {
    color: var(--ri-dim);
  }
  .header .c-time {
    display: flex;
    justify-content: flex-end;
  }
  .is-selected .c-number,
  .is-selected .c-time,
  .is-selected .c-size,
  .is-selected .dim {
    color: inherit;
    opacity: 0.8;
  }
  .c-direction {
    display: flex;
    align-items: center;
  }
  .c-direction .codicon {
    font-size: 14px;
  }
  .c-direction.in {
    color: var(--vscode-charts-green);
  }
  .c-direction.out {
    color: var(--vscode-charts-orange);
  }
  .c-kind {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .c-kind .codicon {
    font-size: 14px;
    color: var(--ri-dim);
  }
  .row.is-selected .codicon {
    color: inherit;
  }
  .is-control .c-kind,
  .is-control .c-preview {
    color: var(--ri-dim);
  }
  .is-control.is-selected > * {
    color: inherit;
  }
  .event {
    margin-right: 6px;
  }
  .order {
    display: inline-block;
    margin-right: 4px;
    padding: 0 4px;
    border-radius: 3px;
    font-size: 11px;
    line-height: 15px;
    color: var(--vscode-editorWarning-foreground, var(--vscode-charts-yellow));
    border: 1px solid currentColor;
  }
  .c-preview {
    unicode-bidi: isolate;
  }
  .placeholder {
    grid-column: 3 / -1;
    height: 8px;
    border-radius: 4px;
    width: 60%;
    background: color-mix(in srgb, var(--vscode-foreground) 8%, transparent);
  }
  .empty {
    position: absolute;
    inset: 48px 0 auto;
    margin: 0;
    text-align: center;
    color: var(--ri-dim);
  }
  .latest {
    position: absolute;
    right: 20px;
    bottom: 12px;
    display: inline-flex;
    align-items: center;
    gap: 4px;
    height: 24px;
    padding: 0 10px 0 6px;
    border-radius: 12px;
    background: var(--vscode-button-secondaryBackground);
    color: var(--vscode-button-secondaryForeground);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
  .latest:hover {
    background: var(--vscode-button-secondaryHoverBackground);
  }
  @container (max-width: 760px) {
    .row {
      grid-template-columns: 10px 64px 92px 16px 16px minmax(0, 96px) 60px minmax(0, 1fr);
    }
    .word,
    .header .c-kind {
      font-size: 0;
      gap: 0;
    }
  }
  @container (max-width: 520px) {
    .row {
      grid-template-columns: 10px 92px 16px 60px minmax(0, 1fr);
    }
    .c-number,
    .c-kind,
    .c-name {
      display: none;
    }
  }
`;
