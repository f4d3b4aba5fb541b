import { css } from 'lit';

export const savedFiltersStyles = css`
  :host {
    display: inline-flex;
  }
  .popover {
    width: min(380px, calc(100vw - 8px));
  }
  .save {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 4px 6px;
  }
  .save vscode-textfield,
  li vscode-textfield {
    flex: 1;
    width: auto;
    min-width: 0;
  }
  .hint {
    margin: 0;
    padding: 4px 6px;
    color: var(--ri-dim);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: 2px;
    padding-right: 2px;
    border-radius: 3px;
  }
  li:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .apply {
    display: flex;
    flex: 1;
    gap: 10px;
    min-width: 0;
    min-height: 24px;
    align-items: center;
    padding: 0 6px;
    border-radius: 3px;
    text-align: left;
  }
  .apply .name {
    flex: 0 1 auto;
    min-width: 40px;
    max-width: 60%;
  }
  .apply .what {
    flex: 1 1 0;
    min-width: 0;
    color: var(--ri-dim);
  }
`;
