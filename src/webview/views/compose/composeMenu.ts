import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { visibleLine } from '../../../model/visibleText.ts';
import { draftOf } from '../../compose/composeState.ts';
import { type Composed, SEND_LABELS } from '../../compose/outgoingDraft.ts';
import { type SavedMessage, SavedMessages } from '../../compose/savedMessages.ts';
import { baseStyles } from '../../dom/baseStyles.ts';
import { valueOf } from '../../dom/controls.ts';
import { iconButton } from '../../dom/iconButton.ts';
import { icon } from '../../dom/icons.ts';
import { moveAmongItems, popoverStyles } from '../../dom/popover.ts';
import { View } from '../../dom/view.ts';
import type { PanelState } from '../../state.ts';

/** Of a message, in its line. */
const SHOWN_CHARACTERS = 120;

/** Messages to send again: those that the workspace keeps, by name, and what was sent. It tells of the chosen one by `load-message`. */
export class ComposeMenu extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    saved: { state: true },
    renamed: { state: true },
  };

  static override styles = [
    baseStyles,
    popoverStyles,
    css`
      .saved,
      form {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      form {
        gap: 4px;
        padding: 3px 6px;
        flex: 1;
      }
      input {
        flex: 1;
        min-width: 0;
        height: 24px;
        padding: 0 6px;
        border: 1px solid var(--vscode-settings-textInputBorder, transparent);
        border-radius: 4px;
        background: var(--vscode-settings-textInputBackground);
        color: var(--vscode-settings-textInputForeground);
        font: inherit;
      }
      .name {
        flex: none;
        max-width: 50%;
      }
      .text {
        flex: 1;
        min-width: 0;
      }
      .kind {
        flex: none;
        font-size: 11px;
      }
      .empty {
        margin: 2px 6px 4px;
      }
    `,
  ];

  /** Null: not read yet. */
  declare saved: readonly SavedMessage[] | null;
  /** The name of the one that is being renamed. */
  declare renamed: string | null;

  constructor() {
    super();
    this.saved = null;
    this.renamed = null;
  }

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.compose];
  }

  override render(): TemplateResult {
    return html`<button
        type="button"
        class="icon-button"
        popovertarget="menu"
        title="Saved and sent messages"
        aria-label="Saved and sent messages"
      >
        ${icon('history')}
      </button>
      <div
        id="menu"
        popover
        role="dialog"
        aria-label="Saved and sent messages"
        @beforetoggle=${this.#onToggle}
        @keydown=${this.#onKeydown}
      >
        ${this.saved === null ? nothing : this.#renderContent(this.saved)}
      </div>`;
  }

  #renderContent(saved: readonly SavedMessage[]): TemplateResult {
    const sent = this.state.compose.history.toReversed();
    return html`
      <div class="popover-title">Saved in this workspace</div>
      ${saved.map((item) => (item.name === this.renamed ? this.#renderRename(item) : this.#renderSaved(item)))}
      ${this.#renderSave()}
      <div class="popover-title">Sent</div>
      ${sent.length === 0 ? html`<p class="empty dim">Nothing yet</p>` : sent.map((message) => this.#renderItem(message, null))}
    `;
  }

  #renderSaved({ name, message }: SavedMessage): TemplateResult {
    return html`<div class="saved" data-name=${name}>
      ${this.#renderItem(message, name)}
      ${iconButton({
        icon: 'edit',
        label: `Rename ${name}`,
        onClick: () => {
          this.renamed = name;
        },
      })}
      ${iconButton({ icon: 'trash', label: `Delete ${name}`, onClick: () => void this.#delete(name) })}
    </div>`;
  }

  #renderItem(message: Composed, name: string | null): TemplateResult {
    const text = visibleLine(message.text.slice(0, SHOWN_CHARACTERS));
    return html`<button
      type="button"
      class="popover-item"
      title=${visibleLine(message.text.slice(0, 1_000))}
      @click=${() => {
        this.#choose(message);
      }}
    >
      ${name === null ? nothing : html`<span class="name ellipsis">${visibleLine(name)}</span>`}
      <span class="text mono ellipsis ${name === null ? '' : 'dim'}">${text}</span>
      <span class="kind dim">${message.kind === 'text' ? '' : SEND_LABELS[message.kind]}</span>
    </button>`;
  }

  #renderRename({ name }: SavedMessage): TemplateResult {
    return html`<form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        void this.#rename(name, this.#field('New name'));
      }}
    >
      <input aria-label="New name" .value=${name} autofocus />
      <button type="submit" class="icon-button">Rename</button>
    </form>`;
  }

  #renderSave(): TemplateResult | typeof nothing {
    const message = draftOf(this.state.compose);
    if (message.text === '') return nothing;
    return html`<form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        void this.#save(this.#field('Name to save the message by'), message);
      }}
    >
      <input aria-label="Name to save the message by" placeholder="Save what is written as" />
      <button type="submit" class="icon-button">${icon('save')} Save</button>
    </form>`;
  }

  #field(label: string): string {
    const field = this.renderRoot.querySelector(`input[aria-label="${label}"]`);
    return field instanceof HTMLInputElement ? field.value.trim() : '';
  }

  async #save(name: string, message: Composed): Promise<void> {
    if (name === '') return;
    await this.#show(this.#messages.save(name, message));
    const field = this.renderRoot.querySelector('input');
    if (field !== null) field.value = '';
  }

  async #rename(name: string, newName: string): Promise<void> {
    this.renamed = null;
    if (newName !== '') await this.#show(this.#messages.rename(name, newName));
    this.#focusItem(newName);
  }

  async #delete(name: string): Promise<void> {
    await this.#show(this.#messages.delete(name));
    this.#items[0]?.focus();
  }

  async #show(change: Promise<readonly SavedMessage[] | undefined>): Promise<void> {
    this.saved = (await change) ?? this.saved;
    await this.updateComplete;
  }

  get #messages(): SavedMessages {
    return new SavedMessages(this.panel);
  }

  get #items(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.popover-item')];
  }

  #focusItem(name: string): void {
    const line = [...this.renderRoot.querySelectorAll<HTMLElement>('.saved')].find(
      ({ dataset }) => dataset['name'] === name,
    );
    line?.querySelector<HTMLElement>('.popover-item')?.focus();
  }

  #choose(message: Composed): void {
    const menu = this.renderRoot.querySelector('[popover]');
    if (menu instanceof HTMLElement) menu.hidePopover();
    this.dispatchEvent(new CustomEvent<Composed>('load-message', { detail: message }));
  }

  #onToggle = (event: ToggleEvent): void => {
    this.renamed = null;
    if (event.newState === 'open') void this.#open();
    else this.saved = null;
  };

  async #open(): Promise<void> {
    this.saved = (await this.#messages.read()) ?? [];
    await this.updateComplete;
    const first = this.#items[0] ?? this.renderRoot.querySelector<HTMLElement>('input');
    first?.focus();
  }

  /** Delete and F2 do to a saved message what its buttons do. */
  #onKeydown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement) {
      if (event.key !== 'Escape' || this.renamed === null) return;
      // Leaves the name as it was, and the menu open.
      event.preventDefault();
      this.renamed = null;
      return;
    }
    if (moveAmongItems(event, this.#items) || !(event.target instanceof HTMLElement)) return;
    const name = event.target.closest<HTMLElement>('.saved')?.dataset['name'];
    if (name === undefined) return;
    if (event.key === 'Delete') void this.#delete(name);
    if (event.key === 'F2') this.renamed = name;
  };

  override updated(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (!changed.has('renamed') || this.renamed === null) return;
    const field = this.renderRoot.querySelector('input[aria-label="New name"]');
    if (field instanceof HTMLInputElement) field.select();
  }
}

customElements.define('ri-compose-menu', ComposeMenu);
