import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, type TemplateResult } from 'lit';
import { type Method, METHOD_LABELS } from '../../protocol/method.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { icon } from '../dom/icons.ts';
import { View } from '../dom/view.ts';
import { isStarting, type PanelState } from '../state.ts';

const METHOD_WORDS: readonly (readonly [Method, string])[] = [
  ['websocket', 'both sides speak at any time, over one connection'],
  ['sse', 'the server pushes events down one response'],
  ['long-polling', 'each request waits until there is news'],
  ['short-polling', 'ask again every few seconds'],
];

/** What there is before the first capture: what to do first. */
export class EmptyState extends View {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex: 1;
        min-height: 0;
        overflow-y: auto;
        padding: 16px 24px;
        border-top: 1px solid var(--ri-border);
      }
      .card {
        margin: auto;
        max-width: 440px;
        line-height: 20px;
      }
      .pulse {
        font-size: 32px;
        color: var(--ri-dim);
        opacity: 0.7;
      }
      h1 {
        margin: 8px 0 4px;
        font-size: 18px;
        font-weight: 400;
        line-height: 24px;
      }
      p {
        margin: 0 0 16px;
        color: var(--ri-dim);
      }
      ul {
        display: grid;
        grid-template-columns: auto auto 1fr;
        margin: 24px 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        gap: 8px;
        align-items: baseline;
        padding: 2px 0;
      }
    `,
  ];

  protected override reads(state: PanelState): readonly unknown[] {
    return [isStarting(state), state.latest === null];
  }

  override render(): TemplateResult {
    const isConnecting = isStarting(this.state);
    if (this.state.latest === null) return html`<p class="card" role="status">Starting…</p>`;
    return html`<div class="card">
      ${icon('pulse', 'pulse')}
      <h1>Watch a live feed</h1>
      <p>
        Write the address of a feed above and connect. Every message, request and byte that crosses the wire
        then shows here.
      </p>
      <vscode-button ?disabled=${isConnecting} @click=${() => void this.panel.startDemo()}
        >${isConnecting ? 'Connecting…' : 'Try the demo feed'}</vscode-button
      >
      <vscode-button
        secondary
        @click=${() => {
          this.panel.store.set({ isCompareFormOpen: true });
        }}
        >Compare methods…</vscode-button
      >
      <ul>
        ${METHOD_WORDS.map(
          ([method, words]) =>
            html`<li>
              <span class="mark ${method}"></span><span>${METHOD_LABELS[method]}</span
              ><span class="dim">${words}</span>
            </li>`,
        )}
      </ul>
    </div>`;
  }
}

customElements.define('ri-empty-state', EmptyState);
