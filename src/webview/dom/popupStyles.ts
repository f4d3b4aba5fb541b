import { css } from 'lit';

/** A popover that hangs below the button that opens it, or above where there is no room. */
export const popupStyles = css`
  .popup {
    position: fixed;
    position-area: block-end span-inline-end;
    position-try-fallbacks:
      flip-inline,
      flip-block,
      flip-block flip-inline;
    inset: auto;
    margin: 2px 0;
    padding: 4px;
    max-width: calc(100vw - 8px);
    /* Where there is less room below than that, it goes above. */
    max-height: max(160px, min(420px, 100%));
    overflow: auto;
    color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
    background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent));
    border-radius: 5px;
    box-shadow: 0 2px 8px var(--vscode-widget-shadow);
  }
  .popup h2 {
    margin: 0;
    padding: 4px 6px;
    font: inherit;
    font-size: 11px;
    font-weight: 600;
    color: var(--ri-dim);
  }
`;
