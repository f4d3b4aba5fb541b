import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { formatBytes, formatClockTime, formatCount, formatDuration } from '../../model/format.ts';
import { type ErrorInfo, toErrorInfo } from '../../protocol/errors.ts';
import type { RequestRecord, Wire, WireBytes } from '../../protocol/request.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { PacedTask } from '../dom/frameTask.ts';
import { iconButton } from '../dom/iconButton.ts';
import { icon } from '../dom/icons.ts';
import { pageVisibility } from '../dom/pageVisibility.ts';
import { View } from '../dom/view.ts';
import {
  compressionText,
  connectionText,
  headLines,
  outcomeText,
  phasesOf,
  PURPOSE_WORDS,
  requestDurationMs,
} from '../requestText.ts';
import { isSecretHeader } from '../../model/secrets.ts';
import type { PanelState, RequestKey } from '../state.ts';
import { visibleText } from '../../model/visibleText.ts';
import { phaseStyles } from './phaseBar.ts';
import { requestDetailStyles } from './requestDetail.styles.ts';

/** A request that has not ended is read again no more often than this. */
const READ_INTERVAL_MS = 500;

/** The selected request: what it brought, where its time went, its heads, and what went wrong. */
export class RequestDetail extends View {
  static override styles = [baseStyles, phaseStyles, requestDetailStyles];

  #request: RequestRecord | null = null;
  #error: ErrorInfo | null = null;
  #key: RequestKey | null = null;
  /** Secret header fields that the user asked to see, by head and place. */
  #revealed = new Set<string>();
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
    return html`
      ${request.error === null ? nothing : renderError(request.error)}
      <dl>
        <dt>Address</dt>
        <dd class="mono">${visibleText(request.url)}</dd>
        <dt>Status</dt>
        <dd>${request.status === null ? '–' : `${request.status} ${request.statusText ?? ''}`}</dd>
        <dt>Brought</dt>
        <dd>${outcomeText(request)}</dd>
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
      ${this.#renderPhases(request)} ${renderWire(request.wire)}
      ${this.#renderHead('Request head', 'request', request.requestHead)}
      ${request.responseHead === null ? nothing : this.#renderHead('Response head', 'response', request.responseHead)}
      ${
        request.failureBody === null
          ? nothing
          : html`<h3>Body</h3>
              <pre class="mono" dir="ltr">${visibleText(request.failureBody)}</pre>`
      }
    `;
  }

  #renderPhases(request: RequestRecord): TemplateResult {
    const phases = phasesOf(request.phases);
    const whole = Math.max(0.001, requestDurationMs(request, this.panel.clock.nowMs()));
    let before = 0;
    return html`<h3>Time</h3>
      <table class="times" aria-label="Time">
        ${phases.map(({ name, label, ms }) => {
          const left = (before / whole) * 100;
          before += ms;
          return html`<tr>
            <th scope="row">${label}</th>
            <td class="number">${formatDuration(ms)}</td>
            <td class="track">
              <span
                class="phase ${name}"
                .style=${`margin-left:${left}%;width:${(ms / whole) * 100}%`}
              ></span>
            </td>
          </tr>`;
        })}
        <tr>
          <th scope="row">${request.endedAtMs === null ? 'So far' : 'In all'}</th>
          <td class="number">${formatDuration(whole)}</td>
          <td></td>
        </tr>
      </table>`;
  }

  #renderHead(title: string, which: string, head: string): TemplateResult {
    return html`<h3>${title}</h3>
      <div class="head mono" dir="ltr">
        ${headLines(head).map(({ name, value }, index) =>
          name === null
            ? html`<div class="start-line">${visibleText(value)}</div>`
            : html`<div>
                <span class="name">${visibleText(name)}:</span>
                ${this.#renderValue(name, value, `${which} ${index}`)}
              </div>`,
        )}
      </div>`;
  }

  #renderValue(name: string, value: string, place: string): TemplateResult {
    if (!isSecretHeader(name) || this.#revealed.has(place)) return html`${visibleText(value)}`;
    return html`<button
      type="button"
      class="secret"
      title="Show this secret"
      aria-label="Show the secret value of ${name}"
      @click=${() => {
        this.#revealed.add(place);
        this.requestUpdate();
      }}
    >
      ••••••••${icon('eye')}
    </button>`;
  }
}

/** Where the bytes went, per direction. */
function renderWire(wire: Wire): TemplateResult {
  const row = (label: string, bytes: WireBytes): TemplateResult =>
    html`<tr>
      <th scope="row">${label}</th>
      <td class="number">${formatBytes(bytes.receivedBytes)}</td>
      <td class="number">${formatBytes(bytes.sentBytes)}</td>
    </tr>`;
  const { heads, framing, payload, decoded } = wire.parts;
  const ratio = compressionText(wire);
  return html`<h3>Wire bytes</h3>
    <table class="wire" aria-label="Wire bytes">
      <tr>
        <td></td>
        <th scope="col">In</th>
        <th scope="col">Out</th>
      </tr>
      ${row('Heads', heads)} ${row('Framing', framing)} ${row('Payload', payload)} ${row('In all', wire)}
      ${ratio === null ? nothing : row('Decompressed', decoded)}
    </table>
    ${ratio === null ? nothing : html`<p class="dim">${ratio}</p>`}`;
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
