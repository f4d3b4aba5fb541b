import { css } from 'lit';

export const comparePaneStyles = css`
  :host {
    display: flex;
    min-height: 0;
    container-type: inline-size;
  }
  .scroll {
    flex: 1;
    overflow: auto;
    padding-bottom: 16px;
  }
  .note {
    margin: 0;
    padding: 16px 12px;
    color: var(--ri-dim);
  }
  .assumptions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    padding: 8px 12px;
  }
  .assumption {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .assumption vscode-textfield {
    width: 72px;
  }
  table {
    border-collapse: collapse;
    width: 100%;
    max-width: 960px;
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
  tbody th[scope='row'] {
    width: 150px;
    color: var(--ri-dim);
  }
  .column {
    vertical-align: top;
    padding-block: 4px 8px;
    min-width: 144px;
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
    padding-top: 16px;
    font-size: 11px;
    font-weight: 600;
    letter-spacing: 0.04em;
    text-transform: uppercase;
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
  .notes {
    margin: 16px 12px 0;
    padding: 0 0 0 16px;
    max-width: 80ch;
    line-height: 20px;
    color: var(--ri-dim);
  }
  @container (max-width: 640px) {
    th,
    td {
      padding: 0 8px;
    }
    tbody th[scope='row'],
    thead td {
      position: sticky;
      left: 0;
      z-index: 1;
      width: 120px;
      padding-left: 12px;
      background: var(--vscode-editor-background);
    }
    .group {
      padding-left: 12px;
    }
    .column {
      min-width: 100px;
    }
    .basis,
    .source {
      max-width: 100px;
      white-space: normal;
    }
    .amount {
      right: 8px;
      max-width: calc(100% - 16px);
    }
  }
`;
