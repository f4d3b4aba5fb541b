import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { formatBytes, formatClockTime, formatCount } from '../../model/format.ts';
import { type ErrorInfo, toErrorInfo } from '../../protocol/errors.ts';
import type { FrameBody } from '../../protocol/frame.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import { parseJson } from '../../model/jsonTree.ts';
import { formatOffset } from '../../model/timelineScale.ts';
import { feedLabel, sessionStartMs } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { iconButton } from '../dom/iconButton.ts';
import { type MenuItem, openMenu } from '../dom/popupMenu.ts';
import { tabList, tabListStyles } from '../dom/tabList.ts';
import { View } from '../dom/view.ts';
import { COPY_FORMS, COPY_LABELS, type CopyForm } from '../messageCopies.ts';
import { payloadText } from '../payloadText.ts';
import type { DetailTab, PanelState } from '../state.ts';
import { visibleLine } from '../../model/visibleText.ts';
import './hexView.ts';
import './jsonView.ts';
import { KIND_WORDS } from './kindWords.ts';
import './textView.ts';

const TAB_LABELS: Readonly<Record<DetailTab, string>> = { json: 'JSON', text: 'Text', hex: 'Hex' };

interface Loaded {
  readonly body: FrameBody;
  readonly text: string;
  readonly json: { readonly value: unknown } | null;
}

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
      .meta .link {
        color: var(--vscode-textLink-foreground);
      }
      .meta .link:hover {
        text-decoration: underline;
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
      ri-json-view,
      ri-text-view,
      ri-hex-view {
        flex: 1;
        min-height: 0;
      }
    `,
  ];

  #loaded: Loaded | null = null;
  #error: ErrorInfo | null = null;
  #row: number | null = null;

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
      ${loaded === null ? nothing : html`${this.#renderMeta(loaded)}${this.#renderBody(loaded)}`}
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
      const text = payloadText(body);
      this.#loaded = { body, text, json: body.row.isBinary ? null : parseJson(text) };
      this.#error = null;
    } catch (error) {
      if (row !== this.#row) return;
      this.#loaded = null;
      this.#error = toErrorInfo(error);
    }
    this.requestUpdate();
  }

  #renderTabs(loaded: Loaded): TemplateResult {
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
  #tab(loaded: Loaded): DetailTab {
    const tabs = tabsOf(loaded);
    const { detailTab } = this.state;
    return tabs.includes(detailTab) ? detailTab : (tabs[0] ?? 'text');
  }

  #renderMeta({ body: { row } }: Loaded): TemplateResult {
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

  #renderBody(loaded: Loaded): TemplateResult {
    const { panel } = this;
    switch (this.#tab(loaded)) {
      case 'json':
        return html`<ri-json-view .panel=${panel} .value=${loaded.json?.value}></ri-json-view>`;
      case 'text':
        return html`<ri-text-view .text=${loaded.text} .isCut=${isCut(loaded.body)}></ri-text-view>`;
      case 'hex':
        return html`<ri-hex-view
          .bytes=${loaded.body.payload}
          .sizeBytes=${loaded.body.row.sizeBytes}
        ></ri-hex-view>`;
    }
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

function tabsOf({ json, body }: Loaded): readonly DetailTab[] {
  if (json !== null) return ['json', 'text', 'hex'];
  return body.row.isBinary ? ['hex', 'text'] : ['text', 'hex'];
}

function isCut({ row, payload }: FrameBody): boolean {
  return payload.length < row.sizeBytes;
}

customElements.define('ri-message-detail', MessageDetail);
