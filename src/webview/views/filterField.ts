import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { completeFilter, type Completions, type Suggestion } from '../../model/filter/completeFilter.ts';
import type { FilterProblem } from '../../model/filter/parseFilter.ts';
import { visibleLine } from '../../model/visibleText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { icon } from '../dom/icons.ts';
import { View } from '../dom/view.ts';
import { FilterSample } from '../filterSample.ts';
import { filterFieldStyles } from './filterField.styles.ts';

/** Nothing is chosen until the user chooses it: Enter is theirs. */
const NONE = -1;

/**
 * Where the filter is written: a combobox with a listbox of completions (WAI-ARIA Authoring Practices, "Editable
 * Combobox With List Autocomplete"). Tells of what is written by `write`, and of Enter and of being left by `commit`.
 */
export class FilterField extends View {
  static override styles = [baseStyles, filterFieldStyles];
  static override properties: PropertyDeclarations = {
    ...View.properties,
    text: { attribute: false },
    problem: { attribute: false },
  };

  declare text: string;
  declare problem: FilterProblem | null;

  #sample: FilterSample | null = null;
  #completions: Completions | null = null;
  /** Whether the user has not closed them since they were last looked for. */
  #isWanted = false;
  /** Whether they were asked for, also where nothing was begun. */
  #isAsked = false;
  #active = NONE;

  constructor() {
    super();
    this.text = '';
    this.problem = null;
  }

  protected override reads(): readonly unknown[] {
    return [];
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const list = this.renderRoot.querySelector('.suggestions');
    if (!(list instanceof HTMLElement)) return;
    list.togglePopover(this.#completions !== null);
    list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    this.#alignMirror();
  }

  override render(): TemplateResult {
    const isOpen = this.#completions !== null;
    const isTold = this.problem !== null && !isOpen;
    return html`
      <div class="box ${this.problem === null ? '' : 'is-wrong'}">
        ${icon('search')}
        <div class="written">
          ${this.problem === null ? nothing : this.#renderMirror(this.problem)}
          <input
            type="text"
            role="combobox"
            aria-label="Filter"
            aria-autocomplete="list"
            aria-expanded=${isOpen}
            aria-controls="suggestions"
            aria-activedescendant=${this.#active === NONE ? nothing : `suggestion-${this.#active}`}
            aria-invalid=${this.problem !== null}
            aria-describedby=${isTold ? 'problem' : nothing}
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            placeholder="Filter: text, $.type == 'trade', size>2kb"
            .value=${this.text}
            @input=${this.#onInput}
            @change=${this.#commit}
            @keydown=${this.#onKeyDown}
            @click=${this.#onCaret}
            @focus=${() => {
              // Before what is written narrows the list down.
              void this.#readSample();
            }}
            @blur=${this.#close}
            @scroll=${this.#alignMirror}
          />
        </div>
      </div>
      <div id="suggestions" class="suggestions" popover="manual" role="listbox" aria-label="Completions">
        ${this.#completions?.suggestions.map((suggestion, index) => this.#renderSuggestion(suggestion, index))}
      </div>
      ${isTold ? this.#renderProblem() : nothing}
    `;
  }

  #renderMirror({ from, to }: FilterProblem): TemplateResult {
    const { text } = this;
    return html`<div class="mirror" aria-hidden="true">
      <span>${text.slice(0, from)}</span>
      <span class="wrong">${text.slice(from, to)}</span>
      <span>${text.slice(to)}</span>
    </div>`;
  }

  #renderProblem(): TemplateResult | typeof nothing {
    if (this.problem === null) return nothing;
    const { problem } = this.problem;
    return html`<div id="problem" class="problem" role="alert">
      ${visibleLine(problem)}<span class="dim">The list stays as it was.</span>
    </div>`;
  }

  #renderSuggestion({ label, description }: Suggestion, index: number): TemplateResult {
    return html`<div
      class="suggestion"
      role="option"
      id="suggestion-${index}"
      aria-selected=${index === this.#active}
      @mousedown=${(event: Event) => {
        // The field keeps the focus.
        event.preventDefault();
      }}
      @click=${() => {
        this.#accept(index);
      }}
    >
      <span class="label mono ellipsis">${visibleLine(label)}</span>
      <span class="description ellipsis">${visibleLine(description)}</span>
    </div>`;
  }

  #input(): HTMLInputElement | null {
    const input = this.renderRoot.querySelector('input');
    return input instanceof HTMLInputElement ? input : null;
  }

  #onInput = (): void => {
    this.#write();
    this.#complete(false);
    if (this.#known().isEmpty) void this.#readSample();
  };

  #onCaret = (): void => {
    if (this.#completions !== null) this.#complete(false);
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const isAsked = event.code === 'Space' && event.ctrlKey;
    if (!isAsked && (event.ctrlKey || event.metaKey)) return;
    if (this.#obey(isAsked ? 'Ask' : event.key)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') {
      this.#close();
    }
  };

  /** @returns whether the key meant the completions */
  #obey(key: string): boolean {
    const count = this.#completions?.suggestions.length ?? 0;
    switch (key) {
      case 'Ask':
        this.#ask();
        return true;
      case 'ArrowDown':
        if (count === 0) this.#ask();
        else this.#activate((this.#active + 1) % count);
        return true;
      case 'ArrowUp':
        if (count > 0) this.#activate(this.#active <= 0 ? count - 1 : this.#active - 1);
        return count > 0;
      case 'Enter':
        if (this.#accept(this.#active)) return true;
        this.#close();
        this.#commit();
        return true;
      case 'Tab':
        return this.#accept(this.#active);
      case 'Escape':
        this.#close();
        return count > 0;
      default:
        return false;
    }
  }

  #activate(index: number): void {
    this.#active = index;
    this.requestUpdate();
  }

  #ask(): void {
    this.#complete(true);
    void this.#readSample();
  }

  /** Offers what can stand at the caret. */
  #complete(isAsked: boolean): void {
    const input = this.#input();
    const caret = input?.selectionStart ?? null;
    this.#isWanted = true;
    this.#isAsked = isAsked;
    this.#active = NONE;
    this.#completions = null;
    if (input !== null && caret !== null && caret === input.selectionEnd) {
      const completions = completeFilter(input.value, caret, this.#known().knowledge);
      const isOffered = (isAsked || completions.isEager) && completions.suggestions.length > 0;
      if (isOffered) this.#completions = completions;
    }
    this.requestUpdate();
  }

  async #readSample(): Promise<void> {
    await this.#known().refresh();
    // What the user has chosen meanwhile stays chosen, and what was closed stays closed.
    if (this.#isWanted && this.#active === NONE) this.#complete(this.#isAsked);
  }

  #known(): FilterSample {
    this.#sample ??= new FilterSample(this.panel);
    return this.#sample;
  }

  #accept(index: number): boolean {
    const suggestion = this.#completions?.suggestions[index];
    const input = this.#input();
    if (suggestion === undefined || this.#completions === null || input === null) return false;
    input.setRangeText(suggestion.insert, this.#completions.from, this.#completions.to, 'end');
    this.#write();
    this.#complete(false);
    return true;
  }

  #close = (): void => {
    this.#isWanted = false;
    if (this.#completions === null) return;
    this.#completions = null;
    this.#active = NONE;
    this.requestUpdate();
  };

  #write(): void {
    this.dispatchEvent(new CustomEvent('write', { detail: this.#input()?.value ?? '' }));
  }

  #commit = (): void => {
    this.dispatchEvent(new CustomEvent('commit'));
  };

  #alignMirror = (): void => {
    const mirror = this.renderRoot.querySelector('.mirror');
    if (mirror !== null) mirror.scrollLeft = this.#input()?.scrollLeft ?? 0;
  };
}

customElements.define('ri-filter-field', FilterField);
