import { html, nothing, type TemplateResult } from 'lit';
import { baseStyles } from '../dom/baseStyles.ts';
import { NarrowWatch, splitPaneStyles } from '../dom/splitPane.ts';
import { View } from '../dom/view.ts';
import type { PanelState } from '../state.ts';
import './requestDetail.ts';
import './requestList.ts';

/** The requests: a list, and beside it (or below, where it is narrow) the one that is selected. */
export class RequestsPane extends View {
  static override styles = [baseStyles, splitPaneStyles];

  readonly #narrow = new NarrowWatch(this);

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.selectedRequest === null, state.sizes.detail];
  }

  override render(): TemplateResult {
    const { panel } = this;
    return html`
      <div class="first"><ri-request-list .panel=${panel}></ri-request-list></div>
      ${this.state.selectedRequest === null ? nothing : this.#renderDetail()}
    `;
  }

  #renderDetail(): TemplateResult {
    const { detail } = this.state.sizes;
    return html`
      <ri-splitter
        .isHorizontal=${this.#narrow.isNarrow}
        .isFromEnd=${true}
        .share=${detail}
        .label=${'Size of the request shown'}
        @resize-share=${(event: CustomEvent<number>) => {
          this.panel.store.update((state) => ({ ...state, sizes: { ...state.sizes, detail: event.detail } }));
        }}
      ></ri-splitter>
      <ri-request-detail
        .panel=${this.panel}
        .style=${`${this.#narrow.isNarrow ? 'height' : 'width'}:${detail * 100}%`}
      ></ri-request-detail>
    `;
  }
}

customElements.define('ri-requests-pane', RequestsPane);
