import { css } from 'lit';

export const feedOptionsStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .groups {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr));
    gap: 12px 32px;
    margin-top: 8px;
    padding: 12px 0 4px;
    border-top: 1px solid var(--ri-border);
    max-height: 50vh;
    overflow-y: auto;
  }
  fieldset {
    display: flex;
    flex-direction: column;
    gap: 6px;
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend {
    padding: 0 0 6px;
    font-size: 11px;
    font-weight: 600;
    letter-spacing: 0.04em;
    text-transform: uppercase;
    color: var(--vscode-sideBarSectionHeader-foreground, var(--vscode-foreground));
  }
  .field {
    display: grid;
    grid-template-columns: 120px 1fr;
    gap: 8px;
    align-items: start;
  }
  .field-label {
    line-height: 26px;
    color: var(--ri-dim);
  }
  .field-control {
    min-width: 0;
  }
  .field-hint:empty {
    display: none;
  }
  .file {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .file vscode-textfield {
    flex: 1;
    min-width: 0;
  }
  .header-row {
    display: grid;
    grid-template-columns: 2fr 3fr 22px;
    gap: 4px;
    align-items: center;
    margin-bottom: 4px;
  }
  @container (max-width: 380px) {
    .field {
      grid-template-columns: 1fr;
      gap: 0;
    }
  }
`;
