import { css } from 'lit';

export const jsonViewStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    --ri-key: var(--vscode-debugTokenExpression-name, var(--vscode-symbolIcon-propertyForeground));
  }
  .tree {
    display: flex;
    flex: 1;
    min-height: 0;
    padding-top: 4px;
  }
  .rows:focus-visible {
    outline: none;
  }
  .line {
    display: flex;
    align-items: center;
    height: 22px;
    line-height: 22px;
    padding-right: 8px;
    font-family: var(--ri-mono);
    font-size: var(--ri-mono-size);
    white-space: pre;
    cursor: default;
    position: relative;
  }
  .line:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .rows:focus-visible .line.is-current {
    background: var(--vscode-list-inactiveSelectionBackground);
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .twisty {
    flex: none;
    width: 18px;
    color: var(--ri-dim);
  }
  .twisty .codicon {
    vertical-align: middle;
  }
  .key {
    flex: none;
    color: var(--ri-key);
  }
  .key.number {
    opacity: 0.7;
  }
  .colon {
    flex: none;
    margin-right: 6px;
    color: var(--ri-dim);
  }
  .value {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    unicode-bidi: isolate;
  }
  .value.string {
    color: var(--vscode-debugTokenExpression-string);
  }
  .value.number {
    color: var(--vscode-debugTokenExpression-number);
  }
  .value.boolean,
  .value.null {
    color: var(--vscode-debugTokenExpression-boolean);
  }
  .value.object,
  .value.array {
    color: var(--ri-dim);
  }
  .count {
    flex: none;
    margin-left: 8px;
    font-family: var(--vscode-font-family);
    font-size: 11px;
    color: var(--ri-dim);
  }
  .twisty + .count,
  .colon + .count {
    margin-left: 0;
  }
  .line-actions {
    display: none;
    position: absolute;
    right: 4px;
    padding-left: 8px;
    background: var(--vscode-editorWidget-background);
    border-radius: 4px;
  }
  .line:hover .line-actions,
  .rows:focus-visible .is-current .line-actions,
  .line-actions:focus-within {
    display: flex;
  }
  .line-actions .icon-button {
    height: 20px;
  }
  .note {
    flex: none;
    padding: 8px 12px;
    color: var(--ri-dim);
    border-top: 1px solid var(--ri-border);
  }
`;
