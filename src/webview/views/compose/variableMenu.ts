import { css, html, LitElement, type TemplateResult } from 'lit';
import { VARIABLE_EXAMPLES } from '../../../model/variables.ts';
import { baseStyles } from '../../dom/baseStyles.ts';
import { icon } from '../../dom/icons.ts';
import { moveAmongItems, popoverStyles } from '../../dom/popover.ts';

/** The variables that can be put into a message. It tells of the chosen one by `insert-variable`. */
export class VariableMenu extends LitElement {
  static override styles = [
    baseStyles,
    popoverStyles,
    css`
      [popover] {
        width: 320px;
      }
      .mono {
        flex: 0 0 128px;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<button
        type="button"
        class="icon-button"
        popovertarget="menu"
        title="Insert a variable"
        aria-label="Insert a variable"
      >
        ${icon('add')}
      </button>
      <div
        id="menu"
        popover
        role="dialog"
        aria-label="Variables"
        @keydown=${(event: KeyboardEvent) => {
          moveAmongItems(event, [...this.renderRoot.querySelectorAll<HTMLElement>('.popover-item')]);
        }}
      >
        ${VARIABLE_EXAMPLES.map(([text, meaning], place) => this.#renderItem(text, meaning, place === 0))}
      </div>`;
  }

  #renderItem(text: string, meaning: string, isFirst: boolean): TemplateResult {
    return html`<button
      type="button"
      class="popover-item"
      ?autofocus=${isFirst}
      @click=${() => {
        const menu = this.renderRoot.querySelector('[popover]');
        if (menu instanceof HTMLElement) menu.hidePopover();
        this.dispatchEvent(new CustomEvent<string>('insert-variable', { detail: text }));
      }}
    >
      <span class="mono">${text}</span><span class="dim">${meaning}</span>
    </button>`;
  }
}

customElements.define('ri-variable-menu', VariableMenu);
