import { css, html, type TemplateResult } from 'lit';
import { formatCount } from '../../model/format.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { tabList, tabListStyles } from '../dom/tabList.ts';
import { View } from '../dom/view.ts';
import { type PanelState, type Tab, TABS } from '../state.ts';
import './compare/comparePane.ts';
import './messagesPane.ts';
import './recordingMark.ts';
import './requestsPane.ts';
import './statisticsPane.ts';

const LABELS: Readonly<Record<Tab, string>> = {
  messages: 'Messages',
  requests: 'Requests',
  statistics: 'Statistics',
  compare: 'Compare',
};

/** The lower half: one of the tabs. Only the one in view exists, so the others ask for nothing. */
export class Tabs extends View {
  static override styles = [
    baseStyles,
    tabListStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        container-type: inline-size;
      }
      .bar {
        display: flex;
        flex: none;
        gap: 8px;
        padding: 0 8px 0 4px;
        border-bottom: 1px solid var(--ri-border);
      }
      .tablist {
        flex: 1 1 auto;
        min-width: 0;
      }
      ri-recording-mark {
        flex: none;
      }
      @container (max-width: 480px) {
        .tablist {
          gap: 0;
        }
        .tab {
          gap: 4px;
          padding: 0 6px;
        }
        .tab[aria-selected='false'] .note {
          display: none;
        }
      }
      [role='tabpanel'] {
        display: flex;
        flex: 1;
        min-height: 0;
      }
      [role='tabpanel'] > * {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.tab, state.shown?.rowCount, state.shown?.requestCount];
  }

  override render(): TemplateResult {
    const { tab } = this.state;
    return html`
      <div class="bar">
        ${tabList({
          label: 'Views of the session',
          tabs: TABS.map((id) => ({ id, label: LABELS[id], note: this.#note(id) })),
          selected: tab,
          onSelect: (selected) => {
            this.panel.store.set({ tab: selected });
          },
        })}
        <ri-recording-mark .panel=${this.panel}></ri-recording-mark>
      </div>
      <div role="tabpanel" aria-label=${LABELS[tab]}>${this.#renderTab(tab)}</div>
    `;
  }

  #note(tab: Tab): string {
    const { shown } = this.state;
    if (tab === 'messages') return formatCount(shown?.rowCount ?? 0);
    return tab === 'requests' ? formatCount(shown?.requestCount ?? 0) : '';
  }

  #renderTab(tab: Tab): TemplateResult {
    switch (tab) {
      case 'messages':
        return html`<ri-messages-pane .panel=${this.panel}></ri-messages-pane>`;
      case 'requests':
        return html`<ri-requests-pane .panel=${this.panel}></ri-requests-pane>`;
      case 'statistics':
        return html`<ri-statistics-pane .panel=${this.panel}></ri-statistics-pane>`;
      case 'compare':
        return html`<ri-compare-pane .panel=${this.panel}></ri-compare-pane>`;
    }
  }
}

customElements.define('ri-tabs', Tabs);
