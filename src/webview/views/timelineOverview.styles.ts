import { css } from 'lit';

export const timelineOverviewStyles = css`
  :host {
    position: relative;
    display: block;
  }
  canvas {
    position: absolute;
    inset: 0;
  }
  .strip {
    position: absolute;
    inset: 0;
    overflow: hidden;
    cursor: crosshair;
    touch-action: none;
  }
  .strip.window {
    cursor: grab;
  }
  .strip.window:active {
    cursor: grabbing;
  }
  .strip.start,
  .strip.end {
    cursor: ew-resize;
  }
  .shade {
    position: absolute;
    top: 0;
    bottom: 0;
    background: var(--vscode-editor-background);
    opacity: 0.55;
    pointer-events: none;
  }
  .strip > .window {
    position: absolute;
    top: 0;
    bottom: 0;
    border: 1px solid var(--vscode-focusBorder);
    border-inline-width: 3px;
    border-radius: 2px;
    pointer-events: none;
  }
`;
