import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { formatBytes, formatCount, formatDuration } from '../../model/format.ts';
import { type ErrorInfo, toErrorInfo } from '../../protocol/errors.ts';
import { MAX_DIFF_BYTES, MAX_ROWS_LOOKED_BACK } from '../../protocol/limits.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { iconButton } from '../dom/iconButton.ts';
import { contentOf, type MessageContent } from '../messageContent.ts';
import type { Panel } from '../panel.ts';
import './hexDiffView.ts';
import './jsonDiffView.ts';
import { KIND_WORDS } from './kindWords.ts';
import './textDiffView.ts';

/** What there is to compare a message with. */
type Comparand =
  | { readonly kind: 'message'; readonly content: MessageContent }
  | { readonly kind: 'none'; readonly isCutShort: boolean }
  | { readonly kind: 'error'; readonly error: ErrorInfo };

/** A message beside the one before it of the same capture, direction, kind and event name. */
export class DiffView extends LitElement {
  static override properties = { panel: { attribute: false }, content: { attribute: false } };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .head {
        display: flex;
        flex: none;
        align-items: center;
        gap: 8px;
        min-height: 28px;
        padding: 2px 4px 2px 12px;
        border-bottom: 1px solid var(--ri-border);
      }
      .head > span {
        flex: 1;
        min-width: 0;
      }
      .note {
        padding: 16px 12px;
        color: var(--ri-dim);
      }
      ri-json-diff-view,
      ri-text-diff-view,
      ri-hex-diff-view {
        flex: 1;
        min-height: 0;
      }
    `,
  ];

  declare panel: Panel;
  declare content: MessageContent;

  #comparand: Comparand | null = null;

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('content')) void this.#load(this.content);
  }

  override render(): TemplateResult | typeof nothing {
    const comparand = this.#comparand;
    if (comparand === null) return nothing;
    switch (comparand.kind) {
      case 'none':
        return html`<div class="note">${comparand.isCutShort ? NOT_FOUND : FIRST_OF_ITS_KIND}</div>`;
      case 'error':
        return html`<div class="note" role="alert">
          The message before it cannot be shown: ${comparand.error.message}; ${comparand.error.action}.
        </div>`;
      case 'message':
        return html`${this.#renderHead(comparand.content)}${this.#renderDifference(comparand.content)}`;
    }
  }

  async #load(content: MessageContent): Promise<void> {
    const comparand = await this.#find(content.body.row.row);
    if (content !== this.content) return;
    this.#comparand = comparand;
    this.requestUpdate();
  }

  async #find(row: number): Promise<Comparand> {
    try {
      const found = await this.panel.call('frame/previous', { row });
      if (found.row === null) return { kind: 'none', isCutShort: found.isCutShort };
      const body = await this.panel.call('frame/read', { row: found.row });
      return { kind: 'message', content: contentOf(body) };
    } catch (error) {
      return { kind: 'error', error: toErrorInfo(error) };
    }
  }

  #renderHead({ body: { row } }: MessageContent): TemplateResult {
    const after = this.content.body.row;
    const since = formatDuration(Math.max(0, after.atMs - row.atMs));
    return html`<div class="head">
      <span class="number"
        >Compared with
        <button
          type="button"
          class="link"
          title="Show this message"
          @click=${() => void this.panel.showMessage(row)}
        >
          ${KIND_WORDS[row.kind].toLowerCase()} ${formatCount(row.seq + 1)}</button
        >, ${since} before</span
      >
      ${iconButton({
        icon: 'compare-changes',
        label: 'Compare in the editor',
        onClick: () => void this.panel.attempt('host/compareFrames', { beforeRow: row.row, row: after.row }),
      })}
    </div>`;
  }

  #renderDifference(before: MessageContent): TemplateResult {
    const after = this.content;
    if (isTooLarge(before) || isTooLarge(after)) {
      return html`<div class="note">
        Messages of more than ${formatBytes(MAX_DIFF_BYTES)} are not compared here. Compare them in the
        editor.
      </div>`;
    }
    if (before.body.row.isBinary || after.body.row.isBinary) {
      return html`<ri-hex-diff-view
        .older=${before.body.payload}
        .newer=${after.body.payload}
      ></ri-hex-diff-view>`;
    }
    if (before.json !== null && after.json !== null) {
      return html`<ri-json-diff-view
        .older=${before.json.value}
        .newer=${after.json.value}
      ></ri-json-diff-view>`;
    }
    return html`<ri-text-diff-view .older=${before.text} .newer=${after.text}></ri-text-diff-view>`;
  }
}

const FIRST_OF_ITS_KIND =
  'The first of its kind: no message before it has the same capture, direction, kind and event name.';
const NOT_FOUND = `None of its kind is among the ${formatCount(MAX_ROWS_LOOKED_BACK)} messages before it.`;

function isTooLarge({ body }: MessageContent): boolean {
  return body.row.sizeBytes > MAX_DIFF_BYTES;
}

customElements.define('ri-diff-view', DiffView);
