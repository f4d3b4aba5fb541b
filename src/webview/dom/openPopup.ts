import type { ReactiveControllerHost } from 'lit';
import { type Menu, openMenu } from './popupMenu.ts';

/** Shows a popup. @param onClose to be told when it is gone */
type Opener = (anchor: Element, onClose: () => void) => void;

/** Which of a view's popups is open, for the buttons that open them. */
export class OpenPopup<Name extends string> {
  readonly #host: ReactiveControllerHost;
  #name: Name | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  is(name: Name): boolean {
    return this.#name === name;
  }

  /** Opens a popup beside the control that the event is of. A press on the control of an open one has closed it already. */
  show(name: Name, { currentTarget }: Event, open: Opener): void {
    if (!(currentTarget instanceof Element) || this.#name === name) return;
    this.#set(name);
    open(currentTarget, () => {
      if (this.#name === name) this.#set(null);
    });
  }

  showMenu(name: Name, event: Event, menu: Menu): void {
    this.show(name, event, (anchor, onClose) => {
      openMenu(menu, anchor, onClose);
    });
  }

  #set(name: Name | null): void {
    this.#name = name;
    this.#host.requestUpdate();
  }
}
