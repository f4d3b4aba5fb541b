import { css } from 'lit';

export const requestDetailStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .bar {
    display: flex;
    align-items: center;
    flex: none;
    height: 24px;
    padding: 0 4px 0 12px;
    border-bottom: 1px solid var(--ri-border);
  }
  .title {
    flex: 1;
    font-weight: 600;
  }
  .body {
    flex: 1;
    overflow: auto;
    padding: 8px 12px 16px;
    line-height: 20px;
  }
  dl {
    display: grid;
    grid-template-columns: 88px 1fr;
    gap: 2px 8px;
    margin: 0;
  }
  dt,
  th {
    color: var(--ri-dim);
    font-weight: 400;
    text-align: left;
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  h3 {
    margin: 16px 0 4px;
    font-size: 11px;
    font-weight: 600;
    letter-spacing: 0.04em;
    text-transform: uppercase;
    color: var(--vscode-sideBarSectionHeader-foreground, var(--vscode-foreground));
  }
  h3:has(.icon-button) {
    display: flex;
    align-items: center;
    gap: 4px;
    margin-top: 12px;
  }
  .untrusted {
    display: flex;
    gap: 6px;
    margin: 8px 0 0;
    color: var(--vscode-editorWarning-foreground);
  }
  .head,
  pre {
    margin: 0;
    padding: 8px;
    border: 1px solid var(--ri-border);
    border-radius: 4px;
    background: var(--vscode-textCodeBlock-background);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    line-height: 1.5;
  }
  .head {
    white-space: normal;
  }
  .start-line {
    color: var(--ri-dim);
  }
  .name {
    color: var(--vscode-debugTokenExpression-name, var(--vscode-symbolIcon-propertyForeground));
  }
  .error {
    display: flex;
    gap: 8px;
    margin-bottom: 12px;
    padding: 8px;
    border: 1px solid var(--ri-border);
    border-left: 3px solid var(--vscode-charts-red);
    border-radius: 4px;
    background: var(--vscode-editorWidget-background);
    overflow-wrap: anywhere;
  }
  .error > .codicon {
    margin-top: 2px;
    color: var(--vscode-charts-red);
  }
  code {
    font-family: var(--ri-mono);
    font-size: 11px;
    color: var(--ri-dim);
  }
`;
