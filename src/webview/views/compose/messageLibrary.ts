import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { visibleLine } from '../../../model/visibleText.ts';
import { type Composed, SEND_LABELS } from '../../compose/outgoingDraft.ts';
import { fromItem, type SavedMessage, toItem } from '../../compose/savedMessages.ts';
import { baseStyles } from '../../dom/baseStyles.ts';
import { iconButton } from '../../dom/iconButton.ts';
import { icon } from '../../dom/icons.ts';
import { popupStyles, showPopup } from '../../dom/popup.ts';
import type { SavedItem } from '../../../protocol/saved.ts';
import type { SavedItems } from '../../savedItems.ts';
import { messageLibraryStyles } from './messageLibrary.styles.ts';

/** Of a message, in its line, and where it is hovered. */
const SHOWN_CHARACTERS = 120;
const HOVERED_CHARACTERS = 1_000;

export interface Library {
  readonly items: SavedItems;
  /** What they are as the library is opened. */
  readonly saved: readonly SavedItem[];
  /** Newest first. */
  readonly sent: readonly Composed[];
  /** What is being written, which can be saved; null: nothing. */
  readonly written: Composed | null;
  readonly onChoose: (message: Composed) => void;
}

/** Messages to send again: those that the workspace keeps, by name, and what was sent. */
class MessageLibrary extends LitElement {
  static override properties: PropertyDeclarations = {
    saved: { state: true },
    renamed: { state: true },
  };

  static override styles = [baseStyles, popupStyles, messageLibraryStyles];

  declare saved: readonly SavedMessage[];
  /** The name of the one that is being renamed. */
  declare renamed: string | null;
  readonly #library: Library;

  constructor(library: Library) {
    super();
    this.#library = library;
    this.saved = library.saved.map(fromItem);
    this.renamed = null;
  }

  show(anchor: Element, onClose: () => void): void {
    this.role = 'dialog';
    this.ariaLabel = 'Saved and sent messages';
    this.addEventListener('keydown', this.#onKeydown);
    // Drawn now, so that it has a size by which to be placed.
    this.performUpdate();
    showPopup(this, anchor, onClose);
    this.#growUpwards(anchor);
    (this.#items[0] ?? this.renderRoot.querySelector('input'))?.focus();
  }

  override render(): TemplateResult {
    const { sent } = this.#library;
    return html`
      <h2>Saved in this workspace</h2>
      ${this.saved.map((item) => (item.name === this.renamed ? this.#renderRename(item) : this.#renderSaved(item)))}
      ${this.#renderSave()}
      <h2>Sent</h2>
      ${
        sent.length === 0
          ? html`<p class="dim">Nothing yet</p>`
          : sent.map((message) => this.#renderItem(message, null))
      }
    `;
  }

  override updated(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('renamed')) this.renderRoot.querySelector<HTMLInputElement>('input.new-name')?.select();
  }

  #renderSaved({ name, message }: SavedMessage): TemplateResult {
    return html`<div class="line saved" data-name=${name}>
      ${this.#renderItem(message, name)}
      ${iconButton({
        icon: 'edit',
        label: `Rename ${visibleLine(name)}`,
        onClick: () => {
          this.renamed = name;
        },
      })}
      ${iconButton({ icon: 'trash', label: `Delete ${visibleLine(name)}`, onClick: () => void this.#delete(name) })}
    </div>`;
  }

  #renderItem(message: Composed, name: string | null): TemplateResult {
    return html`<button
      type="button"
      class="item"
      title=${visibleLine(message.text.slice(0, HOVERED_CHARACTERS))}
      @click=${() => {
        // Closed first: choosing moves the focus, which the browser is about to give back.
        this.hidePopover();
        this.#library.onChoose(message);
      }}
    >
      ${name === null ? nothing : html`<span class="name ellipsis">${visibleLine(name)}</span>`}
      <span class="text mono ellipsis ${name === null ? '' : 'is-second'}"
        >${visibleLine(message.text.slice(0, SHOWN_CHARACTERS).replaceAll(/\s+/g, ' '))}</span
      >
      ${message.kind === 'text' ? nothing : html`<span class="kind">${SEND_LABELS[message.kind]}</span>`}
    </button>`;
  }

  #renderRename({ name }: SavedMessage): TemplateResult {
    return html`<form class="line" @submit=${this.#onRename}>
      <input class="new-name" aria-label="New name" .value=${name} />
      <button type="submit" class="icon-button">Rename</button>
    </form>`;
  }

  #renderSave(): TemplateResult {
    const { written } = this.#library;
    if (written === null) {
      return this.saved.length > 0 ? html`` : html`<p class="dim">Write a message to save it here</p>`;
    }
    return html`<form class="line" @submit=${this.#onSave}>
      <input
        class="save-name"
        aria-label="Name to save the message by"
        placeholder="Save what is written as"
      />
      <button type="submit" class="icon-button">${icon('save')} Save</button>
    </form>`;
  }

  readonly #onSave = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = this.renderRoot.querySelector<HTMLInputElement>('input.save-name');
    const name = field?.value.trim() ?? '';
    const { written, items } = this.#library;
    if (field === null || name === '' || written === null) return;
    field.value = '';
    void this.#show(items.put(toItem({ name, message: written })), name);
  };

  readonly #onRename = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = this.renamed;
    const newName = this.renderRoot.querySelector<HTMLInputElement>('input.new-name')?.value.trim() ?? '';
    this.renamed = null;
    if (name !== null && newName !== '') void this.#show(this.#library.items.rename(name, newName), newName);
  };

  async #delete(name: string): Promise<void> {
    const place = this.saved.findIndex((item) => item.name === name);
    const next = this.saved[place + 1] ?? this.saved[place - 1];
    await this.#show(this.#library.items.delete(name), next?.name ?? '');
  }

  /** @param name of the one that has the focus then */
  async #show(change: Promise<readonly SavedItem[] | undefined>, name: string): Promise<void> {
    this.saved = (await change)?.map(fromItem) ?? this.saved;
    await this.updateComplete;
    const line = [...this.renderRoot.querySelectorAll<HTMLElement>('.saved')].find(
      ({ dataset }) => dataset['name'] === name,
    );
    (line?.querySelector<HTMLElement>('.item') ?? this.#items[0])?.focus();
  }

  get #items(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item')];
  }

  /** Its list changes while it is open: above its button, it keeps its lower edge. */
  #growUpwards(anchor: Element): void {
    const { top } = anchor.getBoundingClientRect();
    if (this.getBoundingClientRect().bottom > top + 1) return;
    this.style.top = 'auto';
    this.style.bottom = `${document.documentElement.clientHeight - top}px`;
  }

  /** Arrows move between messages; Delete and F2 do to a saved one what its buttons do. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape' && this.renamed !== null) {
      // Leaves the name as it was, and the list open.
      event.preventDefault();
      this.renamed = null;
      return;
    }
    const focused = this.shadowRoot?.activeElement;
    if (!(focused instanceof HTMLElement) || focused instanceof HTMLInputElement) return;
    const name = focused.closest<HTMLElement>('.saved')?.dataset['name'];
    if (event.key === 'Delete' && name !== undefined) void this.#delete(name);
    if (event.key === 'F2' && name !== undefined) this.renamed = name;
    const place = this.#items.indexOf(focused.closest('.line')?.querySelector('.item') ?? focused);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    this.#items[Math.max(0, place + step)]?.focus();
  };
}

customElements.define('ri-message-library', MessageLibrary);

/** @param onClose is told when it is gone, chosen from or not */
export function openLibrary(library: Library, anchor: Element, onClose: () => void): void {
  new MessageLibrary(library).show(anchor, onClose);
}
