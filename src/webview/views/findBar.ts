import { css, html, LitElement, type TemplateResult } from 'lit';
import type { FindQuery } from '../../model/findText.ts';
import { formatCount } from '../../model/format.ts';
import { MAX_FIND_HITS } from '../../protocol/limits.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { valueOf } from '../dom/controls.ts';
import { iconButton } from '../dom/iconButton.ts';

/**
 * What to find in a message, and which of its places the user is at, as VS Code's own find shows it. Tells of a new
 * query by `find-query`, of a step to the next place or the one before by `find-step`, and of its end by `find-close`.
 */
export class FindBar extends LitElement {
  static override properties = {
    query: { attribute: false },
    hitCount: { attribute: false },
    hit: { attribute: false },
    placeholder: { attribute: false },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex: none;
        align-items: center;
        gap: 2px;
        padding: 4px 4px 4px 8px;
        border-bottom: 1px solid var(--ri-border);
        background: var(--vscode-editorWidget-background);
      }
      .field {
        display: flex;
        align-items: center;
        flex: 1 1 60px;
        min-width: 60px;
        max-width: 320px;
        height: 24px;
        padding-right: 1px;
        border: 1px solid var(--vscode-settings-textInputBorder, var(--ri-border));
        border-radius: 2px;
        background: var(--vscode-settings-textInputBackground);
      }
      .field:focus-within {
        border-color: var(--vscode-focusBorder);
      }
      input {
        flex: 1;
        width: 100%;
        min-width: 0;
        height: 100%;
        padding: 0 4px;
        border: 0;
        font: inherit;
        color: var(--vscode-settings-textInputForeground);
        background: none;
      }
      input:focus-visible {
        outline: none;
      }
      input::placeholder {
        color: var(--vscode-input-placeholderForeground);
      }
      .field .icon-button {
        height: 20px;
      }
      .count {
        flex: none;
        min-width: 68px;
        margin-right: auto;
        padding: 0 4px;
        white-space: nowrap;
      }
      .count.is-none {
        color: var(--ri-error);
      }
    `,
  ];

  declare query: FindQuery;
  declare hitCount: number;
  declare hit: number;
  declare placeholder: string;

  constructor() {
    super();
    this.query = { text: '', isMatchCase: false };
    this.hitCount = 0;
    this.hit = 0;
    this.placeholder = 'Find';
  }

  /** Takes the keys, with what was looked for before selected: typing replaces it. */
  focusField(): void {
    const input = this.renderRoot.querySelector('input');
    input?.focus();
    input?.select();
  }

  override render(): TemplateResult {
    const { text, isMatchCase } = this.query;
    const isNone = text !== '' && this.hitCount === 0;
    return html`<div class="field">
        <input
          type="text"
          aria-label="Find in the message"
          aria-describedby="count"
          placeholder=${this.placeholder}
          spellcheck="false"
          .value=${text}
          @input=${(event: Event) => {
            this.#ask({ text: valueOf(event), isMatchCase });
          }}
          @keydown=${this.#onKeyDown}
        />${iconButton({
          icon: 'case-sensitive',
          label: 'Match case',
          isPressed: isMatchCase,
          onClick: () => {
            this.#ask({ text, isMatchCase: !isMatchCase });
          },
        })}
      </div>
      <span class="count number ${isNone ? 'is-none' : ''}" id="count">${this.#countText()}</span>
      ${iconButton({
        icon: 'arrow-up',
        label: 'Previous match',
        isDisabled: this.hitCount === 0,
        onClick: () => {
          this.#step(-1);
        },
      })}
      ${iconButton({
        icon: 'arrow-down',
        label: 'Next match',
        isDisabled: this.hitCount === 0,
        onClick: () => {
          this.#step(1);
        },
      })}
      ${iconButton({
        icon: 'close',
        label: 'Close the search',
        onClick: () => {
          this.#tell('find-close');
        },
      })}`;
  }

  #countText(): string {
    if (this.query.text === '') return '';
    if (this.hitCount === 0) return 'No results';
    const more = this.hitCount >= MAX_FIND_HITS ? '+' : '';
    return `${formatCount(this.hit + 1)} of ${formatCount(this.hitCount)}${more}`;
  }

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.#step(event.shiftKey ? -1 : 1);
  };

  #ask(query: FindQuery): void {
    this.#tell('find-query', query);
  }

  #step(step: 1 | -1): void {
    this.#tell('find-step', step);
  }

  #tell(type: string, detail: unknown = null): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

customElements.define('ri-find-bar', FindBar);
