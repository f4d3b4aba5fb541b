import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { formatClockTime, formatCount, formatDuration } from '../../model/format.ts';
import { addressParts, headerParts, REDACTED } from '../../model/secrets.ts';
import { visibleText } from '../../model/visibleText.ts';
import { type ErrorInfo, toErrorInfo } from '../../protocol/errors.ts';
import type { RequestRecord } from '../../protocol/request.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { PacedTask } from '../dom/frameTask.ts';
import { iconButton } from '../dom/iconButton.ts';
import { icon } from '../dom/icons.ts';
import { type MenuItem, openMenu } from '../dom/popupMenu.ts';
import { pageVisibility } from '../dom/pageVisibility.ts';
import { View } from '../dom/view.ts';
import { connectionText, headLines, outcomeText, PURPOSE_WORDS, requestBody } from '../requestText.ts';
import type { PanelState, RequestKey } from '../state.ts';
import { phaseStyles } from './phaseBar.ts';
import { requestDetailStyles } from './requestDetail.styles.ts';
import { copiedText, type Secrets, secretStyles, secretText } from './secretText.ts';
import { shownText } from './textView.ts';
import { waterfall, waterfallStyles } from './waterfall.ts';
import { wireTable, wireTableStyles } from './wireTable.ts';

const REQUEST_HEAD = 'Request head';
/** A request that has not ended is read again no more often than this. */
const READ_INTERVAL_MS = 500;

/** The selected request: what it brought, where its time went, its heads, and what went wrong. */
export class RequestDetail extends View {
  static override styles = [
    baseStyles,
    phaseStyles,
    secretStyles,
    waterfallStyles,
    wireTableStyles,
    requestDetailStyles,
  ];

  #request: RequestRecord | null = null;
  #error: ErrorInfo | null = null;
  #key: RequestKey | null = null;
  /** Secrets that the user asked to see, by their place. */
  #revealed = new Set<string>();
  #areAllShown = false;
  readonly #secrets: Secrets = {
    isShown: (place) => this.#areAllShown || this.#revealed.has(place),
    show: (place) => {
      this.#revealed.add(place);
      this.requestUpdate();
    },
  };
  readonly #task = new PacedTask(READ_INTERVAL_MS, () => {
    void this.#load();
  });

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.selectedRequest, state.shown];
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const key = this.state.selectedRequest;
    if (key !== this.#key) {
      this.#key = key;
      this.#revealed = new Set();
      this.#areAllShown = false;
      void this.#load();
    } else if (this.#request?.endedAtMs === null && pageVisibility.isVisible) {
      this.#task.schedule();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#task.cancel();
  }

  override render(): TemplateResult {
    const request = this.#request;
    return html`
      <div class="bar">
        <span class="title ellipsis"
          >${request === null ? 'Request' : `${PURPOSE_WORDS[request.purpose]} ${formatCount(request.index + 1)}`}</span
        >
        ${iconButton({
          icon: 'eye',
          label: 'Show secrets, here and in what is copied',
          isPressed: this.#areAllShown,
          onClick: () => {
            this.#areAllShown = !this.#areAllShown;
            this.requestUpdate();
          },
        })}
        ${iconButton({
          icon: 'copy',
          label: 'Copy of the request',
          popup: 'menu',
          isDisabled: request === null,
          onClick: this.#openCopies,
        })}
        ${iconButton({
          icon: 'close',
          label: 'Close the request',
          onClick: () => {
            this.panel.store.set({ selectedRequest: null });
          },
        })}
      </div>
      <div class="body" tabindex="0">
        ${
          this.#error === null
            ? nothing
            : html`<p role="alert">
                This request cannot be shown: ${this.#error.message}; ${this.#error.action}.
              </p>`
        }
        ${request === null ? nothing : this.#renderRequest(request)}
      </div>
    `;
  }

  async #load(): Promise<void> {
    const key = this.#key;
    if (key === null) return;
    try {
      const request = await this.panel.call('request/read', key);
      if (key !== this.#key) return;
      this.#request = request;
      this.#error = null;
    } catch (error) {
      if (key !== this.#key) return;
      this.#request = null;
      this.#error = toErrorInfo(error);
    }
    this.requestUpdate();
  }

  #renderRequest(request: RequestRecord): TemplateResult {
    const heads = headsOf(request);
    const feed = this.panel.capture(request.captureId)?.feed ?? null;
    return html`
      ${request.error === null ? nothing : renderError(request.error)}
      <dl>
        <dt>Address</dt>
        <dd class="mono">
          ${secretText(addressParts(request.url), 'the address', 'Address', this.#secrets)}
        </dd>
        <dt>Status</dt>
        <dd>${request.status === null ? '–' : `${request.status} ${request.statusText ?? ''}`}</dd>
        <dt>Brought</dt>
        <dd>${this.#renderBrought(request)}</dd>
        <dt>Started</dt>
        <dd class="number">${formatClockTime(request.startedAtMs)}</dd>
        <dt>Connection</dt>
        <dd>${connectionText(request)}</dd>
        ${
          request.idleBeforeMs === null
            ? nothing
            : html`<dt>Idle before</dt>
                <dd class="number">${formatDuration(request.idleBeforeMs)}</dd>`
        }
      </dl>
      ${
        request.connection?.isTrusted === false
          ? html`<p class="untrusted" role="note">
              ${icon('warning')} The server’s certificate is not trusted; it was not checked.
            </p>`
          : nothing
      }
      <h3>Time</h3>
      ${waterfall(request, this.panel.clock.nowMs())}
      <h3>Wire bytes</h3>
      ${wireTable(request.wire)} ${heads.filter(isOfRequest).map((head) => this.#renderHead(head))}
      ${renderBody('Request body', requestBody(request, feed))}
      ${heads.filter((head) => !isOfRequest(head)).map((head) => this.#renderHead(head))}
      ${renderBody('Response body', request.failureBody)}
    `;
  }

  /** A head's lines, and a button that copies them as they are shown. */
  #renderHead({ title, head, hasStartLine }: Head): TemplateResult {
    return html`<h3>
        <span>${title}</span>${iconButton({
          icon: 'copy',
          label: `Copy the ${title.toLowerCase()}`,
          onClick: () => void this.panel.copy(this.#headText({ title, head, hasStartLine })),
        })}
      </h3>
      <div class="head mono" dir="ltr">
        ${headLines(head, hasStartLine).map(({ name, value }, index) => {
          const place = `${title}/${index}`;
          if (name === null) {
            return html`<div class="start-line">
              ${secretText(addressParts(value), 'the address', place, this.#secrets)}
            </div>`;
          }
          return html`<div>
            <span class="name">${visibleText(name)}:</span>
            ${secretText(headerParts(name, value), name, place, this.#secrets)}
          </div>`;
        })}
      </div>`;
  }

  #headText({ title, head, hasStartLine }: Head): string {
    return headLines(head, hasStartLine)
      .map(({ name, value }, index) => {
        const parts = name === null ? addressParts(value) : headerParts(name, value);
        const text = copiedText(parts, `${title}/${index}`, this.#secrets, REDACTED);
        return name === null ? text : `${name}: ${text}`;
      })
      .join('\n');
  }

  #renderBrought(request: RequestRecord): TemplateResult {
    const words = outcomeText(request);
    if (request.messageCount === 0) return html`${words}`;
    return html`<button
      type="button"
      class="link"
      title="Show the first of them in the list"
      @click=${() => void this.panel.showMessagesOf(request)}
    >
      ${words}
    </button>`;
  }

  #openCopies = ({ currentTarget }: Event): void => {
    const request = this.#request;
    if (request === null || !(currentTarget instanceof Element)) return;
    const copy = (label: string, onChoose: () => void): MenuItem => ({ kind: 'action', label, onChoose });
    const items = [
      copy('Copy the address', () => {
        void this.panel.copy(copiedText(addressParts(request.url), 'Address', this.#secrets, REDACTED));
      }),
      copy('Copy as cURL', () => {
        void this.panel.copyRequestAsCurl(
          { captureId: request.captureId, index: request.index },
          this.#areAllShown,
        );
      }),
      ...headsOf(request).map((head) =>
        copy(`Copy the ${head.title.toLowerCase()}`, () => {
          void this.panel.copy(this.#headText(head));
        }),
      ),
    ];
    openMenu({ label: 'Copy', items: () => items }, currentTarget);
  };
}

interface Head {
  readonly title: string;
  readonly head: string;
  readonly hasStartLine: boolean;
}

function isOfRequest({ title }: Head): boolean {
  return title === REQUEST_HEAD;
}

function headsOf({ requestHead, responseHead, responseTrailers }: RequestRecord): readonly Head[] {
  const all = [
    { title: REQUEST_HEAD, head: requestHead, hasStartLine: true },
    { title: 'Response head', head: responseHead, hasStartLine: true },
    { title: 'Response trailers', head: responseTrailers, hasStartLine: false },
  ];
  return all.flatMap(({ head, ...rest }) => (head === null || head === '' ? [] : [{ head, ...rest }]));
}

function renderBody(title: string, text: string | null): TemplateResult | typeof nothing {
  if (text === null) return nothing;
  return html`<h3>${title}</h3>
    <pre class="mono" dir="ltr">${shownText(text)}</pre>`;
}

function renderError(error: ErrorInfo): TemplateResult {
  return html`<div class="error" role="group" aria-label="Error">
    ${icon('error')}
    <div>
      <div>${error.message}</div>
      <div class="dim">${error.action}</div>
      <code>${error.code}</code>
    </div>
  </div>`;
}

customElements.define('ri-request-detail', RequestDetail);
