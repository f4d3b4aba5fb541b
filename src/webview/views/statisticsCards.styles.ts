import { css } from 'lit';

/** The cards of the statistics. */
export const cardStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  section {
    display: flex;
    flex-direction: column;
    height: 100%;
    padding: 6px 12px 10px;
    background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-widget-border, var(--ri-border));
    border-radius: 6px;
  }
  header {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 26px;
  }
  h2 {
    flex: none;
    margin: 0;
    font-size: 13px;
    font-weight: 600;
  }
  .about {
    flex: 1;
    min-width: 0;
    font-size: 11px;
    color: var(--ri-dim);
  }
  .missing {
    margin: 4px 0 0;
    max-width: 60ch;
    line-height: 18px;
    color: var(--ri-dim);
  }
  .quantiles th,
  .quantiles td {
    height: 20px;
    padding: 0 0 0 8px;
    border: 0;
    font-size: 11px;
  }
  .quantiles thead > * {
    height: 18px;
    font-size: 11px;
  }
  .quantiles thead td,
  .quantiles tbody th {
    width: 100%;
    max-width: 0;
    padding-left: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .label {
    margin-left: 6px;
  }
  /* On the right there is room for what the tallest bar stands for. */
  .chart {
    position: relative;
    margin: 8px 44px 0 0;
  }
  .strips {
    display: flex;
    flex-direction: column;
    gap: 6px;
  }
  .strip {
    position: relative;
    height: 48px;
    border-bottom: 1px solid var(--ri-border);
  }
  .strips:has(.strip:only-child) .strip {
    height: 96px;
  }
  svg {
    display: block;
    width: 100%;
    height: 100%;
    forced-color-adjust: none;
  }
  path {
    fill: currentColor;
    stroke: var(--vscode-editorWidget-background);
    stroke-width: 1px;
    vector-effect: non-scaling-stroke;
  }
  path.open {
    opacity: 0.45;
  }
  .hovered {
    fill: var(--vscode-list-hoverBackground, transparent);
    stroke: var(--vscode-focusBorder);
    stroke-width: 1px;
    vector-effect: non-scaling-stroke;
  }
  .websocket {
    color: var(--ri-websocket);
  }
  .sse {
    color: var(--ri-sse);
  }
  .long-polling {
    color: var(--ri-long-polling);
  }
  .short-polling {
    color: var(--ri-short-polling);
  }
  .peak {
    position: absolute;
    top: 0;
    left: calc(100% + 6px);
    font-size: 11px;
    line-height: 11px;
    white-space: nowrap;
    color: var(--ri-dim);
    font-variant-numeric: tabular-nums;
  }
  .axis {
    position: relative;
    height: 16px;
    font-size: 11px;
    line-height: 16px;
    color: var(--ri-dim);
    font-variant-numeric: tabular-nums;
  }
  .tick {
    position: absolute;
    white-space: nowrap;
    transform: translateX(-50%);
  }
  .tick.first {
    transform: none;
  }
  .tick.last {
    transform: translateX(-100%);
  }
  .tip {
    position: absolute;
    bottom: 100%;
    z-index: 2;
    margin: 0 8px 4px;
    padding: 4px 8px;
    line-height: 18px;
    white-space: nowrap;
    pointer-events: none;
    color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
    background: var(--vscode-editorHoverWidget-background);
    border: 1px solid var(--vscode-editorHoverWidget-border, var(--ri-border));
    border-radius: 4px;
  }
  .tip-range {
    font-weight: 600;
  }
  .scroll {
    margin-top: 6px;
    max-height: 264px;
    overflow: auto;
  }
  .scroll.wide {
    max-height: none;
  }
  .scroll th,
  .scroll td {
    height: 22px;
    padding: 0 8px;
  }
  .scroll tbody th {
    font-variant-numeric: tabular-nums;
  }
  .figures caption {
    padding: 2px 8px;
    font-size: 11px;
  }
`;
