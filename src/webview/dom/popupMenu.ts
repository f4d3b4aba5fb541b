import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { baseStyles } from './baseStyles.ts';
import { icon, type IconName } from './icons.ts';
import { type PopupAnchor, popupStyles, showPopup } from './popup.ts';

interface MenuAction {
  readonly kind: 'action';
  readonly label: string;
  readonly icon?: IconName;
  /** What else does it: a key. */
  readonly hint?: string;
  readonly isDisabled?: boolean;
  readonly onChoose: () => void;
}

/** What is on or off. The menu stays, so that several can be changed. */
interface MenuCheck {
  readonly kind: 'check';
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChoose: () => void;
}

/** One of several. */
interface MenuRadio {
  readonly kind: 'radio';
  readonly label: string;
  readonly hint?: string;
  readonly isChecked: boolean;
  readonly onChoose: () => void;
}

export type MenuItem = MenuAction | MenuCheck | MenuRadio | { readonly kind: 'line' };

export interface Menu {
  /** For screen readers. */
  readonly label: string;
  /** Asked again after every choice. */
  readonly items: () => readonly MenuItem[];
}

type Choice = Exclude<MenuItem, { readonly kind: 'line' }>;

const ROLES = { action: 'menuitem', check: 'menuitemcheckbox', radio: 'menuitemradio' } as const;

/** A menu over the page, by keyboard as WAI-ARIA Authoring Practices, "Menu" has it. */
class PopupMenu extends LitElement {
  static override styles = [
    baseStyles,
    popupStyles,
    css`
      :host {
        min-width: 140px;
      }
      .item {
        display: flex;
        align-items: center;
        gap: 6px;
        width: 100%;
        height: 24px;
        padding: 0 12px 0 4px;
        border-radius: 3px;
        white-space: nowrap;
      }
      .item:focus {
        background: var(--vscode-menu-selectionBackground, var(--vscode-list-activeSelectionBackground));
        color: var(--vscode-menu-selectionForeground, var(--vscode-list-activeSelectionForeground));
        outline: 1px solid var(--vscode-menu-selectionBorder, var(--vscode-contrastActiveBorder, transparent));
        outline-offset: -1px;
      }
      .sign {
        display: flex;
        justify-content: center;
        width: 18px;
      }
      .label {
        flex: 1;
        text-align: left;
      }
      .hint {
        margin-left: 20px;
        opacity: 0.8;
      }
      .line {
        height: 1px;
        margin: 4px 0;
        background: var(--vscode-menu-separatorBackground, var(--ri-border));
      }
    `,
  ];

  #menu: Menu = { label: '', items: () => [] };

  show(menu: Menu, anchor: PopupAnchor, onClose: () => void): void {
    this.#menu = menu;
    this.role = 'menu';
    this.ariaLabel = menu.label;
    this.addEventListener('keydown', this.#onKeyDown);
    // Drawn now, so that it has a size by which to be placed.
    this.performUpdate();
    showPopup(this, anchor, onClose);
    const first = this.#items().find((item) => item.ariaChecked === 'true' && item.role === 'menuitemradio');
    (first ?? this.#items()[0])?.focus();
  }

  override render(): TemplateResult[] {
    return this.#menu
      .items()
      .map((item) =>
        item.kind === 'line' ? html`<div class="line" role="separator"></div>` : this.#renderChoice(item),
      );
  }

  #renderChoice(item: Choice): TemplateResult {
    const isChecked = item.kind === 'action' ? null : item.isChecked;
    const sign = item.kind === 'action' ? item.icon : item.isChecked ? 'check' : undefined;
    return html`<button
      type="button"
      class="item"
      role=${ROLES[item.kind]}
      tabindex="-1"
      aria-checked=${isChecked ?? nothing}
      ?disabled=${item.kind === 'action' && item.isDisabled === true}
      @pointermove=${focusItem}
      @click=${() => {
        this.#choose(item);
      }}
    >
      <span class="sign">${sign === undefined ? nothing : icon(sign)}</span
      ><span class="label">${item.label}</span
      >${'hint' in item ? html`<span class="hint">${item.hint}</span>` : nothing}
    </button>`;
  }

  #choose(item: Choice): void {
    // Closed first: what is chosen may move the focus, which the browser is about to give back.
    if (item.kind !== 'check') this.hidePopover();
    item.onChoose();
    this.requestUpdate();
  }

  #items(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item:not(:disabled)')];
  }

  #onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Tab') {
      event.preventDefault();
      this.hidePopover();
      return;
    }
    const items = this.#items();
    const current = items.findIndex((item) => item === this.shadowRoot?.activeElement);
    const target = items.at(targetOf(event, current, items));
    if (target === undefined) return;
    event.preventDefault();
    target.focus();
  };
}

function focusItem({ currentTarget }: Event): void {
  if (currentTarget instanceof HTMLElement) currentTarget.focus({ preventScroll: true });
}

/** @returns the item that a key leads to; one past the last where it leads nowhere */
function targetOf(event: KeyboardEvent, current: number, items: readonly HTMLElement[]): number {
  switch (event.key) {
    case 'ArrowDown':
      return (current + 1) % items.length;
    case 'ArrowUp':
      return (Math.max(0, current) - 1 + items.length) % items.length;
    case 'Home':
      return 0;
    case 'End':
      return items.length - 1;
    default:
      return event.ctrlKey || event.metaKey || event.altKey
        ? items.length
        : startingWith(event.key, current, items);
  }
}

/** The next item whose label begins with a letter. */
function startingWith(letter: string, current: number, items: readonly HTMLElement[]): number {
  if (letter.length !== 1 || letter === ' ') return items.length;
  const order = items.map((_, place) => (current + 1 + place) % items.length);
  const begins = (place: number): boolean =>
    items[place]?.querySelector('.label')?.textContent.toLowerCase().startsWith(letter.toLowerCase()) ===
    true;
  return order.find(begins) ?? items.length;
}

customElements.define('ri-popup-menu', PopupMenu);

/** @param onClose is told when the menu is gone, chosen from or not */
export function openMenu(menu: Menu, anchor: PopupAnchor, onClose: () => void = () => undefined): void {
  new PopupMenu().show(menu, anchor, onClose);
}
