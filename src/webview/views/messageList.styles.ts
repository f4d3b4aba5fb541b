import { css } from 'lit';

export const messageListStyles = css`
  :host {
    display: flex;
    flex: 1;
    /* The header and a row, however much is open around it. */
    min-height: 46px;
    min-width: 0;
    position: relative;
  }
  .grid {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-width: 0;
  }
  .row {
    display: grid;
    grid-template-columns: var(--columns);
    gap: 0 8px;
    align-items: center;
    height: 22px;
    padding: 0 8px 0 4px;
    line-height: 22px;
    white-space: nowrap;
    contain: layout style;
  }
  .header {
    flex: none;
    height: 24px;
    border-block: 1px solid var(--ri-border);
    color: var(--ri-dim);
  }
  .heading {
    display: flex;
    position: relative;
    min-width: 0;
    height: 22px;
    font-size: 12px;
  }
  .heading.figure {
    justify-content: flex-end;
  }
  .times {
    display: inline-flex;
    align-items: center;
    height: 22px;
    border-radius: 3px;
    font-size: 12px;
  }
  .times:hover,
  .times[aria-expanded='true'] {
    color: var(--vscode-foreground);
  }
  .times .codicon {
    font-size: 12px;
  }
  .tools {
    position: absolute;
    top: 1px;
    right: 4px;
    display: flex;
    gap: 2px;
    padding-left: 8px;
    background: var(--vscode-editor-background);
  }
  .row:not(.header) {
    cursor: default;
  }
  .row.is-odd {
    background: color-mix(in srgb, var(--vscode-foreground) 3%, transparent);
  }
  .row.is-highlighted {
    background: color-mix(in srgb, var(--ri-highlight) 16%, transparent);
    box-shadow: inset 3px 0 var(--ri-highlight);
  }
  .row.is-highlighted:hover {
    background: color-mix(in srgb, var(--ri-highlight) 26%, transparent);
  }
  .row:not(.header, .is-highlighted):hover {
    background: var(--vscode-list-hoverBackground);
  }
  .row.is-selected {
    background: var(--vscode-list-inactiveSelectionBackground);
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .rows:focus .row.is-selected {
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
  .badge {
    display: block;
    font-size: 10px;
    line-height: 14px;
    text-align: center;
    border: 1px solid var(--ri-highlight);
    border-radius: 3px;
  }
  /* The bookmark of dom/icons.ts; one element less in every row. */
  .c-mark {
    align-self: stretch;
    cursor: pointer;
  }
  .c-mark::before {
    content: '\\eaa5';
    font: normal 14px/22px codicon;
    opacity: 0;
  }
  .c-mark:hover::before {
    opacity: 0.5;
  }
  .is-marked .c-mark::before {
    color: var(--vscode-charts-blue);
    opacity: 1;
  }
  .figure {
    overflow: hidden;
    text-overflow: ellipsis;
    text-align: right;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .heading.figure {
    overflow: visible;
  }
  .c-number,
  .c-time,
  .c-size,
  .c-request,
  .id {
    color: var(--ri-dim);
  }
  .link {
    cursor: pointer;
  }
  .link:hover {
    color: var(--vscode-textLink-foreground);
    text-decoration: underline;
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
    color: var(--ri-orange);
  }
  .c-kind {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .c-kind:not(.heading) {
    overflow: hidden;
  }
  .c-kind .codicon {
    font-size: 14px;
    color: var(--ri-dim);
  }
  .c-kind .word {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .is-control .c-preview {
    color: var(--ri-dim);
  }
  /* A selection has a colour of text of its own, on which the others may not be read. */
  .rows:focus .is-selected * {
    color: inherit;
  }
  .name {
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
  /* Inherited, not set for each cell: in a fast scroll every line turns from the one to the other in each frame. */
  .is-loading {
    position: relative;
    visibility: hidden;
  }
  .is-loading:not(.is-unknown) > .c-number {
    visibility: visible;
  }
  .is-loading::after {
    content: '';
    visibility: visible;
    position: absolute;
    left: 40%;
    width: 40%;
    height: 8px;
    border-radius: 4px;
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
`;
