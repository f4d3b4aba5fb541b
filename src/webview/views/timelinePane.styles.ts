import { css } from 'lit';

export const timelinePaneStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    overflow: hidden;
  }
  .toolbar {
    display: flex;
    flex: none;
    align-items: center;
    gap: 4px;
    height: 28px;
    padding: 0 8px 0 12px;
    border-bottom: 1px solid var(--ri-border);
  }
  .title {
    margin-right: 8px;
  }
  .space {
    flex: 1;
  }
  .live {
    padding-right: 6px;
  }
  .overview {
    display: flex;
    flex: none;
    height: 25px;
    border-bottom: 1px solid var(--ri-border);
  }
  .overview-label {
    flex: none;
    padding-left: 12px;
    border-right: 1px solid var(--ri-border);
    line-height: 24px;
    font-size: 11px;
    color: var(--ri-dim);
  }
  ri-timeline-overview {
    flex: 1;
    min-width: 0;
  }
  .lanes {
    display: flex;
    flex: 0 1 auto;
    min-height: 0;
    overflow: hidden auto;
  }
  .labels {
    flex: none;
    height: max-content;
    border-right: 1px solid var(--ri-border);
  }
  /* Over the labels that scroll, as the axis is over the lanes. */
  .corner {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--vscode-editor-background);
  }
  .label {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 0 8px 0 12px;
    border-top: 1px solid var(--ri-border);
  }
  .names {
    display: flex;
    flex-direction: column;
    min-width: 0;
    font-size: 12px;
    line-height: 16px;
  }
  .names .dim {
    font-size: 11px;
    line-height: 14px;
  }
  .plot {
    position: relative;
    flex: 1;
    min-width: 0;
    align-self: stretch;
  }
  canvas {
    position: sticky;
    top: 0;
    display: block;
    cursor: crosshair;
    touch-action: pan-y;
  }
  canvas.is-pan {
    cursor: grab;
  }
  canvas.is-pan:active {
    cursor: grabbing;
  }
  .hair {
    position: absolute;
    top: 0;
    bottom: 0;
    width: 1px;
    background: var(--ri-dim);
    opacity: 0.6;
    pointer-events: none;
  }
  .tip {
    position: fixed;
    z-index: 10;
    padding: 4px 8px;
    border: 1px solid var(--vscode-editorHoverWidget-border, var(--ri-border));
    border-radius: 4px;
    background: var(--vscode-editorHoverWidget-background);
    color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
    font-size: 12px;
    line-height: 18px;
    overflow-wrap: anywhere;
    pointer-events: none;
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
  .rate {
    position: relative;
    /* In a low panel it gives way before the lanes do. */
    flex: 1 1000 56px;
    min-height: 28px;
    border-block: 1px solid var(--ri-border);
    margin-bottom: -1px;
  }
  ri-rate-chart {
    height: 100%;
  }
  .rate-label {
    position: absolute;
    left: 12px;
    top: calc(50% - 8px);
    line-height: 16px;
    font-size: 11px;
    color: var(--ri-dim);
  }
  ri-timeline-table {
    flex: 1;
    min-height: 0;
  }
`;
