import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { captureLabel } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { controlStyles, valueOf } from '../dom/controls.ts';
import { iconButton } from '../dom/iconButton.ts';
import { View } from '../dom/view.ts';
import type { PanelState } from '../state.ts';

/** Sends a text message on an open WebSocket; there is no bar where there is none. */
export class SendBar extends View {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: block;
        flex: none;
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 4px 8px;
        border-top: 1px solid var(--ri-border);
      }
      vscode-single-select {
        width: 160px;
        flex: none;
      }
      vscode-textfield {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  #text = '';
  #captureId: number | null = null;

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.latest?.captures];
  }

  override render(): TemplateResult | typeof nothing {
    const open = this.#openSockets();
    const target = open.find((capture) => capture.captureId === this.#captureId) ?? open[0];
    if (target === undefined) return nothing;
    return html`<div class="bar">
      ${open.length > 1 ? this.#renderTargets(open, target) : nothing}
      <vscode-textfield
        .label=${'Message to send'}
        placeholder="Send a message to ${captureLabel(target)}"
        .value=${this.#text}
        @input=${(event: Event) => {
          this.#text = valueOf(event);
          this.requestUpdate();
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter') void this.#send(target);
        }}
      ></vscode-textfield>
      ${iconButton({
        icon: 'send',
        label: 'Send',
        isDisabled: this.#text === '',
        onClick: () => void this.#send(target),
      })}
    </div>`;
  }

  #renderTargets(open: readonly CaptureSummary[], target: CaptureSummary): TemplateResult {
    return html`<vscode-single-select
      label="Send to"
      position="above"
      .value=${String(target.captureId)}
      @change=${(event: Event) => {
        this.#captureId = Number(valueOf(event));
        this.requestUpdate();
      }}
    >
      ${open.map(
        (capture) =>
          html`<vscode-option value=${capture.captureId} ?selected=${capture === target}
            >${captureLabel(capture)}</vscode-option
          >`,
      )}
    </vscode-single-select>`;
  }

  #openSockets(): readonly CaptureSummary[] {
    const captures = this.state.latest?.captures ?? [];
    return captures.filter((capture) => capture.feed.method === 'websocket' && capture.state === 'open');
  }

  async #send(target: CaptureSummary): Promise<void> {
    const text = this.#text;
    if (text === '') return;
    const sent = await this.panel.attempt('capture/send', { captureId: target.captureId, text });
    if (sent === undefined || this.#text !== text) return;
    this.#text = '';
    this.requestUpdate();
  }
}

customElements.define('ri-send-bar', SendBar);
