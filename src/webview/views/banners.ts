import { css, html, nothing, type TemplateResult } from 'lit';
import { remoteHint } from '../../model/remoteHint.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { type ErrorInfo, sentence } from '../../protocol/errors.ts';
import { captureLabel } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { iconButton } from '../dom/iconButton.ts';
import { icon, type IconName } from '../dom/icons.ts';
import { View } from '../dom/view.ts';
import { normalizeUrl } from '../feedDraft.ts';
import type { PanelState } from '../state.ts';

interface Banner {
  readonly tone: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly error: ErrorInfo | null;
  readonly text?: string;
  readonly retry?: { readonly label: string; readonly run: () => void };
  readonly dismiss?: () => void;
}

const ICONS: Readonly<Record<Banner['tone'], IconName>> = {
  error: 'error',
  warning: 'warning',
  info: 'history',
};

/** What went wrong and what to do about it. Nothing that was captured goes away because of it. */
export class Banners extends View {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        flex: none;
        max-height: 40%;
        overflow-y: auto;
        container-type: inline-size;
      }
      .banner {
        display: flex;
        align-items: flex-start;
        gap: 8px;
        margin: 0 12px 8px;
        padding: 6px 4px 6px 8px;
        border: 1px solid var(--ri-border);
        border-left: 3px solid var(--vscode-charts-blue);
        border-radius: 4px;
        background: var(--vscode-editorWidget-background);
      }
      .banner.error {
        border-left-color: var(--vscode-charts-red);
      }
      .banner.warning {
        border-left-color: var(--vscode-charts-yellow);
      }
      .banner > .codicon {
        margin-top: 3px;
      }
      .error > .codicon {
        color: var(--vscode-charts-red);
      }
      .warning > .codicon {
        color: var(--vscode-charts-yellow);
      }
      .info > .codicon {
        color: var(--vscode-charts-blue);
      }
      .words {
        flex: 1;
        min-width: 0;
        line-height: 20px;
        padding: 1px 0;
        overflow-wrap: anywhere;
      }
      .title {
        font-weight: 600;
      }
      code {
        font-family: var(--ri-mono);
        font-size: 11px;
        color: var(--ri-dim);
      }
      .text-button {
        flex: none;
        height: 22px;
        padding: 0 8px;
        border-radius: 4px;
        color: var(--vscode-button-secondaryForeground);
        background: var(--vscode-button-secondaryBackground);
        border: 1px solid var(--vscode-button-border, transparent);
      }
      @container (max-width: 480px) {
        .banner {
          flex-wrap: wrap;
        }
        .words {
          flex-basis: 70%;
        }
        .text-button {
          order: 1;
          margin: 0 0 4px 24px;
        }
      }
      .text-button:hover {
        background: var(--vscode-button-secondaryHoverBackground);
      }
    `,
  ];

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.latest, state.callError, state.draft, state.dismissed, state.remoteName];
  }

  override render(): TemplateResult {
    return html`${this.#banners().map(renderBanner)}`;
  }

  #banners(): readonly Banner[] {
    const { callError, draft, latest } = this.state;
    const banners: Banner[] = [];
    if (callError !== null) {
      const dismiss = (): void => {
        this.panel.store.set({ callError: null });
      };
      banners.push({
        tone: 'error',
        title: 'That did not work',
        error: this.#withMachine(callError, normalizeUrl(draft.url, draft.method)),
        dismiss,
      });
    }
    if (latest?.recordingError) {
      banners.push({
        tone: 'warning',
        title: 'This session is not being recorded',
        error: latest.recordingError,
      });
    }
    const restored = this.#restoredBanner();
    if (restored !== null) banners.push(restored);
    return [...banners, ...this.#failures()];
  }

  #failures(): readonly Banner[] {
    return this.#captures
      .filter((capture) => capture.failure !== null && capture.state === 'failed')
      .map((capture) => ({
        tone: 'error',
        title: `${captureLabel(capture)} failed`,
        error: capture.failure === null ? null : this.#withMachine(capture.failure, capture.feed.url),
        retry: { label: 'Connect again', run: () => void this.#restart([capture]) },
        dismiss: () => {
          this.#dismiss([capture]);
        },
      }));
  }

  /** Nobody listens at localhost: it may be another machine than the user has in mind. */
  #withMachine(error: ErrorInfo, url: string): ErrorInfo {
    const hint = error.code === 'connection-refused' ? remoteHint(url, this.state.remoteName) : null;
    return hint === null ? error : { ...error, action: `${error.action}: ${hint}` };
  }

  #restoredBanner(): Banner | null {
    const restored = this.#captures.filter((capture) => capture.endReason === 'interrupted');
    if (restored.length === 0) return null;
    return {
      tone: 'info',
      title: 'Disconnected',
      text: 'What you see is from before the window was reloaded.',
      error: null,
      retry: { label: 'Connect again', run: () => void this.#restart(restored) },
      dismiss: () => {
        this.#dismiss(restored);
      },
    };
  }

  /** Those of which the user has not yet waved the banner away. */
  get #captures(): readonly CaptureSummary[] {
    const { latest, dismissed } = this.state;
    return latest?.captures.filter((capture) => !dismissed.has(capture.captureId)) ?? [];
  }

  async #restart(captures: readonly CaptureSummary[]): Promise<void> {
    this.#dismiss(captures);
    await Promise.all(captures.map((capture) => this.panel.start(capture.feed)));
  }

  #dismiss(captures: readonly CaptureSummary[]): void {
    const ids = captures.map((capture) => capture.captureId);
    this.panel.store.update((state) => ({ ...state, dismissed: new Set([...state.dismissed, ...ids]) }));
  }
}

function renderBanner({ tone, title, error, text, retry, dismiss }: Banner): TemplateResult {
  return html`<div class="banner ${tone}" role="group" aria-label=${title}>
    ${icon(ICONS[tone])}
    <div class="words">
      <span class="title">${title}.</span>
      ${error === null ? text : html`${sentence(error.message)} ${sentence(error.action)} <code>${error.code}</code>`}
    </div>
    ${
      retry === undefined
        ? nothing
        : html`<button type="button" class="text-button" @click=${retry.run}>${retry.label}</button>`
    }
    ${dismiss === undefined ? nothing : iconButton({ icon: 'close', label: `Dismiss: ${title}`, onClick: dismiss })}
  </div>`;
}

customElements.define('ri-banners', Banners);
