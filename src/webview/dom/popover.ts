import { css } from 'lit';

/**
 * A popover of the platform (HTML standard, "The popover attribute"), beside the button whose `popovertarget` it is:
 * Escape and a click elsewhere close it, and the focus goes back.
 */
export const popoverStyles = css`
  [popover] {
    position: fixed;
    position-area: top span-left;
    position-try-fallbacks: flip-block;
    inset: auto;
    margin: 4px 0;
    padding: 4px;
    width: min(420px, 92vw);
    max-height: min(380px, 60vh);
    overflow-y: auto;
    border: 1px solid var(--vscode-editorHoverWidget-border, var(--ri-border));
    border-radius: 6px;
    background: var(--vscode-editorHoverWidget-background, var(--vscode-editorWidget-background));
    color: inherit;
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
  .popover-title {
    margin: 4px 6px 2px;
    font-size: 11px;
    font-weight: 600;
    text-transform: uppercase;
    color: var(--ri-dim);
  }
  .popover-item {
    display: flex;
    align-items: baseline;
    gap: 8px;
    flex: 1;
    min-width: 0;
    width: 100%;
    padding: 3px 6px;
    border-radius: 4px;
    text-align: start;
  }
  .popover-item:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .popover-item:focus-visible {
    background: var(--vscode-list-activeSelectionBackground);
    color: var(--vscode-list-activeSelectionForeground);
  }
`;

/** Moves the focus among the items of a popover: arrows, Home and End. @returns whether the key was one of them */
export function moveAmongItems(event: KeyboardEvent, items: readonly HTMLElement[]): boolean {
  const current = items.findIndex((item) => item.matches(':focus'));
  const places: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(current + 1, items.length - 1),
    ArrowUp: Math.max(current - 1, 0),
    Home: 0,
    End: items.length - 1,
  };
  const place = places[event.key];
  if (place === undefined) return false;
  event.preventDefault();
  items[place]?.focus();
  return true;
}
