import { css } from 'lit';

export const compareTableStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .sideways {
    overflow-x: auto;
    padding-bottom: 12px;
  }
  table {
    border-collapse: collapse;
    width: 100%;
    max-width: 1040px;
  }
  th,
  td {
    padding: 0 12px;
    height: 24px;
    font-weight: 400;
    text-align: left;
    white-space: nowrap;
  }
  tbody tr + tr > * {
    border-top: 1px solid color-mix(in srgb, var(--ri-border) 60%, transparent);
  }
  tbody th[scope='row'],
  thead td {
    position: sticky;
    left: 0;
    z-index: 1;
    width: 150px;
    background: var(--vscode-editor-background);
  }
  tbody th[scope='row'] {
    color: var(--ri-dim);
  }
  .part > * {
    border-top: 0 !important;
    height: 20px;
    font-size: 12px;
  }
  .part th[scope='row'] {
    padding-left: 28px;
  }
  .column {
    vertical-align: top;
    padding-block: 4px 8px;
    width: 20%;
    min-width: 150px;
    text-align: right;
    border-bottom: 2px solid var(--vscode-foreground);
  }
  .column.estimated {
    border-bottom: 2px dashed var(--ri-dim);
  }
  .column.unknown {
    border-bottom: 2px dotted var(--ri-dim);
  }
  .method {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 6px;
    font-weight: 600;
    line-height: 20px;
  }
  .basis,
  .source {
    display: block;
    font-size: 11px;
    line-height: 15px;
    color: var(--ri-dim);
    max-width: 168px;
    margin-left: auto;
  }
  .estimated .basis {
    font-style: italic;
  }
  .group {
    padding-top: 12px;
    font-size: 11px;
    font-weight: 600;
    letter-spacing: 0.04em;
    text-transform: uppercase;
  }
  .group span {
    position: sticky;
    left: 12px;
  }
  .figure {
    position: relative;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .figure.estimated {
    font-style: italic;
    color: var(--ri-dim);
  }
  .figure.unknown {
    color: var(--ri-dim);
  }
  .about {
    margin-right: 2px;
  }
  .amount {
    position: absolute;
    right: 12px;
    bottom: 0;
    height: 2px;
    max-width: calc(100% - 24px);
    background: currentColor;
  }
  .amount.websocket {
    color: var(--ri-websocket);
  }
  .amount.sse {
    color: var(--ri-sse);
  }
  .amount.long-polling {
    color: var(--ri-long-polling);
  }
  .amount.short-polling {
    color: var(--ri-short-polling);
  }
  .estimated .amount {
    opacity: 0.5;
  }
  .grounds > * {
    vertical-align: top;
    padding-block: 5px;
  }
  .words {
    font-size: 12px;
    line-height: 16px;
    color: var(--ri-dim);
    text-align: right;
    white-space: normal;
  }
  .words ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .words li + li {
    margin-top: 2px;
  }
  @container (max-width: 700px) {
    th,
    td {
      padding: 0 8px;
    }
    tbody th[scope='row'],
    thead td {
      width: 112px;
      padding-left: 12px;
    }
    .part th[scope='row'] {
      padding-left: 20px;
    }
    .group {
      padding-left: 12px;
    }
    .column {
      min-width: 124px;
    }
    .basis,
    .source {
      max-width: 124px;
      white-space: normal;
    }
    .amount {
      right: 8px;
      max-width: calc(100% - 16px);
    }
  }
`;
