import { css } from 'lit';

/** What every view shares: fonts, focus, icons, buttons, method marks. */
export const baseStyles = css`
  :host {
    box-sizing: border-box;
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size, 13px);
    color: var(--vscode-foreground);
    --ri-border: var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    /* Of the two the one that can be read on an editor's background: errorForeground is too pale for light themes. */
    --ri-error: var(--vscode-editorError-foreground, var(--vscode-errorForeground));
    --ri-dim: var(--vscode-descriptionForeground);
    --ri-mono: var(--vscode-editor-font-family, monospace);
    --ri-mono-size: var(--vscode-editor-font-size, 12px);
    --ri-websocket: var(--vscode-charts-blue);
    --ri-sse: var(--vscode-charts-green);
    --ri-long-polling: var(--vscode-charts-purple);
    --ri-short-polling: var(--vscode-charts-yellow);
    /* Not that of charts: VS Code derives it from the minimap's match colour, which some themes make as dark as the page. */
    --ri-orange: var(--vscode-symbolIcon-eventForeground, var(--vscode-charts-orange));
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  [hidden] {
    display: none !important;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    margin: 0;
    cursor: pointer;
  }
  button:disabled {
    cursor: default;
    opacity: 0.4;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .codicon {
    font: normal 16px/1 codicon;
    display: inline-block;
    flex: none;
    text-align: center;
    user-select: none;
  }
  .codicon.spin {
    animation: spin 1.5s linear infinite;
  }
  @keyframes spin {
    to {
      transform: rotate(360deg);
    }
  }
  .icon-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 4px;
    flex: none;
    min-width: 22px;
    height: 22px;
    padding: 0 3px;
    border-radius: 5px;
    color: var(--vscode-icon-foreground, var(--vscode-foreground));
    white-space: nowrap;
  }
  .icon-button:hover:not(:disabled) {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
    outline-offset: -1px;
  }
  .icon-button[aria-pressed='true'],
  .icon-button[aria-expanded='true'] {
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground);
    outline: 1px solid var(--vscode-inputOption-activeBorder, transparent);
    outline-offset: -1px;
  }
  .icon-button:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  .link {
    color: var(--vscode-textLink-foreground);
  }
  .link:hover {
    text-decoration: underline;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .dim {
    color: var(--ri-dim);
  }
  .mono {
    font-family: var(--ri-mono);
    font-size: var(--ri-mono-size);
  }
  .ellipsis {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* A method has a colour and a shape, so that neither is needed to tell it. */
  .mark {
    display: inline-block;
    flex: none;
    width: 8px;
    height: 8px;
    background: currentColor;
    forced-color-adjust: none;
  }
  .mark.websocket {
    color: var(--ri-websocket);
    border-radius: 50%;
  }
  .mark.sse {
    color: var(--ri-sse);
    clip-path: polygon(0 0, 100% 50%, 0 100%);
  }
  .mark.long-polling {
    color: var(--ri-long-polling);
    clip-path: inset(2px 0 2px 0 round 1px);
  }
  .mark.short-polling {
    color: var(--ri-short-polling);
    border-radius: 1px;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
