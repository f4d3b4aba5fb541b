import { css } from 'lit';

export const filterFieldStyles = css`
  :host {
    position: relative;
    display: block;
    min-width: 0;
  }
  .box {
    anchor-name: --field;
    display: flex;
    align-items: center;
    height: 26px;
    background: var(--vscode-settings-textInputBackground);
    color: var(--vscode-settings-textInputForeground);
    border: 1px solid var(--vscode-settings-textInputBorder, var(--vscode-contrastBorder, transparent));
    border-radius: 4px;
  }
  .box:focus-within {
    border-color: var(--vscode-focusBorder);
  }
  .box.is-wrong {
    border-color: var(--vscode-inputValidation-errorBorder);
  }
  .box .codicon {
    margin: 0 2px 0 5px;
    color: var(--ri-dim);
  }
  .written {
    position: relative;
    flex: 1;
    min-width: 0;
    height: 100%;
  }
  input,
  .mirror {
    width: 100%;
    height: 100%;
    margin: 0;
    padding: 0 4px;
    border: 0;
    font: inherit;
    line-height: 24px;
    letter-spacing: normal;
    white-space: pre;
  }
  input {
    position: relative;
    color: inherit;
    background: none;
  }
  /* The box around it shows the focus. */
  input:focus-visible {
    outline: none;
  }
  input::placeholder {
    color: var(--vscode-input-placeholderForeground);
  }
  /* The same text under the field's own, unseen but for the line below the words that are wrong. */
  .mirror {
    position: absolute;
    inset: 0;
    display: flex;
    overflow: hidden;
    color: transparent;
    pointer-events: none;
  }
  .mirror span {
    flex: none;
  }
  .wrong {
    text-decoration: underline wavy var(--ri-error) 1px;
    text-decoration-skip-ink: none;
    text-underline-offset: 3px;
  }
  .problem {
    position: absolute;
    z-index: 1;
    top: calc(100% + 2px);
    left: 0;
    width: max-content;
    max-width: min(560px, 96vw);
    padding: 3px 8px;
    line-height: 18px;
    overflow-wrap: anywhere;
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
    background: var(--vscode-inputValidation-errorBackground);
    border: 1px solid var(--vscode-inputValidation-errorBorder);
    border-radius: 4px;
  }
  .problem .dim {
    display: block;
  }
  .suggestions {
    position: fixed;
    position-anchor: --field;
    position-area: block-end span-inline-end;
    position-try-fallbacks: flip-block;
    inset: auto;
    width: max-content;
    min-width: min(300px, 92vw);
    max-width: min(560px, 96vw);
    max-height: max(90px, min(244px, 100%));
    margin: 2px 0;
    padding: 2px;
    overflow: hidden auto;
    color: var(--vscode-editorSuggestWidget-foreground, var(--vscode-foreground));
    background: var(--vscode-editorSuggestWidget-background, var(--vscode-editorWidget-background));
    border: 1px solid
      var(
        --vscode-contrastBorder,
        var(--vscode-editorSuggestWidget-border, var(--vscode-editorWidget-border))
      );
    border-radius: 4px;
    box-shadow: 0 2px 8px var(--vscode-widget-shadow);
  }
  .suggestion {
    display: flex;
    gap: 16px;
    padding: 0 6px;
    border-radius: 3px;
    line-height: 22px;
    cursor: pointer;
  }
  .suggestion:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .suggestion[aria-selected='true'] {
    color: var(--vscode-list-activeSelectionForeground);
    background: var(--vscode-list-activeSelectionBackground);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .suggestion .label {
    flex: 0 1 auto;
    min-width: 0;
  }
  .suggestion .description {
    flex: 1 1 0;
    min-width: 60px;
    text-align: right;
    color: var(--ri-dim);
  }
  .suggestion[aria-selected='true'] .description {
    color: inherit;
  }
`;
