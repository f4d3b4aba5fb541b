import { css } from 'lit';

export const captureListStyles = css`
  :host {
    display: block;
    flex: none;
    container-type: inline-size;
  }
  .list {
    display: grid;
    grid-template-columns:
      max-content minmax(120px, max-content) minmax(104px, max-content) repeat(7, max-content)
      minmax(0, 1fr) 24px;
    column-gap: 16px;
    max-height: 124px;
    padding: 0 8px 4px 4px;
    overflow: hidden auto;
  }
  .capture {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
    align-items: center;
    height: 24px;
    border-radius: 4px;
    white-space: nowrap;
  }
  .capture:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .capture.is-selected {
    background: var(--vscode-list-inactiveSelectionBackground);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .select {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    height: 24px;
    padding: 0 4px 0 8px;
    border-radius: 4px;
    text-align: left;
  }
  .mark.is-ended {
    opacity: 0.5;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
  }
  .state.failed {
    color: var(--ri-error);
  }
  .short,
  .trouble {
    display: none;
  }
  .trouble {
    color: var(--vscode-editorWarning-foreground, var(--vscode-charts-yellow));
  }
  .lamp {
    flex: none;
    width: 8px;
    height: 8px;
    border: 1px solid var(--ri-dim);
    border-radius: 50%;
  }
  .lamp.open {
    border-color: transparent;
    background: var(--vscode-charts-green);
  }
  .lamp.connecting,
  .lamp.reconnecting {
    border-color: transparent;
    background: var(--vscode-charts-yellow);
  }
  .lamp.failed {
    border-color: transparent;
    background: var(--vscode-charts-red);
  }
  .elapsed {
    color: var(--ri-dim);
  }
  .counter,
  .elapsed {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .counter .dim {
    display: inline-block;
    text-align: left;
  }
  .counter .requests {
    width: 8ch;
  }
  .counter .messages {
    width: 9ch;
  }
  .notes {
    display: flex;
    gap: 12px;
    min-width: 0;
    overflow: hidden;
    color: var(--ri-dim);
  }
  .notes .errors {
    color: var(--ri-error);
  }
  .stop {
    justify-self: end;
  }
  @container (max-width: 1080px) {
    .list {
      column-gap: 12px;
      grid-template-columns:
        max-content minmax(120px, 1fr) minmax(104px, max-content) repeat(7, max-content)
        24px;
    }
    .notes {
      display: none;
    }
    .list:not(.is-alone) .trouble {
      display: inline-flex;
    }
  }
  /* One capture alone has all the room there is: what is too wide goes on a second line. */
  @container (max-width: 1080px) {
    .is-alone .capture {
      display: flex;
      flex-wrap: wrap;
      gap: 0 16px;
      height: auto;
      padding-left: 8px;
      line-height: 24px;
    }
    .is-alone .select {
      margin-left: -8px;
    }
    .is-alone .stop {
      margin-left: auto;
      order: 1;
    }
    .is-alone .feed {
      flex: 1 1 120px;
    }
    .is-alone .notes {
      display: flex;
    }
    .is-alone .counter .dim {
      width: auto;
    }
  }
  @container (max-width: 900px) {
    .list:not(.is-alone) {
      grid-template-columns:
        max-content minmax(96px, 1fr) minmax(104px, max-content) repeat(4, max-content)
        24px;
    }
    .list:not(.is-alone) .bytes {
      display: none;
    }
  }
  @container (max-width: 640px) {
    .list:not(.is-alone) {
      grid-template-columns: max-content minmax(64px, 1fr) max-content max-content 24px;
      column-gap: 12px;
    }
    .list:not(.is-alone) .feed,
    .list:not(.is-alone) .elapsed,
    .list:not(.is-alone) .rate,
    .list:not(.is-alone) .counter .dim {
      display: none;
    }
    .list:not(.is-alone) .long {
      display: none;
    }
    .list:not(.is-alone) .short {
      display: inline;
    }
    .list:not(.is-alone) .counter[data-short]::after {
      content: attr(data-short);
      color: var(--ri-dim);
    }
    .is-alone .feed {
      flex-basis: calc(100% - 150px);
    }
  }
`;
