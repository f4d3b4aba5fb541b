import { css, html, type TemplateResult } from 'lit';
import { baseStyles } from '../dom/baseStyles.ts';
import { menuContext } from '../dom/menuContext.ts';
import '../dom/splitter.ts';
import { View } from '../dom/view.ts';
import { isStarting, type PanelState, type PaneSizes } from '../state.ts';
import './announcer.ts';
import './banners.ts';
import './captureList.ts';
import './compare/compareForm.ts';
import './emptyState.ts';
import './feedBar.ts';
import './tabs.ts';
import { leastTimelineHeight } from '../timeline/paneLayout.ts';
import './timelinePane.ts';

/** With less, the lists under the tabs would show none of their rows. */
const LEAST_TABS_PX = 180;

/** As in the bottom panel of the editor: the timeline is beside the tabs rather than over them. */
const LOW = window.matchMedia('(max-height: 420px) and (min-width: 720px)');

/** The whole panel: feed bar, captures and counters on top, then the timeline over the tabs. */
export class App extends View {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        position: fixed;
        inset: 0;
        background: var(--vscode-editor-background);
      }
      .panes {
        display: flex;
        flex-direction: column;
        flex: 1;
        min-height: 0;
        border-top: 1px solid var(--ri-border);
      }
      .panes.is-low {
        flex-direction: row;
      }
      ri-timeline-pane {
        flex: none;
      }
      .is-low ri-tabs {
        min-width: 0;
        min-height: 0;
      }
      ri-tabs {
        flex: 1;
        min-height: ${LEAST_TABS_PX}px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    LOW.addEventListener('change', this.#onLow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    LOW.removeEventListener('change', this.#onLow);
  }

  protected override reads(state: PanelState): readonly unknown[] {
    return [
      state.latest === null,
      state.latest?.captures.length,
      state.sizes,
      isStarting(state),
      state.isCompareFormOpen,
    ];
  }

  override render(): TemplateResult {
    const { panel } = this;
    const hasCaptures = (this.state.latest?.captures.length ?? 0) > 0;
    return html`
      <ri-feed-bar .panel=${panel}></ri-feed-bar>
      <ri-banners .panel=${panel}></ri-banners>
      ${hasCaptures ? this.#renderSession() : this.#renderEmpty()}
      <ri-announcer .panel=${panel}></ri-announcer>
    `;
  }

  #renderEmpty(): TemplateResult {
    const { panel } = this;
    return this.state.isCompareFormOpen
      ? html`<ri-compare-form .panel=${panel}></ri-compare-form>`
      : html`<ri-empty-state .panel=${panel}></ri-empty-state>`;
  }

  #renderSession(): TemplateResult {
    const { panel } = this;
    const isLow = LOW.matches;
    const { timeline, timelineBeside } = this.state.sizes;
    const leastPx = leastTimelineHeight(this.state.latest?.captures.length ?? 0);
    const size = isLow
      ? `width:${timelineBeside * 100}%`
      : `height:${timeline * 100}%;min-height:min(${leastPx}px, 100% - ${LEAST_TABS_PX}px)`;
    return html`
      <ri-capture-list .panel=${panel}></ri-capture-list>
      <main class="panes ${isLow ? 'is-low' : ''}">
        <ri-timeline-pane
          data-vscode-context=${menuContext('timeline', {})}
          .panel=${panel}
          .style=${size}
        ></ri-timeline-pane>
        <ri-splitter
          .isHorizontal=${!isLow}
          .share=${isLow ? timelineBeside : timeline}
          .label=${isLow ? 'Width of the timeline' : 'Height of the timeline'}
          @resize-share=${(event: CustomEvent<number>) => {
            this.#resize(isLow ? { timelineBeside: event.detail } : { timeline: event.detail });
          }}
        ></ri-splitter>
        <ri-tabs .panel=${panel}></ri-tabs>
      </main>
    `;
  }

  readonly #onLow = (): void => {
    this.requestUpdate();
  };

  #resize(part: Partial<PaneSizes>): void {
    this.panel.store.update((state) => ({ ...state, sizes: { ...state.sizes, ...part } }));
  }
}

customElements.define('ri-app', App);
