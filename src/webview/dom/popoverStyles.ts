import { css } from 'lit';

/**
 * A popover with more than a menu has, in the shadow root of the button that opens it (`popovertarget`): it hangs below
 * the button, or above it where there is no room.
 */
export const popoverStyles = css`
  .popover {
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
    color: var(--vscode-menu-foreground, var(--vscode-foreground));
    background: var(--vscode-menu-background, var(--vscode-editorWidget-background));
    border: 1px solid var(--vscode-menu-border, var(--vscode-contrastBorder, var(--vscode-widget-border)));
    border-radius: 5px;
    box-shadow: 0 2px 8px var(--vscode-widget-shadow);
  }
  .popover h2 {
    margin: 0;
    padding: 4px 6px;
    font: inherit;
    font-size: 11px;
    font-weight: 600;
    color: var(--ri-dim);
  }
`;
