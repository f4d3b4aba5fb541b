import { css, html, LitElement, type TemplateResult } from 'lit';
import { formatCount, formatDuration, formatRate } from '../../model/format.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import type { Timeline, TimelineLane } from '../../protocol/timeline.ts';
import { spanMs } from '../../model/timelineScale.ts';
import { feedLabel } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { tableStyles } from '../dom/tableStyles.ts';

/** The figures of what the timeline shows, for those who read rather than look. */
export class TimelineTable extends LitElement {
  static override properties = { timeline: { attribute: false }, captures: { attribute: false } };

  static override styles = [
    baseStyles,
    tableStyles,
    css`
      :host {
        display: block;
        overflow: auto;
      }
    `,
  ];

  declare timeline: Timeline | null;
  declare captures: readonly CaptureSummary[];

  constructor() {
    super();
    this.timeline = null;
    this.captures = [];
  }

  override render(): TemplateResult {
    const { timeline } = this;
    if (timeline === null) return html`<p>Reading…</p>`;
    const columns = [
      'Messages in',
      'Messages out',
      'Most in a second',
      'Control frames',
      'Requests',
      'Empty',
      'Failed',
    ];
    return html`<table>
      <caption>
        ${formatDuration(spanMs(timeline))} of the session
      </caption>
      <thead>
        <tr>
          <th scope="col">Capture</th>
          ${columns.map((column) => html`<th scope="col" class="figure">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${timeline.lanes.map((lane) => this.#renderLane(timeline, lane))}
      </tbody>
    </table>`;
  }

  #renderLane(timeline: Timeline, lane: TimelineLane): TemplateResult {
    const capture = this.captures.find((candidate) => candidate.captureId === lane.captureId);
    const polls = lane.bars.filter((bar) => bar.outcome === 'empty' || bar.outcome === 'unchanged').length;
    const failed = lane.bars.filter((bar) => bar.outcome === 'failed').length;
    const figures = [
      formatCount(total(lane.received)),
      formatCount(total(lane.sent)),
      formatRate(peakPerSecond(timeline, lane.received)),
      formatCount(total(lane.control)),
      formatCount(lane.bars.length + lane.hiddenBars),
      formatCount(polls),
      formatCount(failed),
    ];
    return html`<tr>
      <th scope="row">
        <span class="mark ${capture?.feed.method ?? ''}"></span>
        ${capture === undefined ? '' : METHOD_LABELS[capture.feed.method]}
        <span class="dim">${capture === undefined ? '' : feedLabel(capture)}</span>
      </th>
      ${figures.map((figure) => html`<td class="figure">${figure}</td>`)}
    </tr>`;
  }
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The most messages in any whole second, or in a column where that is longer, per second. */
function peakPerSecond(timeline: Timeline, counts: readonly number[]): number {
  const columnMs = spanMs(timeline) / timeline.columns;
  const width = Math.max(1, Math.round(1000 / columnMs));
  let inWindow = 0;
  let peak = 0;
  for (const [index, count] of counts.entries()) {
    inWindow += count - (counts[index - width] ?? 0);
    peak = Math.max(peak, inWindow);
  }
  return (peak * 1000) / (width * columnMs);
}

customElements.define('ri-timeline-table', TimelineTable);
