import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { visibleLine } from '../../model/visibleText.ts';
import type { RowQuery } from '../../protocol/panel.ts';
import type { SavedItem } from '../../protocol/saved.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { valueOf } from '../dom/controls.ts';
import { iconButton } from '../dom/iconButton.ts';
import { popoverStyles } from '../dom/popoverStyles.ts';
import { View } from '../dom/view.ts';
import { SavedItems } from '../savedItems.ts';
import { fromItem, queryOf, type SavedFilter, savedFilterOf, toItem } from '../savedFilter.ts';
import { isEveryRow, type PanelState } from '../state.ts';
import { KIND_WORDS } from './kindWords.ts';
import { savedFiltersStyles } from './savedFilters.styles.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';

/** The filters that the workspace keeps, and those used last. One that is chosen is told by `apply`, as a query. */
export class SavedFilters extends View {
  static override styles = [baseStyles, popoverStyles, savedFiltersStyles];

  /** As kept, those of an unknown form included, which are left alone. */
  #items: readonly SavedItem[] = [];
  #name = '';
  /** The name of the one that is being renamed, and its new name so far. */
  #renaming: { readonly from: string; readonly to: string } | null = null;

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.query, state.recentFilters];
  }

  override render(): TemplateResult {
    const saved = this.#items.map(fromItem).filter((filter) => filter !== null);
    return html`${iconButton({ icon: 'bookmark', label: 'Saved filters', popup: 'dialog', popoverId: 'saved' })}
      <div
        id="saved"
        class="popover"
        popover
        role="dialog"
        aria-label="Saved filters"
        @toggle=${(event: ToggleEvent) => {
          if (event.newState === 'open') void this.#show(this.#saved.read());
        }}
        @keydown=${this.#onKeyDown}
      >
        ${this.#renderSave()}
        ${
          saved.length === 0
            ? nothing
            : html`<h2 id="kept">Saved in this workspace</h2>
                <ul aria-labelledby="kept">
                  ${saved.map((filter) => this.#renderSaved(filter))}
                </ul>`
        }
        ${this.#renderRecent()}
      </div>`;
  }

  #renderSave(): TemplateResult {
    const { query } = this.state;
    if (isEveryRow(query)) return html`<p class="hint">Set a filter to save it here under a name.</p>`;
    return html`<div class="save">
      <vscode-textfield
        autofocus
        .label=${'Name of the filter'}
        placeholder=${query.text === '' ? 'Name' : visibleLine(query.text)}
        .value=${this.#name}
        @input=${(event: Event) => {
          this.#name = valueOf(event);
          this.requestUpdate();
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter') void this.#save();
        }}
      ></vscode-textfield>
      ${iconButton({
        icon: 'add',
        label: 'Save the filter',
        text: 'Save',
        isDisabled: this.#nameToSave() === '',
        onClick: () => void this.#save(),
      })}
    </div>`;
  }

  #renderSaved(filter: SavedFilter): TemplateResult {
    const { name } = filter;
    if (this.#renaming?.from === name) return this.#renderRenaming(this.#renaming);
    const shown = visibleLine(name);
    return html`<li data-name=${name}>
      <button
        type="button"
        class="apply"
        @click=${() => {
          this.#apply(queryOf(filter, this.state.latest?.captures ?? []));
        }}
      >
        <span class="name ellipsis">${shown}</span>
        <span class="what mono ellipsis">${describe(filter)}</span>
      </button>
      ${iconButton({
        icon: 'edit',
        label: `Rename ${shown}`,
        onClick: () => {
          this.#rename(name);
        },
      })}
      ${iconButton({ icon: 'trash', label: `Delete ${shown}`, onClick: () => void this.#delete(name) })}
    </li>`;
  }

  #renderRenaming(renaming: { readonly from: string; readonly to: string }): TemplateResult {
    return html`<li>
      <vscode-textfield
        class="renaming"
        .label=${`New name of ${visibleLine(renaming.from)}`}
        .value=${renaming.to}
        @input=${(event: Event) => {
          this.#renaming = { ...renaming, to: valueOf(event) };
          this.requestUpdate();
        }}
        @blur=${() => {
          this.#endRenaming();
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter') void this.#takeName();
          if (event.key !== 'Escape') return;
          // It would close the whole of it.
          event.preventDefault();
          this.#endRenaming();
        }}
      ></vscode-textfield>
    </li>`;
  }

  #renderRecent(): TemplateResult | typeof nothing {
    const { recentFilters } = this.state;
    if (recentFilters.length === 0) return nothing;
    return html`<h2 id="recent">Used last</h2>
      <ul aria-labelledby="recent">
        ${recentFilters.map(
          (text) =>
            html`<li>
              <button
                type="button"
                class="apply"
                @click=${() => {
                  this.#apply({ ...this.state.query, text });
                }}
              >
                <span class="mono ellipsis">${visibleLine(text)}</span>
              </button>
            </li>`,
        )}
      </ul>`;
  }

  #apply(query: RowQuery): void {
    this.dispatchEvent(new CustomEvent('apply', { detail: query }));
    const popover = this.renderRoot.querySelector('.popover');
    if (popover instanceof HTMLElement) popover.hidePopover();
  }

  /** Without a name a filter is called by its text. */
  #nameToSave(): string {
    return this.#name.trim() === '' ? this.state.query.text.trim() : this.#name.trim();
  }

  async #save(): Promise<void> {
    const name = this.#nameToSave();
    if (name === '') return;
    const { query, latest } = this.state;
    this.#name = '';
    await this.#show(this.#saved.put(toItem(savedFilterOf(name, query, latest?.captures ?? []))));
  }

  #rename(name: string): void {
    this.#renaming = { from: name, to: name };
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const field = this.renderRoot.querySelector('.renaming');
      if (field instanceof HTMLElement) field.focus();
    });
  }

  async #takeName(): Promise<void> {
    const renaming = this.#renaming;
    if (renaming === null) return;
    this.#endRenaming();
    const to = renaming.to.trim();
    if (to !== '') await this.#show(this.#saved.rename(renaming.from, to));
  }

  #endRenaming(): void {
    this.#renaming = null;
    this.requestUpdate();
  }

  async #delete(name: string): Promise<void> {
    await this.#show(this.#saved.delete(name));
  }

  async #show(list: Promise<readonly SavedItem[] | undefined>): Promise<void> {
    this.#items = (await list) ?? this.#items;
    this.requestUpdate();
  }

  get #saved(): SavedItems {
    return new SavedItems(this.panel, 'filters');
  }

  /** Up and down lead from filter to filter; F2 and Delete are for the one that has the focus. */
  #onKeyDown = (event: KeyboardEvent): void => {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('.apply')];
    const at = rows.findIndex((row) => row.matches(':focus'));
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      rows.at(at < 0 && step < 0 ? -1 : (at + step) % rows.length)?.focus();
      return;
    }
    const name = rows[at]?.closest('li')?.dataset['name'];
    if (name === undefined) return;
    if (event.key === 'F2') this.#rename(name);
    if (event.key === 'Delete') void this.#delete(name);
  };
}

/** What a filter asks for, on one line. */
function describe({ text, direction, kinds, methods }: SavedFilter): string {
  const parts = [
    text,
    direction === null ? '' : direction === 'in' ? 'only in' : 'only out',
    kinds?.map((kind) => KIND_WORDS[kind]).join(' or ') ?? '',
    methods?.map((method) => METHOD_LABELS[method]).join(' or ') ?? '',
  ];
  return visibleLine(parts.filter((part) => part !== '').join(' · '));
}

customElements.define('ri-saved-filters', SavedFilters);
