import { css } from 'lit';

/** Room left between a popup and the edges of the page. */
const MARGIN_PX = 4;

/** What a popup belongs to: a control, or a place on the page. */
export type PopupAnchor = Element | { readonly xPx: number; readonly yPx: number };

/** How a popup looks: as VS Code's menus. */
export const popupStyles = css`
  :host {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 4px;
    overflow: auto;
    border: 1px solid var(--vscode-menu-border, var(--vscode-contrastBorder, var(--vscode-widget-border)));
    border-radius: 5px;
    background: var(--vscode-menu-background, var(--vscode-editorWidget-background));
    color: var(--vscode-menu-foreground, var(--vscode-foreground));
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
`;

/**
 * Shows an element over the page, beside what it belongs to, until Escape, a click elsewhere or the loss of the window's
 * focus closes it, or its own `hidePopover`. The browser keeps it above everything and gives the focus back.
 * @param onClose is told once, when the element is no longer in the page
 */
export function showPopup(popup: HTMLElement, anchor: PopupAnchor, onClose: () => void): void {
  const close = (): void => {
    popup.hidePopover();
  };
  popup.popover = 'auto';
  popup.addEventListener('toggle', (event) => {
    if (event.newState === 'open') return;
    window.removeEventListener('blur', close);
    window.removeEventListener('resize', close);
    popup.remove();
    onClose();
  });
  document.body.append(popup);
  popup.showPopover();
  placeBeside(popup, anchor);
  window.addEventListener('blur', close);
  window.addEventListener('resize', close);
}

/** Below what it belongs to and flush with its left edge, or above it and flush with its right one where there is no room. */
function placeBeside(popup: HTMLElement, anchor: PopupAnchor): void {
  const { left, right, top, bottom } = boxOf(anchor);
  const { clientWidth, clientHeight } = document.documentElement;
  const belowPx = clientHeight - bottom - MARGIN_PX;
  const abovePx = top - MARGIN_PX;
  popup.style.maxHeight = '';
  const isBelow = popup.offsetHeight <= belowPx || belowPx >= abovePx;
  popup.style.maxHeight = `${isBelow ? belowPx : abovePx}px`;
  popup.style.maxWidth = `${clientWidth - 2 * MARGIN_PX}px`;
  const fitsRightwards = left + popup.offsetWidth <= clientWidth - MARGIN_PX;
  const leftPx = fitsRightwards ? left : Math.min(right, clientWidth - MARGIN_PX) - popup.offsetWidth;
  popup.style.left = `${Math.max(MARGIN_PX, leftPx)}px`;
  popup.style.top = `${isBelow ? bottom : Math.max(MARGIN_PX, top - popup.offsetHeight)}px`;
}

function boxOf(anchor: PopupAnchor): Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'> {
  if (anchor instanceof Element) return anchor.getBoundingClientRect();
  const { xPx, yPx } = anchor;
  return { left: xPx, right: xPx, top: yPx, bottom: yPx };
}
