import { css, html, nothing, type TemplateResult } from 'lit';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import { captureLabel, feedLabel, isRunning, stateText } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { iconButton } from '../dom/iconButton.ts';
import { icon } from '../dom/icons.ts';
import { Ticker } from '../dom/ticker.ts';
import { View } from '../dom/view.ts';
import type { PanelState } from '../state.ts';

/** The captures of the session, each to select and to disconnect. */
export class CaptureChips extends View {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex: none;
        flex-wrap: wrap;
        gap: 4px;
        padding: 0 12px 4px;
        max-height: 84px;
        overflow-y: auto;
      }
      .chip {
        display: inline-flex;
        align-items: center;
        max-width: min(100%, 360px);
        height: 24px;
        border: 1px solid var(--ri-border);
        border-radius: 4px;
      }
      .chip.is-selected {
        background: var(--vscode-list-inactiveSelectionBackground);
        border-color: var(--vscode-focusBorder);
      }
      .select {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
        height: 100%;
        padding: 0 8px;
        border-radius: 3px;
      }
      .select:hover {
        background: var(--vscode-list-hoverBackground);
      }
      .chip .icon-button {
        height: 20px;
        margin-right: 1px;
      }
      .state {
        flex: none;
        color: var(--ri-dim);
      }
      .state.failed {
        color: var(--vscode-errorForeground);
      }
      .state.reconnecting {
        color: var(--vscode-editorWarning-foreground, var(--vscode-charts-yellow));
      }
      .mark.is-ended {
        opacity: 0.5;
      }
    `,
  ];

  readonly #ticker = new Ticker(this, 500, () =>
    this.#captures.some((capture) => capture.state === 'reconnecting'),
  );

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.latest?.captures, state.captureId];
  }

  override render(): TemplateResult {
    return html`${this.#captures.map((capture) => this.#renderChip(capture))}`;
  }

  get #captures(): readonly CaptureSummary[] {
    return this.state.latest?.captures ?? [];
  }

  #renderChip(capture: CaptureSummary): TemplateResult {
    const isSelected = this.state.captureId === capture.captureId;
    return html`<div
      class="chip ${isSelected ? 'is-selected' : ''}"
      role="group"
      aria-label=${captureLabel(capture)}
    >
      <button
        class="select"
        type="button"
        aria-pressed=${isSelected}
        title="${capture.feed.url}
Show the counters of this capture"
        @click=${() => {
          this.panel.store.set({ captureId: isSelected ? null : capture.captureId });
        }}
      >
        <span class="mark ${capture.feed.method} ${isRunning(capture) ? '' : 'is-ended'}"></span>
        <span>${METHOD_LABELS[capture.feed.method]}</span>
        <span class="dim ellipsis">${feedLabel(capture)}</span>
        ${capture.feed.isTlsVerified ? nothing : icon('warning')}
        <span class="state ${capture.state}">${stateText(capture, this.panel.clock.nowMs())}</span>
      </button>
      ${
        isRunning(capture)
          ? iconButton({
              icon: 'close',
              label: `Disconnect ${captureLabel(capture)}`,
              onClick: () => void this.panel.stop(capture.captureId),
            })
          : nothing
      }
    </div>`;
  }
}

customElements.define('ri-capture-chips', CaptureChips);
