import { css, html, nothing, type TemplateResult } from 'lit';
import type { CaptureCounters, CaptureSummary } from '../../protocol/capture.ts';
import { isPolling } from '../../protocol/method.ts';
import { formatOffset } from '../../model/timelineScale.ts';
import { captureLabel, elapsedMs, isRunning, sessionStartMs, stateText } from '../captureText.ts';
import { countOf, formatCount } from '../count.ts';
import { fruitlessPolls, overheadShare, sumCounters } from '../counters.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { Ticker } from '../dom/ticker.ts';
import { View } from '../dom/view.ts';
import { formatBytes, formatRate, formatShare } from '../format.ts';
import type { PanelState } from '../state.ts';

/** What was counted, of the selected capture or of all. */
export class CountersBar extends View {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex: none;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 20px;
        padding: 2px 12px 8px;
        line-height: 20px;
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-width: 15ch;
      }
      .lamp {
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--ri-dim);
      }
      .lamp.open {
        background: var(--vscode-charts-green);
      }
      .lamp.connecting,
      .lamp.reconnecting {
        background: var(--vscode-charts-yellow);
      }
      .lamp.failed {
        background: var(--vscode-charts-red);
      }
      .counter {
        white-space: nowrap;
      }
      .counter .number {
        display: inline-block;
        text-align: right;
        margin-right: 4px;
      }
    `,
  ];

  readonly #ticker = new Ticker(this, 500, () => !this.state.isPaused && this.#captures.some(isRunning));

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.shown?.captures, state.captureId, state.isPaused];
  }

  override render(): TemplateResult {
    const captures = this.#captures;
    const counters = sumCounters(captures);
    const rate = captures.reduce((sum, capture) => sum + capture.messagesPerSecond, 0);
    const share = overheadShare(counters);
    const { received, sent } = counters.messages;
    return html`
      ${this.#renderState(captures)}
      ${counter(formatCount(counters.requests), counters.requests === 1 ? 'request' : 'requests', 2)}
      ${counter(formatCount(received), received === 1 ? 'message' : 'messages', 5)}
      ${sent === 0 ? nothing : counter(formatCount(sent), 'sent', 2)} ${counter(formatRate(rate), '', 6)}
      ${counter(formatBytes(counters.bytes.received), 'in', 7)}
      ${counter(formatBytes(counters.bytes.sent), 'out', 7)}
      ${share === null ? nothing : counter(formatShare(share), 'overhead', 5)}
      ${captures.some((capture) => isPolling(capture.feed.method)) ? emptyPolls(counters) : nothing}
      ${counters.reconnects === 0 ? nothing : counter(formatCount(counters.reconnects), 'reconnects', 1)}
      ${counters.errors === 0 ? nothing : counter(formatCount(counters.errors), counters.errors === 1 ? 'error' : 'errors', 1)}
    `;
  }

  get #captures(): readonly CaptureSummary[] {
    const { shown, captureId } = this.state;
    const captures = shown?.captures ?? [];
    return captureId === null ? captures : captures.filter((capture) => capture.captureId === captureId);
  }

  #renderState(captures: readonly CaptureSummary[]): TemplateResult {
    const nowMs = this.state.isPaused ? (this.state.shown?.nowMs ?? 0) : this.panel.clock.nowMs();
    const [only] = captures;
    if (captures.length === 1 && only !== undefined) {
      const elapsed = formatOffset(elapsedMs(only, nowMs), 1000);
      return html`<span class="state" title=${captureLabel(only)}>
        <span class="lamp ${only.state}"></span>${stateText(only, nowMs)}
        <span class="number">${elapsed}</span>
      </span>`;
    }
    const openCount = captures.filter((capture) => capture.state === 'open').length;
    const isAnyRunning = captures.some(isRunning);
    const endMs = isAnyRunning ? nowMs : Math.max(0, ...captures.map((capture) => capture.endedAtMs ?? 0));
    const elapsed = formatOffset(Math.max(0, endMs - sessionStartMs(captures)), 1000);
    return html`<span class="state">
      <span class="lamp ${openCount > 0 ? 'open' : isAnyRunning ? 'connecting' : ''}"></span>
      ${countOf(captures.length, 'capture')}, ${openCount} open <span class="number">${elapsed}</span>
    </span>`;
  }
}

/** @param width the characters kept free for the number, so that its growth moves nothing */
function counter(value: string, label: string, width: number): TemplateResult {
  return html`<span class="counter"
    ><span class="number" .style=${`min-width:${width}ch`}>${value}</span
    ><span class="dim">${label}</span></span
  >`;
}

function emptyPolls(counters: CaptureCounters): TemplateResult {
  const { count, share } = fruitlessPolls(counters);
  return counter(formatCount(count), `empty polls (${formatShare(share)})`, 2);
}

customElements.define('ri-counters-bar', CountersBar);
