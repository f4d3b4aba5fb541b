import { html, nothing, type TemplateResult } from 'lit';
import {
  countOf,
  formatBytes,
  formatCount,
  formatDuration,
  formatRate,
  formatShare,
} from '../../model/format.ts';
import { maskedAddress } from '../../model/secrets.ts';
import { formatOffset } from '../../model/timelineScale.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import { captureLabel, elapsedMs, feedLabel, isRunning, shortStateText, stateText } from '../captureText.ts';
import { fruitlessPolls, overheadShare } from '../counters.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { iconButton } from '../dom/iconButton.ts';
import { icon } from '../dom/icons.ts';
import { menuContext } from '../dom/menuContext.ts';
import { Ticker } from '../dom/ticker.ts';
import { View } from '../dom/view.ts';
import { durationText } from '../../model/durationText.ts';
import type { PanelState } from '../state.ts';
import { captureListStyles } from './captureList.styles.ts';

/** What a cell of a capture's line says, and the exact number for whoever reads the page by program. */
interface Counter {
  readonly name: string;
  readonly value: number;
  readonly text: string;
  readonly unit: string;
  /** Stands for the unit where there is little room. */
  readonly short?: string;
  readonly className?: string;
}

/**
 * The captures of the session, a line each: its state, what was counted, and a button to disconnect it. A line also
 * shows only its own messages in the list, or all again.
 */
export class CaptureList extends View {
  static override styles = [baseStyles, captureListStyles];

  constructor() {
    super();
    Ticker.attach(this, 500, () => !this.state.isPaused && this.#captures.some(isRunning));
  }

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.latest?.captures, state.shown?.captures, state.query.captureIds, state.isPaused];
  }

  override render(): TemplateResult {
    const captures = this.#captures;
    return html`<div
      class="list ${captures.length === 1 ? 'is-alone' : ''}"
      role="table"
      aria-label="Captures"
    >
      ${captures.map((capture) => this.#renderCapture(capture))}
    </div>`;
  }

  get #captures(): readonly CaptureSummary[] {
    return this.state.latest?.captures ?? [];
  }

  /** While the view is paused the numbers stand still; whether a capture runs is always told. */
  #renderCapture(capture: CaptureSummary): TemplateResult {
    const { captureId, feed, state } = capture;
    const shown =
      this.state.shown?.captures.find((candidate) => candidate.captureId === captureId) ?? capture;
    const nowMs = this.panel.clock.nowMs();
    const elapsed = elapsedMs(shown, this.state.isPaused ? (this.state.shown?.nowMs ?? nowMs) : nowMs);
    const isSelected = this.#isSelected(captureId);
    return html`<div
      class="capture ${isSelected ? 'is-selected' : ''}"
      role="row"
      data-capture-id=${captureId}
      data-method=${feed.method}
      data-state=${state}
      data-vscode-context=${menuContext('capture', { captureId, isRunning: isRunning(capture) })}
    >
      <span role="cell">${this.#renderName(capture, isSelected)}</span>
      <span role="cell" class="feed dim ellipsis" title=${maskedAddress(feed.url)}
        >${feed.isTlsVerified ? nothing : uncheckedMark()}${feedLabel(capture)}</span
      >
      <span role="cell" class="state ${state}" title=${stateText(capture, nowMs)}
        ><span class="lamp ${state}"></span><span class="ellipsis long">${stateText(capture, nowMs)}</span
        ><span class="ellipsis short" aria-hidden="true">${shortStateText(capture, nowMs)}</span
        >${troubleMark(shown)}</span
      >
      <span role="cell" class="elapsed">${formatOffset(elapsed, 1000)}</span>
      ${counters(shown).map(counterCell)}
      <span role="cell" class="notes">${notes(shown)}</span>
      <span role="cell" class="stop">${this.#renderStop(capture)}</span>
    </div>`;
  }

  #renderName(capture: CaptureSummary, isSelected: boolean): TemplateResult {
    const { captureId, feed } = capture;
    return html`<button
      class="select"
      type="button"
      aria-pressed=${isSelected}
      aria-label=${captureLabel(capture)}
      title=${`${facts(capture).join('\n')}\n${isSelected ? 'Show the messages of all captures' : 'Show only its messages'}`}
      @click=${() => {
        this.#toggle(captureId);
      }}
    >
      <span class="mark ${feed.method} ${isRunning(capture) ? '' : 'is-ended'}"></span
      >${METHOD_LABELS[feed.method]}
    </button>`;
  }

  #renderStop(capture: CaptureSummary): TemplateResult | typeof nothing {
    if (!isRunning(capture)) return nothing;
    return iconButton({
      icon: 'debug-disconnect',
      label: `Disconnect ${captureLabel(capture)}`,
      onClick: () => void this.panel.stop(capture.captureId),
    });
  }

  #isSelected(captureId: number): boolean {
    return this.state.query.captureIds?.includes(captureId) ?? false;
  }

  #toggle(captureId: number): void {
    const captureIds = this.#isSelected(captureId) ? null : [captureId];
    this.panel.store.update((state) => ({ ...state, query: { ...state.query, captureIds } }));
  }
}

function counters({ counters: counted, messagesPerSecond }: CaptureSummary): readonly Counter[] {
  const { requests, messages, bytes } = counted;
  const share = overheadShare(counted);
  return [
    {
      name: 'requests',
      value: requests,
      text: formatCount(requests),
      unit: requests === 1 ? 'request' : 'requests',
      short: 'req',
    },
    {
      name: 'messages',
      value: messages.received,
      text: formatCount(messages.received),
      unit: messages.received === 1 ? 'message' : 'messages',
      short: 'msg',
    },
    {
      name: 'messages-per-second',
      value: messagesPerSecond,
      text: formatRate(messagesPerSecond),
      unit: '',
      className: 'rate',
    },
    {
      name: 'bytes-received',
      value: bytes.received,
      text: formatBytes(bytes.received),
      unit: 'in',
      className: 'bytes',
    },
    { name: 'bytes-sent', value: bytes.sent, text: formatBytes(bytes.sent), unit: 'out', className: 'bytes' },
    {
      name: 'overhead',
      value: share ?? 0,
      text: share === null ? '' : formatShare(share),
      unit: share === null ? '' : 'overhead',
      className: 'bytes',
    },
  ];
}

function counterCell({ name, value, text, unit, short, className }: Counter): TemplateResult {
  return html`<span
    role="cell"
    class="counter ${className ?? ''}"
    data-counter=${name}
    data-value=${value}
    data-short=${short ?? nothing}
    >${text}${unit === '' ? nothing : html` <span class="dim ${name}">${unit}</span>`}</span
  >`;
}

/** What is too long for the line. */
function facts({ feed, detectedBy, longPolls }: CaptureSummary): readonly string[] {
  const lines = [maskedAddress(feed.url)];
  if (detectedBy !== null) lines.push(`Detected: ${detectedBy}`);
  if (longPolls === null) return lines;
  const { holds, gaps, estimatedMissed } = longPolls;
  lines.push(`Held for ${formatDuration(holds.p50)} at the median`);
  if (gaps !== null) {
    const missed =
      estimatedMissed < 10 ? estimatedMissed.toFixed(1) : formatCount(Math.round(estimatedMissed));
    lines.push(
      `Asked again after ${formatDuration(gaps.p50)}; an estimated ${missed} messages fell into such gaps`,
    );
  }
  return lines;
}

/** A connection whose server may be anybody is never left unmarked. */
function uncheckedMark(): TemplateResult {
  const words = 'The server’s certificate is not checked';
  return html`<span class="unchecked" role="img" aria-label=${words} title=${words}
    >${icon('warning')}</span
  >`;
}

/** Stands for the notes where they have no room: what a user must not miss. */
function troubleMark(capture: CaptureSummary): TemplateResult | typeof nothing {
  const words = troubles(capture).join(', ');
  if (words === '') return nothing;
  return html`<span class="trouble" role="img" aria-label=${words} title=${words}>${icon('warning')}</span>`;
}

function troubles({ counters: { errors }, slowedMs }: CaptureSummary): readonly string[] {
  return [
    ...(errors === 0 ? [] : [countOf(errors, 'error')]),
    ...(slowedMs === 0 ? [] : [slowedText(slowedMs)]),
  ];
}

function slowedText(slowedMs: number): string {
  return `slowed by the inspector for ${formatDuration(slowedMs)}`;
}

/** What not every capture has. */
function notes({
  counters: counted,
  roundTrips,
  slowedMs,
  repeating,
}: CaptureSummary): readonly TemplateResult[] {
  const { messages, reconnects, errors } = counted;
  const fruitless = fruitlessPolls(counted);
  const note = (name: string, value: number, text: string, title = text): readonly TemplateResult[] =>
    value === 0
      ? []
      : [
          html`<span class="ellipsis ${name}" data-counter=${name} data-value=${value} title=${title}
            >${text}</span
          >`,
        ];
  const share = formatShare(fruitless.share);
  return [
    ...note('errors', errors, countOf(errors, 'error')),
    ...note('reconnects', reconnects, countOf(reconnects, 'reconnect')),
    ...note('slowed', slowedMs, `slowed ${formatDuration(slowedMs)}`, slowedText(slowedMs)),
    ...(roundTrips === null
      ? []
      : note('round-trip', roundTrips.p50, `${formatDuration(roundTrips.p50)} round trip`)),
    ...(repeating === null
      ? []
      : note('repeating', repeating.sent, `sending every ${durationText(repeating.intervalMs)}`)),
    ...note('messages-sent', messages.sent, `${formatCount(messages.sent)} sent`),
    ...note('empty-polls', fruitless.count, `${countOf(fruitless.count, 'empty poll')} (${share})`),
  ];
}

customElements.define('ri-capture-list', CaptureList);
