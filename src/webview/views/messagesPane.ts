import { html, nothing, type TemplateResult } from 'lit';
import { baseStyles } from '../dom/baseStyles.ts';
import { NarrowWatch, splitPaneStyles } from '../dom/splitPane.ts';
import { View } from '../dom/view.ts';
import type { PanelState } from '../state.ts';
import './filterBar.ts';
import './messageDetail.ts';
import './messageList.ts';
import './compose/sendBar.ts';

/** The messages: a list, and beside it (or below, where it is narrow) the one that is selected. */
export class MessagesPane extends View {
  static override styles = [baseStyles, splitPaneStyles];

  readonly #narrow = new NarrowWatch(this);

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.selectedRow === null, state.sizes.detail];
  }

  override render(): TemplateResult {
    const { panel } = this;
    return html`
      <div class="first">
        <ri-filter-bar .panel=${panel}></ri-filter-bar>
        <ri-message-list .panel=${panel}></ri-message-list>
        <ri-send-bar .panel=${panel}></ri-send-bar>
      </div>
      ${this.state.selectedRow === null ? nothing : this.#renderDetail()}
    `;
  }

  #renderDetail(): TemplateResult {
    const { detail } = this.state.sizes;
    return html`
      <ri-splitter
        .isHorizontal=${this.#narrow.isNarrow}
        .isFromEnd=${true}
        .share=${detail}
        .label=${'Size of the message shown'}
        @resize-share=${(event: CustomEvent<number>) => {
          this.panel.store.update((state) => ({ ...state, sizes: { ...state.sizes, detail: event.detail } }));
        }}
      ></ri-splitter>
      <ri-message-detail
        .panel=${this.panel}
        .style=${`${this.#narrow.isNarrow ? 'height' : 'width'}:${detail * 100}%`}
      ></ri-message-detail>
    `;
  }
}

customElements.define('ri-messages-pane', MessagesPane);
