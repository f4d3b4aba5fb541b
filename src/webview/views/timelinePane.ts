import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { toErrorInfo } from '../../protocol/errors.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import type { Timeline } from '../../protocol/timeline.ts';
import { formatOffset, spanMs, timeAt, type TimeRange } from '../../model/timelineScale.ts';
import { captureLabel, feedLabel } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { type CanvasTheme, onThemeChange, readCanvasTheme } from '../dom/canvasTheme.ts';
import { sizeCanvas } from '../dom/canvasSize.ts';
import { FrameTask } from '../dom/frameTask.ts';
import { pageVisibility } from '../dom/pageVisibility.ts';
import { Ticker } from '../dom/ticker.ts';
import { View } from '../dom/view.ts';
import type { PanelState } from '../state.ts';
import { drawTimeline } from '../timeline/drawTimeline.ts';
import {
  AXIS_HEIGHT_PX,
  barAt,
  columnsOf,
  type DrawnBar,
  laneBoxes,
  laneHeight,
  leastLanesHeight,
  TALL_LANE_PX,
} from '../timeline/laneLayout.ts';
import { TimelineFeed, type TimelineWish } from '../timeline/timelineFeed.ts';
import { TimelinePointer } from '../timeline/timelinePointer.ts';
import { timelineTip } from '../timeline/timelineTip.ts';
import { TimelineView } from '../timeline/timelineView.ts';
import './rateChart.ts';
import { timelinePaneStyles } from './timelinePane.styles.ts';
import './timelineTable.ts';
import { timelineToolbar } from './timelineToolbar.ts';

const TOOLBAR_HEIGHT_PX = 28;
/** The least that the chart below the lanes gets; what lanes at their full height leave is its too. */
const MIN_RATE_PX = 56;

/** The height at which every lane of a comparison is seen, and the chart below. */
export function leastTimelineHeight(laneCount: number): number {
  return TOOLBAR_HEIGHT_PX + leastLanesHeight(laneCount) + MIN_RATE_PX;
}

const WIDE_GUTTER_PX = 144;
const NARROW_GUTTER_PX = 124;
const NARROW_PX = 620;

/** The captures over time: a lane each, and the rate of messages below. */
export class TimelinePane extends View {
  static override styles = [baseStyles, timelinePaneStyles];

  readonly #view = new TimelineView();
  readonly #canvas = createRef<HTMLCanvasElement>();
  readonly #plot = createRef<HTMLDivElement>();
  readonly #drawing = new FrameTask(() => {
    this.#draw();
  });
  readonly #resize = new ResizeObserver(() => {
    this.requestUpdate();
  });
  readonly #feed = new TimelineFeed({
    wish: () => this.#wish(),
    read: ({ range, columns }) => this.panel.call('timeline/read', { ...range, columns }),
    onTimeline: (timeline) => {
      this.#timeline = timeline;
      this.requestUpdate();
    },
    onError: (error) => {
      this.panel.tell(toErrorInfo(error));
    },
  });
  readonly #pointer = new TimelinePointer(this.#view, {
    onChange: () => {
      this.requestUpdate();
    },
    onClick: (x, y) => {
      this.#click(x, y);
    },
  });
  #theme: CanvasTheme | null = null;
  #timeline: Timeline | null = null;
  #drawnBars: readonly DrawnBar[] = [];
  #isTable = false;
  #stops: (() => void)[] = [];

  constructor() {
    super();
    Ticker.attach(this, 100, () => this.#view.isMoving && !this.state.isPaused);
  }

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.shown, state.isPaused, state.selectedAtMs];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
    this.#stops = [
      onThemeChange(() => {
        this.#theme = null;
        this.requestUpdate();
      }),
      pageVisibility.subscribe(() => {
        this.requestUpdate();
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.#feed.stop();
    this.#drawing.cancel();
    for (const stop of this.#stops) stop();
  }

  override willUpdate(): void {
    const captures = this.#captures;
    if (captures.length > 0) this.#view.setSession(captures, this.#nowMs());
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#feed.refresh();
    this.#drawing.schedule();
  }

  override render(): TemplateResult {
    return html`
      ${this.#renderToolbar()}
      ${
        this.#isTable
          ? html`<ri-timeline-table
              .timeline=${this.#timeline}
              .captures=${this.#captures}
            ></ri-timeline-table>`
          : this.#renderPlot()
      }
    `;
  }

  get #captures(): readonly CaptureSummary[] {
    return this.state.shown?.captures ?? [];
  }

  get #width(): number {
    return this.#plot.value?.clientWidth ?? 0;
  }

  get #gutterPx(): number {
    return this.clientWidth < NARROW_PX ? NARROW_GUTTER_PX : WIDE_GUTTER_PX;
  }

  get #laneHeight(): number {
    return laneHeight(this.#captures.length, this.clientHeight - TOOLBAR_HEIGHT_PX - MIN_RATE_PX);
  }

  /** What is drawn: while it moves by itself, exactly what was read, so that its columns stay whole. */
  get #range(): TimeRange {
    if (this.#view.isLive && this.#timeline !== null) return this.#timeline;
    return this.#view.range(columnsOf(this.#width));
  }

  #nowMs(): number {
    return this.state.isPaused ? (this.state.shown?.nowMs ?? 0) : this.panel.clock.nowMs();
  }

  #wish(): TimelineWish | null {
    const { shown } = this.state;
    const width = this.#isTable ? this.clientWidth : this.#width;
    if (shown === null || width === 0 || !pageVisibility.isVisible || !this.isConnected) return null;
    const columns = columnsOf(width);
    const range = this.#view.range(columns);
    const { generation, rowCount, requestCount } = shown;
    const isOver = range.toMs < shown.nowMs - 1000;
    const states = shown.captures.map((capture) => capture.state).join();
    // What is wholly in the past does not change any more, however much comes now.
    return {
      range,
      columns,
      version: isOver ? `${generation}` : `${generation} ${rowCount} ${requestCount} ${states}`,
    };
  }

  #renderToolbar(): TemplateResult {
    return timelineToolbar({
      view: this.#view,
      shownMs: this.#timeline === null ? null : spanMs(this.#range),
      isTable: this.#isTable,
      onChange: () => {
        this.requestUpdate();
      },
      onToggleTable: () => {
        this.#isTable = !this.#isTable;
        this.requestUpdate();
      },
    });
  }

  #renderPlot(): TemplateResult {
    const captures = this.#captures;
    const height = this.#laneHeight;
    const gutter = this.#gutterPx;
    return html`<div class="lanes">
        <div class="labels" .style=${`width:${gutter}px;padding-top:${AXIS_HEIGHT_PX}px`}>
          ${captures.map(
            (capture) =>
              html`<div class="label" title=${captureLabel(capture)} .style=${`height:${height}px`}>
                <span class="mark ${capture.feed.method}"></span>
                <span class="names"
                  ><span class="ellipsis">${METHOD_LABELS[capture.feed.method]}</span
                  >${height < TALL_LANE_PX ? nothing : html`<span class="dim ellipsis">${feedLabel(capture)}</span>`}</span
                >
              </div>`,
          )}
        </div>
        <div class="plot" ${ref(this.#plot)}>
          <canvas
            ${ref(this.#canvas)}
            tabindex="0"
            role="application"
            aria-label=${this.#summary()}
            @pointerdown=${this.#pointer.down}
            @pointermove=${this.#pointer.move}
            @pointerup=${this.#pointer.up}
            @pointerleave=${this.#pointer.leave}
            @dblclick=${this.#pointer.reset}
            @wheel=${this.#pointer.wheel}
            @keydown=${this.#pointer.key}
          ></canvas>
          ${this.#renderTip()}
        </div>
      </div>
      ${this.#renderRate(gutter)}`;
  }

  #renderRate(gutter: number): TemplateResult {
    const timeline = this.#timeline;
    const theme = this.#currentTheme();
    const input =
      timeline === null
        ? null
        : { timeline, range: this.#range, captures: this.#captures, nowMs: this.#nowMs(), theme };
    return html`<div class="rate">
      <span class="rate-label">messages/s</span>
      <ri-rate-chart .input=${input} .gutterPx=${gutter}></ri-rate-chart>
    </div>`;
  }

  #renderTip(): TemplateResult | typeof nothing {
    const at = this.#pointer.hover;
    if (at === null || this.#timeline === null) return nothing;
    const atMs = timeAt(this.#range, this.#width, at.x);
    const box = this.#boxAt(at.y);
    const bar = box === undefined ? null : barAt(this.#drawnBars, box.capture.captureId, at.x);
    const lines = timelineTip(this.#timeline, box?.capture ?? null, bar?.bar ?? null, atMs);
    const isRight = at.x > this.#width / 2;
    const side = isRight ? `right:${this.#width - at.x + 10}px` : `left:${at.x + 10}px`;
    const offset = formatOffset(
      atMs - this.#view.session.fromMs,
      spanMs(this.#range) / Math.max(1, this.#width),
    );
    return html`<div class="hair" .style=${`left:${at.x}px`}></div>
      <div class="tip" .style=${`${side};top:${Math.max(0, at.y - 8)}px`}>
        <div class="number">${offset}</div>
        ${lines.map((line) => html`<div>${line}</div>`)}
      </div>`;
  }

  #summary(): string {
    const lanes = this.#captures.map((capture) => METHOD_LABELS[capture.feed.method]).join(', ');
    return `Timeline of ${lanes}. Arrow keys move, plus and minus zoom, Home and End go to the start and the live edge.`;
  }

  #currentTheme(): CanvasTheme {
    this.#theme ??= readCanvasTheme();
    return this.#theme;
  }

  #boxAt(y: number): ReturnType<typeof laneBoxes>[number] | undefined {
    return laneBoxes(this.#captures, this.#timeline, this.#laneHeight).find(
      (box) => y >= box.topPx && y < box.topPx + box.heightPx,
    );
  }

  /** A click shows the message nearest to it, or the request where that brought none. */
  #click(x: number, y: number): void {
    const box = this.#boxAt(y);
    if (box === undefined) return;
    const { captureId } = box.capture;
    const bar = barAt(this.#drawnBars, captureId, x)?.bar;
    if (bar?.purpose === 'poll' && bar.messageCount === 0) {
      this.panel.showRequest({ captureId, index: bar.requestIndex });
      return;
    }
    const atMs = bar?.purpose === 'poll' ? bar.endedAtMs : null;
    void this.panel.revealMoment(captureId, atMs ?? timeAt(this.#range, this.#width, x));
  }

  #draw(): void {
    const canvas = this.#canvas.value;
    const plot = this.#plot.value;
    if (canvas === undefined || plot === undefined || plot.clientWidth === 0 || !pageVisibility.isVisible)
      return;
    const height = this.#laneHeight;
    const boxes = laneBoxes(this.#captures, this.#timeline, height);
    const heightPx = AXIS_HEIGHT_PX + boxes.length * height;
    const context = sizeCanvas(canvas, plot.clientWidth, heightPx);
    if (context === null) return;
    this.#pointer.setScale(this.#range, plot.clientWidth);
    this.#drawnBars = drawTimeline(context, {
      range: this.#range,
      widthPx: plot.clientWidth,
      heightPx,
      timeline: this.#timeline,
      boxes,
      originMs: this.#view.session.fromMs,
      nowMs: this.#nowMs(),
      selectedAtMs: this.state.selectedAtMs,
      selection: this.#pointer.selection,
      theme: this.#currentTheme(),
    });
  }
}

customElements.define('ri-timeline-pane', TimelinePane);
