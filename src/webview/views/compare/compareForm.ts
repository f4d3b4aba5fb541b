import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { css, html, type TemplateResult } from 'lit';
import { type Method, METHOD_LABELS, METHODS } from '../../../protocol/method.ts';
import {
  addressProblem,
  baseDraft,
  feedsToCompare,
  guessAddresses,
  type MethodAddresses,
  withAddress,
  withFound,
} from '../../compare/methodAddresses.ts';
import { draftFeed } from '../../draftFeed.ts';
import { baseStyles } from '../../dom/baseStyles.ts';
import { controlStyles, valueOf } from '../../dom/controls.ts';
import { iconButton } from '../../dom/iconButton.ts';
import { View } from '../../dom/view.ts';
import type { FeedDraft } from '../../feedDraft.ts';
import { isStarting, type PanelState } from '../../state.ts';

/** An address for each method; all that have one are captured at once, and compared. */
export class CompareForm extends View {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: block;
        padding: 8px 12px 12px;
        overflow: auto;
        border-bottom: 1px solid var(--ri-border);
      }
      header {
        display: flex;
        align-items: center;
        max-width: 720px;
      }
      h2 {
        flex: 1;
        margin: 0;
        font: inherit;
        font-weight: 600;
      }
      p {
        max-width: 88ch;
        margin: 2px 0 8px;
        line-height: 18px;
        color: var(--ri-dim);
      }
      .address {
        display: grid;
        grid-template-columns: 112px minmax(0, 1fr);
        align-items: center;
        gap: 2px 8px;
        max-width: 720px;
        margin-bottom: 6px;
      }
      .name {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      .field-error {
        grid-column: 2;
        margin: 0;
      }
      .start {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
      }
    `,
  ];

  #addresses: MethodAddresses | null = null;
  #isTouched = false;
  #isFinding = false;
  /** What looking for addresses came to. */
  #found = '';

  protected override reads(state: PanelState): readonly unknown[] {
    return [isStarting(state)];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#addresses = null;
    this.#found = '';
  }

  override render(): TemplateResult {
    const addresses = this.#shownAddresses();
    const base = this.#base();
    const from = withAddress(base, addresses);
    const isConnecting = isStarting(this.state);
    const count = METHODS.filter((method) => addresses[method].trim() !== '').length;
    return html`<form
      aria-label="Compare methods on this feed"
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#start(addresses, base);
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Enter') void this.#start(addresses, base);
        if (event.key === 'Escape') this.#close();
      }}
    >
      <header>
        <h2>Compare methods on this feed</h2>
        ${iconButton({
          icon: 'close',
          label: 'Close the form',
          onClick: () => {
            this.#close();
          },
        })}
      </header>
      <p>
        Where does the server offer the same data? Leave out a method that it does not have: it is estimated.
        The options of the feed, such as headers and the path of ids, hold for all.
      </p>
      ${METHODS.map((method) => this.#renderAddress(method, addresses, base))}
      <div class="start">
        <vscode-button
          ?disabled=${isConnecting || count === 0}
          @click=${() => void this.#start(addresses, base)}
          >${isConnecting ? 'Connecting…' : 'Capture all at once'}</vscode-button
        >
        <vscode-button
          secondary
          title="Asks at the feed’s address and at usual ones beside it"
          ?disabled=${this.#isFinding || addressProblem(from.method, from.url, from) !== null || from.url.trim() === ''}
          @click=${() => void this.#find(addresses, base)}
          >${this.#isFinding ? 'Looking…' : 'Find addresses'}</vscode-button
        >
        <span class="found">${this.#found}</span>
      </div>
    </form>`;
  }

  #renderAddress(method: Method, addresses: MethodAddresses, base: FeedDraft): TemplateResult {
    const problem = this.#isTouched ? addressProblem(method, addresses[method], base) : null;
    const label = METHOD_LABELS[method];
    return html`<div class="address">
      <span class="name" aria-hidden="true"><span class="mark ${method}"></span>${label}</span>
      <vscode-textfield
        .label=${`Address for ${label}`}
        placeholder="not captured"
        ?invalid=${problem !== null}
        .value=${addresses[method]}
        @input=${(event: Event) => {
          this.#addresses = { ...addresses, [method]: valueOf(event) };
          this.requestUpdate();
        }}
      ></vscode-textfield>
      ${problem === null ? '' : html`<div class="field-error" role="alert">${problem}</div>`}
    </div>`;
  }

  #shownAddresses(): MethodAddresses {
    this.#addresses ??= guessAddresses(this.state.latest?.captures ?? [], this.state.draft);
    return this.#addresses;
  }

  #base(): FeedDraft {
    return baseDraft(this.state.latest?.captures ?? [], this.state.draft);
  }

  async #start(addresses: MethodAddresses, base: FeedDraft): Promise<void> {
    this.#isTouched = true;
    this.requestUpdate();
    const isWrong = METHODS.some((method) => addressProblem(method, addresses[method], base) !== null);
    const feeds = feedsToCompare(addresses, base);
    if (!isWrong && feeds.length > 0 && !isStarting(this.state)) await this.panel.compareFeeds(feeds);
  }

  /** An address that is found takes the place of one that was guessed; none is taken away. */
  async #find(addresses: MethodAddresses, base: FeedDraft): Promise<void> {
    this.#isFinding = true;
    this.requestUpdate();
    const answer = await this.panel.attempt('feed/find', { feed: draftFeed(withAddress(base, addresses)) });
    this.#isFinding = false;
    if (answer !== undefined) {
      const found = METHODS.filter((method) => answer.addresses[method] !== null);
      this.#addresses = withFound(addresses, answer.addresses);
      this.#found =
        found.length < METHODS.length
          ? `Found ${found.length} of ${METHODS.length}. The others may be elsewhere, or not there.`
          : 'Found all.';
    }
    this.requestUpdate();
  }

  #close(): void {
    this.panel.store.set({ isCompareFormOpen: false });
  }
}

customElements.define('ri-compare-form', CompareForm);
