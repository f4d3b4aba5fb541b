import type { FrameRow } from '../../protocol/frame.ts';
import type { MenuTarget } from '../../protocol/panelCommands.ts';

/** What a context menu can be opened on: the `webviewSection` of the manifest's `when` clauses. */
export type MenuSection = 'message' | 'request' | 'capture' | 'timeline';

/** What an element says of itself: keys for `when` clauses, and what the chosen command is given. */
type MenuContext = Readonly<Record<string, unknown>>;

/** The value of a `data-vscode-context`, which a view puts on what it shows. */
export function menuContext(section: MenuSection, context: MenuTarget & MenuContext): string {
  return JSON.stringify({ webviewSection: section, ...context });
}

/** Of a message in a list. */
export function messageContext({ row, atMs, captureId, requestIndex, event }: FrameRow): string {
  return menuContext('message', { row, atMs, captureId, requestIndex, ...(event === null ? {} : { event }) });
}

/**
 * Tells VS Code what its context menu is opened on. It looks for `data-vscode-context` from the event's target outwards,
 * but from outside a shadow root the target is the root's host: so the host is given what is found within, on the event's
 * way down, before VS Code hears of it.
 * @param common what every menu of the page has
 */
export function provideMenuContext(host: HTMLElement, common: () => MenuContext): void {
  const listener = (event: MouseEvent): void => {
    const path = event.composedPath().filter((part) => part instanceof HTMLElement);
    const active = isByKey(event) ? activeDescendant(path[0]) : null;
    if (active !== null) {
      event.preventDefault();
      event.stopImmediatePropagation();
      openOn(active);
      return;
    }
    host.dataset['vscodeContext'] = JSON.stringify(
      path.some(isTextField)
        ? {}
        : { preventDefaultContextMenuItems: !hasSelection(), ...common(), ...merged(path, host) },
    );
  };
  window.addEventListener('contextmenu', listener, { capture: true });
}

/** What is further in wins, as in VS Code's own reading. The host has what an earlier menu left on it. */
function merged(path: readonly HTMLElement[], host: HTMLElement): MenuContext {
  return path.reduce<MenuContext>((context, element) => {
    const written = element === host ? undefined : element.dataset['vscodeContext'];
    return written === undefined ? context : { ...parse(written), ...context };
  }, {});
}

function parse(json: string): MenuContext {
  const value: unknown = JSON.parse(json);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A menu key gives no button, or the first; so does a click with Control held, which opens a menu on macOS. */
function isByKey({ button, ctrlKey }: MouseEvent): boolean {
  return button !== 2 && !ctrlKey;
}

/** The row that a grid's keys are about: the grid itself has the focus. */
function activeDescendant(element: HTMLElement | undefined): HTMLElement | null {
  const id = element?.getAttribute('aria-activedescendant') ?? null;
  const root = element?.getRootNode();
  return id === null || !(root instanceof ShadowRoot) ? null : root.getElementById(id);
}

function openOn(element: HTMLElement): void {
  const { left, bottom } = element.getBoundingClientRect();
  const place = { clientX: left + 24, clientY: bottom, button: 2 };
  element.dispatchEvent(
    new MouseEvent('contextmenu', { ...place, bubbles: true, cancelable: true, composed: true }),
  );
}

function isTextField(element: HTMLElement): boolean {
  return element.matches('input, textarea') || element.isContentEditable;
}

function hasSelection(): boolean {
  return (window.getSelection()?.toString() ?? '') !== '';
}
