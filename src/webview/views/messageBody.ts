import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { findPattern, type FindQuery, findRanges, type TextRange } from '../../model/findText.ts';
import { findBytes } from '../../model/hexFind.ts';
import { findInJson, type JsonHit } from '../../model/jsonFind.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import type { MessageContent } from '../messageContent.ts';
import type { Panel } from '../panel.ts';
import type { DetailTab } from '../state.ts';
import './diffView.ts';
import { FindBar } from './findBar.ts';
import './hexView.ts';
import { JsonView } from './jsonView.ts';
import { shownText } from './textView.ts';

const NO_QUERY: FindQuery = { text: '', isMatchCase: false };

/** A message in one of the ways to look at it, and what is found in it. */
export class MessageBody extends LitElement {
  static override properties = {
    panel: { attribute: false },
    content: { attribute: false },
    tab: { attribute: false },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      ri-json-view,
      ri-text-view,
      ri-hex-view,
      ri-diff-view {
        flex: 1;
        min-height: 0;
      }
    `,
  ];

  declare panel: Panel;
  declare content: MessageContent;
  declare tab: DetailTab;

  /** What is looked for, kept while the search is closed. */
  #query = NO_QUERY;
  #isFinding = false;
  #jsonHits: readonly JsonHit[] = [];
  #ranges: readonly TextRange[] = [];
  #hit = 0;
  /** What had the keys before the search was opened. */
  #returnTo: HTMLElement | null = null;

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('content') || changed.has('tab')) this.#find();
  }

  override render(): TemplateResult {
    return html`${this.#isFinding && this.canFind ? this.#renderFindBar() : nothing}${this.#renderTab()}`;
  }

  get canFind(): boolean {
    return this.tab !== 'diff';
  }

  async openFind(): Promise<void> {
    if (!this.canFind) return;
    if (!this.#isFinding) {
      this.#returnTo = focused();
      this.#isFinding = true;
      this.#find();
      this.requestUpdate();
      await this.updateComplete;
    }
    const bar = this.renderRoot.querySelector('ri-find-bar');
    if (bar instanceof FindBar) {
      await bar.updateComplete;
      bar.focusField();
    }
  }

  /** @returns whether there was a search to close */
  closeFind(): boolean {
    if (!this.#isFinding) return false;
    this.#isFinding = false;
    this.#find();
    this.requestUpdate();
    if (this.#returnTo?.isConnected === true) this.#returnTo.focus();
    return true;
  }

  /** Goes to the next place where what is looked for is, or the one before, around the ends. */
  stepFind(step: 1 | -1): void {
    const count = this.#hitCount;
    if (count === 0) return;
    this.#hit = (this.#hit + step + count) % count;
    this.requestUpdate();
  }

  foldAll(isFolded: boolean): void {
    const view = this.renderRoot.querySelector('ri-json-view');
    if (view instanceof JsonView) view.foldAll(isFolded);
  }

  get #hitCount(): number {
    return this.tab === 'json' ? this.#jsonHits.length : this.#ranges.length;
  }

  #find(): void {
    const pattern = this.#isFinding ? findPattern(this.#query) : null;
    this.#hit = 0;
    this.#jsonHits = [];
    this.#ranges = [];
    if (pattern === null) return;
    const { json, text, body } = this.content;
    if (this.tab === 'json') this.#jsonHits = findInJson(json?.value, pattern);
    if (this.tab === 'text') this.#ranges = findRanges(shownText(text), pattern);
    if (this.tab === 'hex') this.#ranges = findBytes(body.payload, this.#query);
  }

  #renderTab(): TemplateResult {
    const { panel, content } = this;
    const hit = this.#hit;
    switch (this.tab) {
      case 'json':
        return html`<ri-json-view
          .panel=${panel}
          .value=${content.json?.value}
          .hits=${this.#jsonHits}
          .hit=${hit}
        ></ri-json-view>`;
      case 'text':
        return html`<ri-text-view
          .text=${content.text}
          .isCut=${content.isCut}
          .hits=${this.#ranges}
          .hit=${hit}
        ></ri-text-view>`;
      case 'hex':
        return html`<ri-hex-view
          .bytes=${content.body.payload}
          .sizeBytes=${content.body.row.sizeBytes}
          .hits=${this.#ranges}
          .hit=${hit}
        ></ri-hex-view>`;
      case 'diff':
        return html`<ri-diff-view .panel=${panel} .content=${content}></ri-diff-view>`;
    }
  }

  #renderFindBar(): TemplateResult {
    return html`<ri-find-bar
      .query=${this.#query}
      .hitCount=${this.#hitCount}
      .hit=${this.#hit}
      .placeholder=${this.tab === 'hex' ? 'Text, or bytes as 7b 22' : 'Find'}
      @find-query=${({ detail }: CustomEvent<FindQuery>) => {
        this.#query = detail;
        this.#find();
        this.requestUpdate();
      }}
      @find-step=${({ detail }: CustomEvent<1 | -1>) => {
        this.stepFind(detail);
      }}
      @find-close=${() => {
        this.closeFind();
      }}
    ></ri-find-bar>`;
  }
}

/** What has the keys, within whatever shadow trees. */
function focused(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement != null) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : null;
}

customElements.define('ri-message-body', MessageBody);
