import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { baseStyles } from './baseStyles.ts';
import { isCheckedOf } from './controls.ts';
import { icon } from './icons.ts';
import { popupStyles } from './popupStyles.ts';

interface Choice {
  readonly id: string;
  readonly label: string;
}

/**
 * Some of several: a button that says which, and the checkboxes behind it. It is told by `choose`, with the ids in their
 * order; none and all are the same, null.
 */
export class ChoiceButton extends LitElement {
  static override styles = [
    baseStyles,
    popupStyles,
    css`
      :host {
        display: inline-flex;
        min-width: 0;
      }
      .open {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-width: 0;
        width: 100%;
        height: 26px;
        padding: 0 4px 0 8px;
        color: var(--vscode-settings-dropdownForeground);
        background: var(--vscode-settings-dropdownBackground);
        border: 1px solid var(--vscode-settings-dropdownBorder, transparent);
        border-radius: 4px;
      }
      .open .ellipsis {
        flex: 1;
        text-align: left;
      }
      .choices {
        display: flex;
        flex-direction: column;
        padding: 0 8px 2px;
      }
      .choices vscode-checkbox {
        max-width: 320px;
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    label: { attribute: false },
    all: { attribute: false },
    many: { attribute: false },
    choices: { attribute: false },
    chosen: { attribute: false },
  };

  /** What is chosen from, as its name: `Kinds`. */
  declare label: string;
  /** What it says where nothing is left out: `All kinds`. */
  declare all: string;
  /** What it says of more than one: `3 kinds`. */
  declare many: (count: number) => string;
  declare choices: readonly Choice[];
  declare chosen: readonly string[] | null;

  constructor() {
    super();
    this.label = '';
    this.all = '';
    this.many = String;
    this.choices = [];
    this.chosen = null;
  }

  override render(): TemplateResult {
    const text = this.#text();
    return html`<button
        type="button"
        class="open"
        popovertarget="choices"
        aria-haspopup="dialog"
        aria-label=${`${this.label}: ${text}`}
        title=${`${this.label}: ${this.#names()}`}
      >
        <span class="ellipsis">${text}</span>${icon('chevron-down')}
      </button>
      <div id="choices" class="popup" popover role="group" aria-label=${this.label}>
        <div class="choices">${this.choices.map((choice) => this.#renderChoice(choice))}</div>
      </div>`;
  }

  #renderChoice({ id, label }: Choice): TemplateResult {
    return html`<vscode-checkbox
      .label=${label}
      .checked=${this.chosen?.includes(id) ?? false}
      @change=${(event: Event) => {
        this.#choose(id, isCheckedOf(event));
      }}
    ></vscode-checkbox>`;
  }

  #chosenLabels(): readonly string[] {
    return this.choices.filter(({ id }) => this.chosen?.includes(id) === true).map(({ label }) => label);
  }

  #names(): string {
    return this.chosen === null ? this.all : this.#chosenLabels().join(', ');
  }

  #text(): string {
    const [first, ...others] = this.#chosenLabels();
    if (this.chosen === null || first === undefined) return this.all;
    return others.length === 0 ? first : this.many(others.length + 1);
  }

  #choose(id: string, isChosen: boolean): void {
    const chosen = this.choices
      .map((choice) => choice.id)
      .filter((other) => (other === id ? isChosen : this.chosen?.includes(other) === true));
    const isEvery = chosen.length === 0 || chosen.length === this.choices.length;
    this.dispatchEvent(new CustomEvent('choose', { detail: isEvery ? null : chosen }));
  }
}

customElements.define('ri-choice-button', ChoiceButton);
