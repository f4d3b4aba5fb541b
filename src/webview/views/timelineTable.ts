import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { formatCount, formatDuration, formatRate } from '../../model/format.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import type { RequestOutcome } from '../../protocol/request.ts';
import type { Timeline, TimelineLane } from '../../protocol/timeline.ts';
import { spanMs } from '../../model/timelineScale.ts';
import { feedLabel } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { tableStyles } from '../dom/tableStyles.ts';

const COLUMNS: readonly string[] = [
  'Messages in',
  'Messages out',
  'Most in a second',
  'Control frames',
  'Closes',
  'Requests',
  'Empty',
  'Failed',
  'Errors',
];

/** The figures of what the timeline shows, for those who read rather than look. */
export class TimelineTable extends LitElement {
  static override properties = {
    timeline: { attribute: false },
    whole: { attribute: false },
    captures: { attribute: false },
  };

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

  /** What the lanes show. */
  declare timeline: Timeline | null;
  /** The whole session. */
  declare whole: Timeline | null;
  declare captures: readonly CaptureSummary[];

  constructor() {
    super();
    this.timeline = null;
    this.whole = null;
    this.captures = [];
  }

  /** It scrolls, so it takes the focus and has a name. */
  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = 0;
    this.role = 'region';
    this.ariaLabel = 'Figures of the timeline';
  }

  override render(): TemplateResult {
    if (this.timeline === null) return html`<p>Reading…</p>`;
    const { timeline, whole } = this;
    // Where all is shown there is no need to say it twice.
    const isPart = whole !== null && spanMs(timeline) < 0.9 * spanMs(whole);
    return html`${this.#renderFigures(timeline, 'of the session')}
    ${isPart ? this.#renderFigures(whole, 'in all: the whole session') : nothing}`;
  }

  #renderFigures(timeline: Timeline, words: string): TemplateResult {
    return html`<table>
      <caption>
        ${formatDuration(spanMs(timeline))} ${words}
      </caption>
      <thead>
        <tr>
          <th scope="col">Capture</th>
          ${COLUMNS.map((column) => html`<th scope="col" class="figure">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${timeline.lanes.map((lane) => this.#renderLane(timeline, lane))}
      </tbody>
    </table>`;
  }

  #renderLane(timeline: Timeline, lane: TimelineLane): TemplateResult {
    const capture = this.captures.find((candidate) => candidate.captureId === lane.captureId);
    return html`<tr>
      <th scope="row">
        <span class="mark ${capture?.feed.method ?? ''}"></span>
        ${capture === undefined ? '' : METHOD_LABELS[capture.feed.method]}
        <span class="dim">${capture === undefined ? '' : feedLabel(capture)}</span>
      </th>
      ${figuresOf(timeline, lane, capture).map((figure) => html`<td class="figure">${figure}</td>`)}
    </tr>`;
  }
}

function figuresOf(
  timeline: Timeline,
  lane: TimelineLane,
  capture: CaptureSummary | undefined,
): readonly string[] {
  const { outcomes, bars } = lane;
  const ended = (outcome: RequestOutcome): number => bars.filter((bar) => bar.outcome === outcome).length;
  const empty =
    outcomes === null
      ? ended('empty') + ended('unchanged')
      : total(outcomes.empty) + total(outcomes.unchanged);
  return [
    formatCount(total(lane.received)),
    formatCount(total(lane.sent)),
    formatRate(peakPerSecond(timeline, lane.received)),
    formatCount(total(lane.control)),
    formatCount(total(lane.closes)),
    formatCount(bars.length + lane.hiddenBars),
    formatCount(empty),
    formatCount(outcomes === null ? ended('failed') : total(outcomes.failed)),
    errorCount(timeline, capture),
  ];
}

/** Not all errors of a long capture are kept: then there are at least so many. */
function errorCount({ fromMs, toMs }: Timeline, capture: CaptureSummary | undefined): string {
  if (capture === undefined) return formatCount(0);
  const { errors, counters } = capture;
  const count = errors.filter(({ atMs }) => atMs >= fromMs && atMs < toMs).length;
  return `${formatCount(count)}${counters.errors > errors.length ? ' or more' : ''}`;
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
