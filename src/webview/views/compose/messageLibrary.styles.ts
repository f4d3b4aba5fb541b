import { css } from 'lit';

export const messageLibraryStyles = css`
  :host {
    width: 420px;
  }
  h2 {
    margin: 4px 6px 2px;
    font-size: 11px;
    font-weight: 600;
    color: var(--ri-dim);
  }
  p {
    margin: 2px 6px 4px;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 2px;
  }
  form.line {
    gap: 4px;
    padding: 2px 6px;
  }
  input {
    flex: 1;
    min-width: 0;
    height: 24px;
    padding: 0 6px;
    border: 1px solid var(--vscode-settings-textInputBorder, transparent);
    border-radius: 4px;
    background: var(--vscode-settings-textInputBackground);
    color: var(--vscode-settings-textInputForeground);
    font: inherit;
  }
  input::placeholder {
    color: var(--vscode-input-placeholderForeground);
  }
  .item {
    display: flex;
    align-items: baseline;
    flex: 1;
    gap: 8px;
    min-width: 0;
    width: 100%;
    height: 24px;
    padding: 0 6px;
    border-radius: 3px;
    line-height: 24px;
    text-align: start;
  }
  .item:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .item:focus {
    background: var(--vscode-menu-selectionBackground, var(--vscode-list-activeSelectionBackground));
    color: var(--vscode-menu-selectionForeground, var(--vscode-list-activeSelectionForeground));
    outline: 1px solid var(--vscode-menu-selectionBorder, var(--vscode-contrastActiveBorder, transparent));
    outline-offset: -1px;
  }
  .name {
    flex: none;
    max-width: 50%;
  }
  .text {
    flex: 1;
    min-width: 0;
  }
  .is-second,
  .kind {
    opacity: 0.75;
  }
  .kind {
    flex: none;
    font-size: 11px;
  }
`;
