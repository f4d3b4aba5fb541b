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
import {
  canBeEmpty,
  SEND_KINDS,
  SEND_LABELS,
  SEND_PLACEHOLDERS,
  type SendKind,
  toOutgoing,
} from '../outgoingDraft.ts';
import type { PanelState } from '../state.ts';

/** Sends messages, pings and the close on an open WebSocket; there is no bar where there is none. */
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
      vscode-single-select.kind {
        width: 124px;
      }
      .problem {
        padding: 0 8px 4px;
        color: var(--vscode-errorForeground);
      }
      vscode-textfield {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  #text = '';
  #kind: SendKind = 'text';
  #problem: string | null = null;
  #captureId: number | null = null;

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.latest?.captures];
  }

  override render(): TemplateResult | typeof nothing {
    const open = this.#openSockets();
    const target = open.find((capture) => capture.captureId === this.#captureId) ?? open[0];
    if (target === undefined) return nothing;
    return html`<div class="bar">
        ${open.length > 1 ? this.#renderTargets(open, target) : nothing} ${this.#renderKinds()}
        <vscode-textfield
          .label=${'Message to send'}
          placeholder="${SEND_PLACEHOLDERS[this.#kind]} ${captureLabel(target)}"
          ?invalid=${this.#problem !== null}
          .value=${this.#text}
          @input=${(event: Event) => {
            this.#text = valueOf(event);
            this.#problem = null;
            this.requestUpdate();
          }}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === 'Enter') void this.#send(target);
          }}
        ></vscode-textfield>
        ${this.#kind === 'file' ? this.#renderPick() : nothing}
        ${iconButton({
          icon: 'send',
          label: 'Send',
          isDisabled: this.#text === '' && !canBeEmpty(this.#kind),
          onClick: () => void this.#send(target),
        })}
      </div>
      ${this.#problem === null ? nothing : html`<div class="problem" role="alert">${this.#problem}</div>`}`;
  }

  #renderKinds(): TemplateResult {
    return html`<vscode-single-select
      class="kind"
      label="What to send"
      position="above"
      .value=${this.#kind}
      @change=${(event: Event) => {
        const value = valueOf(event);
        this.#kind = SEND_KINDS.find((kind) => kind === value) ?? 'text';
        this.#problem = null;
        this.requestUpdate();
      }}
    >
      ${SEND_KINDS.map(
        (kind) =>
          html`<vscode-option value=${kind} ?selected=${kind === this.#kind}
            >${SEND_LABELS[kind]}</vscode-option
          >`,
      )}
    </vscode-single-select>`;
  }

  #renderPick(): TemplateResult {
    return iconButton({
      icon: 'folder-opened',
      label: 'Choose the file to send',
      onClick: () => void this.#pick(),
    });
  }

  async #pick(): Promise<void> {
    const picked = await this.panel.attempt('host/pickFile', { title: 'Send a file' });
    if (picked === undefined || picked.path === null) return;
    this.#text = picked.path;
    this.requestUpdate();
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
    if (text === '' && !canBeEmpty(this.#kind)) return;
    const outgoing = toOutgoing(this.#kind, text);
    if ('problem' in outgoing) {
      this.#problem = outgoing.problem;
      this.requestUpdate();
      return;
    }
    const sent = await this.panel.attempt('capture/send', { captureId: target.captureId, outgoing });
    if (sent === undefined || this.#text !== text) return;
    this.#text = '';
    this.requestUpdate();
  }
}

customElements.define('ri-send-bar', SendBar);
