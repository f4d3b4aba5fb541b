import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { isCommandLine, parseCommandLine } from '../../model/commandLine/parseCommandLine.ts';
import { formatCount } from '../../model/format.ts';
import { remoteHint } from '../../model/remoteHint.ts';
import { type ErrorInfo, toErrorInfo } from '../../protocol/errors.ts';
import { METHOD_LABELS, type MethodChoice } from '../../protocol/method.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { controlStyles, valueOf } from '../dom/controls.ts';
import { iconButton } from '../dom/iconButton.ts';
import { icon } from '../dom/icons.ts';
import { View } from '../dom/view.ts';
import { draftErrors } from '../draftErrors.ts';
import { type FeedDraft, normalizeUrl } from '../feedDraft.ts';
import { runningCapture } from '../runningCapture.ts';
import { isStarting, type PanelState, waitingRows } from '../state.ts';
import './feedOptions.ts';

const CHOICES: readonly MethodChoice[] = ['auto', 'websocket', 'sse', 'long-polling', 'short-polling'];
const PLACEHOLDERS: Readonly<Record<MethodChoice, string>> = {
  auto: 'http://localhost:3000/events',
  websocket: 'ws://localhost:3000/socket',
  sse: 'http://localhost:3000/events',
  'long-polling': 'http://localhost:3000/updates?wait=30',
  'short-polling': 'http://localhost:3000/status',
};

export class FeedBar extends View {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: block;
        flex: none;
        padding: 8px 12px;
        container-type: inline-size;
        position: relative;
        z-index: 4;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-start;
        gap: 4px 8px;
      }
      .method {
        width: 132px;
        flex: none;
      }
      .address {
        flex: 1 1 200px;
        min-width: 0;
      }
      .address vscode-textfield {
        width: 100%;
      }
      .actions {
        display: flex;
        align-items: center;
        gap: 4px;
        height: 26px;
      }
      .actions vscode-button {
        width: 116px;
      }
      .rule {
        width: 1px;
        height: 16px;
        margin: 0 4px;
        background: var(--ri-border);
      }
      .hint {
        display: flex;
        align-items: flex-start;
        gap: 4px;
        margin-top: 4px;
        color: var(--ri-dim);
      }
      .insecure {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        margin-top: 4px;
        color: var(--vscode-editorWarning-foreground, var(--vscode-charts-yellow));
      }
      @container (max-width: 620px) {
        .address {
          order: 1;
          flex-basis: 100%;
        }
        .actions {
          margin-left: auto;
        }
      }
    `,
  ];

  /** Why what was pasted last is no feed. */
  #pasteError: ErrorInfo | null = null;

  protected override reads(state: PanelState): readonly unknown[] {
    const { draft, isFormTouched, areOptionsOpen, isPaused, latest, remoteName } = state;
    const isEmpty = (latest?.captures.length ?? 0) === 0;
    const running = runningCapture(this.state)?.captureId;
    return [
      draft,
      isFormTouched,
      areOptionsOpen,
      isStarting(state),
      isPaused,
      isEmpty,
      running,
      waitingRows(state),
      remoteName,
    ];
  }

  override render(): TemplateResult {
    const { draft, isFormTouched, areOptionsOpen } = this.state;
    const errors = isFormTouched ? draftErrors(draft) : {};
    const pasteError =
      this.#pasteError === null ? undefined : `${this.#pasteError.message}; ${this.#pasteError.action}`;
    return html`
      <form aria-label="Feed" @submit=${this.#submit}>
        ${this.#renderMethod(draft)} ${this.#renderAddress(draft, pasteError ?? errors.url)}
        <div class="actions">
          ${iconButton({
            icon: 'settings',
            label: 'Options of the feed',
            isExpanded: areOptionsOpen,
            onClick: () => {
              this.panel.store.set({ areOptionsOpen: !areOptionsOpen });
            },
          })}
          ${this.#renderConnect()}<span class="rule"></span>${this.#renderSessionActions()}
        </div>
      </form>
      ${
        draft.isTlsVerified
          ? nothing
          : html`<div class="insecure">${icon('warning')}The server’s certificate is not checked</div>`
      }
      <ri-feed-options .panel=${this.panel} ?hidden=${!areOptionsOpen}></ri-feed-options>
    `;
  }

  #renderMethod(draft: FeedDraft): TemplateResult {
    return html`<vscode-single-select
      class="method"
      label="Method"
      .value=${draft.method}
      @change=${(event: Event) => {
        const method = CHOICES.find((choice) => choice === valueOf(event));
        if (method !== undefined) this.#edit({ method });
      }}
    >
      ${CHOICES.map(
        (choice) =>
          html`<vscode-option value=${choice} ?selected=${choice === draft.method}
            >${choice === 'auto' ? 'Detect' : METHOD_LABELS[choice]}</vscode-option
          >`,
      )}
    </vscode-single-select>`;
  }

  #renderAddress(draft: FeedDraft, error: string | undefined): TemplateResult {
    return html`<div class="address">
      <vscode-textfield
        .label=${'Address'}
        placeholder=${PLACEHOLDERS[draft.method]}
        ?invalid=${error !== undefined}
        .value=${draft.url}
        @input=${(event: Event) => {
          this.#pasteError = null;
          this.#edit({ url: valueOf(event) });
        }}
        @paste=${this.#paste}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter') this.#connect();
        }}
      ></vscode-textfield>
      ${error === undefined ? this.#renderHint(draft) : html`<div class="field-error" role="alert">${error}</div>`}
    </div>`;
  }

  /** Of no use any more once it has connected. */
  #renderHint({ url, method }: FeedDraft): TemplateResult | typeof nothing {
    const isConnected = runningCapture(this.state) !== undefined;
    const hint = isConnected ? null : remoteHint(normalizeUrl(url, method), this.state.remoteName);
    return hint === null ? nothing : html`<div class="hint">${icon('remote')}${hint}</div>`;
  }

  #renderConnect(): TemplateResult {
    const running = runningCapture(this.state);
    const isConnecting = isStarting(this.state);
    if (running !== undefined) {
      return html`<vscode-button secondary @click=${() => void this.panel.stop(running.captureId)}
        >Disconnect</vscode-button
      >`;
    }
    return html`<vscode-button ?disabled=${isConnecting} @click=${this.#connect}
      >${isConnecting ? 'Connecting…' : 'Connect'}</vscode-button
    >`;
  }

  #renderSessionActions(): TemplateResult {
    const { isPaused, latest } = this.state;
    const isEmpty = (latest?.captures.length ?? 0) === 0;
    const waiting = `${formatCount(waitingRows(this.state))} waiting`;
    return html`
      ${iconButton({
        icon: isPaused ? 'debug-continue' : 'debug-pause',
        label: isPaused ? `${waiting}: show what is new` : 'Pause the view; the capture goes on',
        isPressed: isPaused,
        isDisabled: isEmpty,
        ...(isPaused ? { text: waiting } : {}),
        onClick: () => {
          this.panel.togglePause();
        },
      })}
      ${iconButton({
        icon: 'clear-all',
        label: 'Clear what was captured',
        isDisabled: isEmpty,
        onClick: () => void this.panel.clear(),
      })}
    `;
  }

  #submit = (event: Event): void => {
    event.preventDefault();
  };

  /** A command makes a whole feed; any other text is an address. */
  #paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!isCommandLine(text)) return;
    event.preventDefault();
    this.#pasteError = null;
    try {
      this.panel.fill(parseCommandLine(text));
    } catch (error) {
      this.#pasteError = toErrorInfo(error);
    }
    this.requestUpdate();
  };

  #connect = (): void => {
    void this.panel.connectDraft();
  };

  #edit(part: Partial<FeedDraft>): void {
    this.panel.store.update((state) => ({ ...state, draft: { ...state.draft, ...part } }));
  }
}

customElements.define('ri-feed-bar', FeedBar);
