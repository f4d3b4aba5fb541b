import { css } from 'lit';

/** A line that grows; expanded, tools above the editor and what is done with it below. */
export const sendBarStyles = css`
  /* The messages keep a part of the height, however much is written. */
  :host {
    display: flex;
    flex: none;
    flex-direction: column;
    max-height: 70%;
    overflow-y: auto;
    border-top: 1px solid var(--ri-border);
    container-type: inline-size;
  }
  .bar {
    display: grid;
    grid-template:
      'lead editor tools go' auto
      'status status status status' auto / auto minmax(0, 1fr) auto auto;
    align-items: end;
    gap: 0 4px;
    padding: 4px 8px;
    min-height: 0;
  }
  .bar.is-expanded {
    grid-template:
      'lead tools' auto
      'editor editor' minmax(48px, 1fr)
      'status go' auto / minmax(0, 1fr) auto;
    align-items: stretch;
    row-gap: 4px;
  }
  .bar.is-expanded:has(.close-fields) {
    grid-template-rows: auto;
  }
  .lead {
    grid-area: lead;
    display: flex;
    gap: 4px;
    min-width: 0;
  }
  .editor {
    grid-area: editor;
    display: flex;
    flex-direction: column;
    justify-content: end;
    min-width: 0;
    min-height: 0;
  }
  .tools,
  .go {
    display: flex;
    align-items: center;
    gap: 2px;
    min-height: 26px;
  }
  .tools {
    grid-area: tools;
    justify-self: end;
  }
  .go {
    grid-area: go;
  }
  /* In view however little height there is. */
  .is-expanded .go {
    position: sticky;
    bottom: 0;
    background: var(--vscode-editor-background);
    flex-wrap: wrap;
    gap: 4px 6px;
    justify-content: flex-end;
  }
  vscode-single-select.target {
    width: 160px;
    min-width: 0;
    flex: 0 1 auto;
  }
  vscode-single-select.kind {
    width: 124px;
    flex: none;
  }
  textarea,
  input {
    border: 1px solid var(--vscode-settings-textInputBorder, transparent);
    border-radius: 4px;
    background: var(--vscode-settings-textInputBackground);
    color: var(--vscode-settings-textInputForeground);
    font-family: var(--ri-mono);
    font-size: var(--ri-mono-size);
    line-height: 18px;
  }
  textarea {
    display: block;
    width: 100%;
    flex: 0 1 auto;
    min-height: 26px;
    max-height: min(30vh, 170px);
    padding: 3px 6px;
    resize: none;
    field-sizing: content;
    overflow-wrap: anywhere;
  }
  .is-expanded textarea {
    flex: 1 1 auto;
    min-height: 48px;
    max-height: 45vh;
  }

  input {
    width: 100%;
    height: 26px;
    padding: 0 6px;
  }
  ::placeholder {
    color: var(--vscode-input-placeholderForeground);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size, 13px);
    opacity: 1;
  }
  /* On one line: a placeholder that wraps would make the empty line two. */
  textarea:placeholder-shown {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  textarea:focus,
  input:focus {
    border-color: var(--vscode-focusBorder);
    outline: none;
  }
  [aria-invalid='true'],
  [aria-invalid='true']:focus {
    border-color: var(--vscode-inputValidation-errorBorder);
  }
  .close-fields {
    display: flex;
    gap: 4px;
  }
  .close-fields .code {
    flex: 0 0 84px;
  }
  .close-fields .reason {
    flex: 1;
    min-width: 0;
  }
  .status {
    display: flex;
    flex-wrap: wrap;
    grid-area: status;
    align-items: center;
    gap: 0 10px;
    padding-top: 2px;
    min-width: 0;
    font-size: 12px;
    line-height: 18px;
    color: var(--ri-dim);
  }
  .status .problem {
    color: var(--ri-error);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .status button.problem:hover {
    text-decoration: underline;
  }
  .status .preview {
    flex: 0 1 auto;
    min-width: 0;
  }
  .status .fine .codicon {
    font-size: 14px;
    vertical-align: -2px;
  }
  .repeat {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .repeat input {
    width: 64px;
  }
  .repetition {
    display: flex;
    align-items: center;
    gap: 6px;
    flex: none;
    padding: 3px 8px 0;
    font-size: 12px;
    min-width: 0;
  }
  .repetition .number {
    flex: none;
  }
  .repetition .codicon {
    font-size: 14px;
  }
  .send-button {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    height: 26px;
    padding: 0 10px;
    border: 1px solid var(--vscode-button-border, transparent);
    border-radius: 4px;
    background: var(--vscode-button-background);
    color: var(--vscode-button-foreground);
  }
  .send-button:hover:not(:disabled) {
    background: var(--vscode-button-hoverBackground);
  }
  @container (max-width: 620px) {
    .bar.is-expanded {
      grid-template:
        'lead tools' auto
        'editor editor' minmax(48px, 1fr)
        'status status' auto
        'go go' auto / minmax(0, 1fr) auto;
    }
  }
  @container (max-width: 460px) {
    .bar:not(.is-expanded) vscode-single-select.kind {
      width: 86px;
    }
    .bar:not(.is-expanded) vscode-single-select.target {
      width: 90px;
    }
  }
`;
