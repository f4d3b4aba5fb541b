import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { formatBytes, formatClockTime, formatCount } from '../../model/format.ts';
import { type ErrorInfo, toErrorInfo } from '../../protocol/errors.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import { formatOffset } from '../../model/timelineScale.ts';
import { feedLabel, sessionStartMs } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { iconButton } from '../dom/iconButton.ts';
import { type MenuItem, openMenu } from '../dom/popupMenu.ts';
import { tabList, tabListStyles } from '../dom/tabList.ts';
import { View } from '../dom/view.ts';
import { COPY_FORMS, COPY_LABELS, type CopyForm } from '../messageCopies.ts';
import { contentOf, type MessageContent, tabsOf } from '../messageContent.ts';
import type { DetailTab, PanelState } from '../state.ts';
import { visibleLine } from '../../model/visibleText.ts';
import { KIND_WORDS } from './kindWords.ts';
import { MessageBody } from './messageBody.ts';

const TAB_LABELS: Readonly<Record<DetailTab, string>> = {
  json: 'JSON',
  text: 'Text',
  hex: 'Hex',
  diff: 'Diff',
};

/** The selected message in full: as a JSON tree, as text, as bytes. */
export class MessageDetail extends View {
  static override styles = [
    baseStyles,
    tabListStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        position: relative;
      }
      .bar {
        display: flex;
        align-items: center;
        flex: none;
        padding-right: 4px;
        border-bottom: 1px solid var(--ri-border);
      }
      .tablist {
        flex: 1;
      }
      .tab {
        height: 32px;
      }
      .tools {
        display: flex;
        flex: none;
        margin-right: 8px;
      }
      .meta {
        display: flex;
        flex: none;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 16px;
        padding: 4px 12px;
        line-height: 20px;
        font-size: 12px;
        border-bottom: 1px solid var(--ri-border);
      }
      .meta > * {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-width: 0;
      }
      .meta .label {
        color: var(--ri-dim);
      }
      .value {
        color: var(--vscode-foreground);
        overflow-wrap: anywhere;
      }
      .note {
        padding: 16px 12px;
        color: var(--ri-dim);
      }
      ri-message-body {
        flex: 1;
        min-height: 0;
      }
    `,
  ];

  #loaded: MessageContent | null = null;
  #error: ErrorInfo | null = null;
  #row: number | null = null;

  constructor() {
    super();
    this.addEventListener('keydown', this.#onKeyDown);
  }

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.selectedRow, state.detailTab];
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { selectedRow } = this.state;
    if (selectedRow === this.#row) return;
    this.#row = selectedRow;
    if (selectedRow !== null) void this.#load(selectedRow);
  }

  override render(): TemplateResult {
    const loaded = this.#loaded;
    return html`
      <div class="bar">
        ${loaded === null ? html`<span class="tablist"></span>` : this.#renderTabs(loaded)}
        ${loaded === null ? nothing : this.#renderTools(this.#tab(loaded))}
        ${iconButton({
          icon: 'copy',
          label: 'Copy the message',
          isDisabled: loaded === null,
          onClick: () => {
            this.#copy('text');
          },
        })}
        ${iconButton({
          icon: 'chevron-down',
          label: 'Copy as',
          popup: 'menu',
          isDisabled: loaded === null,
          onClick: this.#openCopies,
        })}
        ${iconButton({ icon: 'go-to-file', label: 'Open in an editor', onClick: this.#open })}
        ${iconButton({
          icon: 'close',
          label: 'Close the message',
          onClick: () => {
            this.panel.store.set({ selectedRow: null, selectedAtMs: null });
          },
        })}
      </div>
      ${
        loaded === null
          ? nothing
          : html`${this.#renderMeta(loaded)}
              <ri-message-body
                .panel=${this.panel}
                .content=${loaded}
                .tab=${this.#tab(loaded)}
              ></ri-message-body>`
      }
      ${
        this.#error === null
          ? nothing
          : html`<p class="note" role="alert">
              This message cannot be shown: ${this.#error.message}; ${this.#error.action}.
            </p>`
      }
    `;
  }

  async #load(row: number): Promise<void> {
    try {
      const body = await this.panel.call('frame/read', { row });
      if (row !== this.#row) return;
      this.#loaded = contentOf(body);
      this.#error = null;
    } catch (error) {
      if (row !== this.#row) return;
      this.#loaded = null;
      this.#error = toErrorInfo(error);
    }
    this.requestUpdate();
  }

  #renderTabs(loaded: MessageContent): TemplateResult {
    return tabList({
      label: 'How the message is shown',
      tabs: tabsOf(loaded).map((id) => ({ id, label: TAB_LABELS[id] })),
      selected: this.#tab(loaded),
      onSelect: (detailTab) => {
        this.panel.store.set({ detailTab });
      },
    });
  }

  /** The wanted tab where the message has it, else the first it has. */
  #tab(loaded: MessageContent): DetailTab {
    const tabs = tabsOf(loaded);
    const { detailTab } = this.state;
    return tabs.includes(detailTab) ? detailTab : (tabs[0] ?? 'text');
  }

  #renderMeta({ body: { row } }: MessageContent): TemplateResult {
    const captures = this.state.shown?.captures ?? [];
    const capture = captures.find((candidate) => candidate.captureId === row.captureId);
    const fact = (label: string, value: string): TemplateResult =>
      html`<span><span class="label">${label}</span><span class="value number">${value}</span></span>`;
    const method = capture?.feed.method;
    const what = `${KIND_WORDS[row.kind]} ${formatCount(row.seq + 1)} ${row.direction}`;
    return html`<div class="meta">
      <span title=${capture === undefined ? '' : feedLabel(capture)}
        ><span class="mark ${method ?? ''}"></span>${method === undefined ? '' : METHOD_LABELS[method]}</span
      >
      <span class="number">${what}</span>
      ${fact('at', formatOffset(row.atMs - sessionStartMs(captures), 1))}
      ${fact('clock', formatClockTime(row.atMs))} ${fact('size', formatBytes(row.sizeBytes))}
      ${row.event === null ? nothing : fact('event', visibleLine(row.event))}
      ${row.id === null ? nothing : fact('id', visibleLine(row.id))}
      ${row.mark === null ? nothing : fact('order', row.mark === 'duplicate' ? 'seen before' : 'out of order')}
      <button
        type="button"
        class="link"
        @click=${() => {
          this.panel.showRequest({ captureId: row.captureId, index: row.requestIndex });
        }}
      >
        request ${formatCount(row.requestIndex + 1)}
      </button>
    </div>`;
  }

  get #body(): MessageBody | null {
    const body = this.renderRoot.querySelector('ri-message-body');
    return body instanceof MessageBody ? body : null;
  }

  /** What is done with a message in the way it is looked at. */
  #renderTools(tab: DetailTab): TemplateResult {
    const fold = (isFolded: boolean): TemplateResult =>
      iconButton({
        icon: isFolded ? 'collapse-all' : 'expand-all',
        label: isFolded ? 'Fold all' : 'Unfold all',
        onClick: () => this.#body?.foldAll(isFolded),
      });
    const find = iconButton({
      icon: 'search',
      label: 'Find in the message',
      onClick: () => void this.#body?.openFind(),
    });
    return html`<span class="tools"
      >${tab === 'json' ? html`${fold(false)}${fold(true)}` : nothing}${tab === 'diff' ? nothing : find}</span
    >`;
  }

  #onKeyDown = (event: KeyboardEvent): void => {
    if (!this.#obey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @returns whether the key means something here */
  #obey({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean {
    const body = this.#body;
    if (body === null || altKey) return false;
    if ((ctrlKey || metaKey) && !shiftKey && key.toLowerCase() === 'f') {
      void body.openFind();
      return body.canFind;
    }
    if (key === 'F3') body.stepFind(shiftKey ? -1 : 1);
    return key === 'F3' || (key === 'Escape' && body.closeFind());
  }

  #openCopies = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof Element)) return;
    const items = COPY_FORMS.map((form): MenuItem => ({
      kind: 'action',
      label: COPY_LABELS[form],
      onChoose: () => {
        this.#copy(form);
      },
    }));
    openMenu({ label: 'Copy as', items: () => items }, currentTarget);
  };

  #copy(form: CopyForm): void {
    if (this.#row !== null) void this.panel.copyMessage(this.#row, form);
  }

  #open = (): void => {
    if (this.#row !== null) void this.panel.attempt('host/openFrame', { row: this.#row });
  };
}

customElements.define('ri-message-detail', MessageDetail);
