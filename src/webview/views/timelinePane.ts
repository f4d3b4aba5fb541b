import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { spanMs, timeAt, type TimeRange } from '../../model/timelineScale.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { type CanvasTheme, onThemeChange, readCanvasTheme } from '../dom/canvasTheme.ts';
import { ElementSize } from '../dom/elementSize.ts';
import { FrameLoop } from '../dom/frameLoop.ts';
import { FrameTask } from '../dom/frameTask.ts';
import { pageVisibility } from '../dom/pageVisibility.ts';
import { View } from '../dom/view.ts';
import type { PanelState } from '../state.ts';
import { columnsOf, laneBoxes, type LaneBox } from '../timeline/laneLayout.ts';
import { type LaneScene, LanesCanvas } from '../timeline/lanesCanvas.ts';
import { gutterIn, laneHeightIn } from '../timeline/paneLayout.ts';
import { showPlace } from '../timeline/showPlace.ts';
import { TimelineKeys } from '../timeline/timelineKeys.ts';
import { TimelineOrders } from '../timeline/timelineOrders.ts';
import { TimelinePointer } from '../timeline/timelinePointer.ts';
import { SHOWN_LAG_MS, TimelineReads } from '../timeline/timelineReads.ts';
import { POINTER_HINTS, timelineTip } from '../timeline/timelineTip.ts';
import { TimelineView } from '../timeline/timelineView.ts';
import type { RateChart } from './rateChart.ts';
import './rateChart.ts';
import { timelineLabels, timelineSummary } from './timelineLabels.ts';
import './timelineOverview.ts';
import { timelinePaneStyles } from './timelinePane.styles.ts';
import './timelineTable.ts';
import { timelineTipBox } from './timelineTipBox.ts';
import { timelineToolbar } from './timelineToolbar.ts';

const KEYS =
  'Left and right arrows and Page Up and Down move, plus and minus zoom, 0 shows the whole session, Home and End go to the ' +
  'start and the live edge. Up and down arrows choose a lane, Enter selects the message in the middle of it.';

/** The captures over time: the whole session in a strip, a lane each, and the rate of messages below. */
export class TimelinePane extends View {
  static override styles = [baseStyles, timelinePaneStyles];

  readonly #view = new TimelineView();
  readonly #size = new ElementSize(this.#changed.bind(this));
  readonly #lanes = new LanesCanvas(this.#changed.bind(this));
  readonly #rate = createRef<RateChart>();
  readonly #drawing = new FrameTask(() => {
    this.#draw(true);
  });
  readonly #reads = new TimelineReads({
    panel: () => this.panel,
    view: this.#view,
    widthPx: () => (this.#isTable ? this.#size.widthPx : Math.floor(this.#lanes.plot.widthPx)),
    onChange: this.#changed.bind(this),
  });
  readonly #pointer = new TimelinePointer(this.#view, {
    onChange: this.#changed.bind(this),
    onClick: ({ x, y }) => {
      this.#click(x, y);
    },
    canScroll: () => this.#lanes.canScroll(this.#boxes.length, this.#laneHeight),
  });
  readonly #keys = new TimelineKeys(this.#view, {
    onChange: () => {
      const box = this.#keyBox;
      if (box !== undefined) this.#lanes.reveal(box);
      this.#changed();
    },
    onEnter: () => {
      this.#selectMiddle();
    },
    onEscape: this.#pointer.cancel,
    laneCount: () => this.#boxes.length,
  });
  readonly #orders = new TimelineOrders(this.#view);
  #theme: CanvasTheme | null = null;
  #boxes: readonly LaneBox[] = [];
  #isTable = false;
  /** Undefined until the first look: what an earlier page had selected moves nothing. */
  #seenSelectedAtMs: number | null | undefined;
  #stops: (() => void)[] = [];

  constructor() {
    super();
    FrameLoop.attach(this, {
      isNeeded: () => this.#isMoving && pageVisibility.isVisible,
      work: () => {
        this.#move();
      },
    });
  }

  protected override reads(state: PanelState): readonly unknown[] {
    const { shown, isPaused, selectedAtMs, selectedRequest, tab, timelineOrder } = state;
    return [shown, isPaused, selectedAtMs, selectedRequest, tab, timelineOrder];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.watch(this);
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
    this.#size.watch(undefined);
    this.#reads.stop();
    this.#drawing.cancel();
    for (const stop of this.#stops) stop();
  }

  override willUpdate(): void {
    const captures = this.#captures;
    if (captures.length > 0) this.#view.setSession(captures, this.#nowMs());
    this.#boxes = laneBoxes(captures, this.#reads.lanes, this.#laneHeight);
    this.#followSelection();
    if (this.#orders.take(this.state.timelineOrder)) this.#isTable = !this.#isTable;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#reads.refresh();
    this.#drawing.schedule();
  }

  override render(): TemplateResult {
    return html`${this.#renderToolbar()} ${this.#isTable ? this.#renderTable() : this.#renderPlot()}`;
  }

  get #captures(): readonly CaptureSummary[] {
    return this.state.shown?.captures ?? [];
  }

  get #laneHeight(): number {
    return laneHeightIn(this.#size.heightPx, this.#captures.length);
  }

  get #isMoving(): boolean {
    return this.#view.isMoving && !this.state.isPaused;
  }

  /** What is drawn: what follows the live edge moves by whole dots; a session that grows as a whole, when it is read. */
  get #range(): TimeRange {
    if (this.#view.isWhole && this.#isMoving && this.#reads.lanes !== null) return this.#reads.lanes;
    const dots = Math.floor(this.#lanes.plot.widthPx) * window.devicePixelRatio;
    return this.#view.range(this.#isMoving ? Math.max(1, dots) : columnsOf(this.#lanes.plot.widthPx));
  }

  get #keyBox(): LaneBox | undefined {
    return this.#boxes[this.#keys.lane];
  }

  #changed(): void {
    this.requestUpdate();
  }

  #nowMs(): number {
    return this.state.isPaused ? (this.state.shown?.nowMs ?? 0) : this.panel.clock.nowMs() - SHOWN_LAG_MS;
  }

  /** What was just selected comes into view, at the zoom that is. */
  #followSelection(): void {
    const { selectedAtMs } = this.state;
    const isNews = this.#seenSelectedAtMs !== undefined && selectedAtMs !== this.#seenSelectedAtMs;
    this.#seenSelectedAtMs = selectedAtMs;
    if (isNews && selectedAtMs !== null) this.#view.reveal(selectedAtMs);
  }

  #renderToolbar(): TemplateResult {
    return timelineToolbar({
      view: this.#view,
      shownMs: this.#reads.lanes === null ? null : spanMs(this.#range),
      isTable: this.#isTable,
      onChange: this.#changed.bind(this),
      onToggleTable: () => {
        this.#isTable = !this.#isTable;
        this.requestUpdate();
      },
      onSave: () => {
        const { fromMs, toMs } = this.#range;
        void this.panel.attempt('host/saveRange', { fromMs, toMs });
      },
    });
  }

  #renderTable(): TemplateResult {
    return html`<ri-timeline-table
      .timeline=${this.#reads.lanes}
      .whole=${this.#reads.overview}
      .captures=${this.#captures}
    ></ri-timeline-table>`;
  }

  #renderPlot(): TemplateResult {
    const gutterPx = gutterIn(this.#size.widthPx);
    return html`${this.#renderOverview(gutterPx)}
      <div class="lanes" ${ref(this.#lanes.watchScroller)} @scroll=${this.#onScroll}>
        ${timelineLabels(this.#captures, this.#laneHeight, gutterPx)}
        <div class="plot" ${ref(this.#lanes.plot.watch)}>
          <canvas
            class=${this.#pointer.isPan ? 'is-pan' : ''}
            ${ref(this.#lanes.watchCanvas)}
            tabindex="0"
            role="application"
            aria-label=${timelineSummary(this.#captures, this.#keys.isFocused ? this.#keyBox?.capture : undefined)}
            aria-description=${KEYS}
            @pointerdown=${this.#pointer.down}
            @pointermove=${this.#pointer.move}
            @pointerup=${this.#pointer.up}
            @pointercancel=${this.#pointer.cancel}
            @pointerleave=${this.#pointer.leave}
            @mousedown=${this.#pointer.pressed}
            @dblclick=${this.#pointer.reset}
            @wheel=${this.#pointer.wheel}
            @focus=${this.#keys.focus}
            @blur=${this.#keys.blur}
            @keydown=${this.#keys.key}
          ></canvas>
          ${this.#renderHair()}
        </div>
      </div>
      ${this.#renderRate(gutterPx)} ${this.#renderTip()}`;
  }

  #renderOverview(gutterPx: number): TemplateResult {
    const input = {
      strip: this.#reads.strip,
      session: this.#view.session,
      shown: this.#range,
      theme: this.#currentTheme(),
    };
    return html`<div class="overview">
      <span class="overview-label" .style=${`width:${gutterPx}px`}>whole session</span>
      <ri-timeline-overview
        .input=${input}
        @show-range=${(event: CustomEvent<TimeRange>) => {
          this.#view.show(event.detail);
          this.requestUpdate();
        }}
        @show-whole=${() => {
          this.#view.fit();
          this.requestUpdate();
        }}
      ></ri-timeline-overview>
    </div>`;
  }

  #renderRate(gutterPx: number): TemplateResult {
    const timeline = this.#reads.lanes;
    const theme = this.#currentTheme();
    const input =
      timeline === null
        ? null
        : { timeline, range: this.#range, captures: this.#captures, nowMs: this.#nowMs(), theme };
    return html`<div class="rate">
      <span class="rate-label">messages/s</span>
      <ri-rate-chart .input=${input} .gutterPx=${gutterPx} ${ref(this.#rate)}></ri-rate-chart>
    </div>`;
  }

  #renderHair(): TemplateResult | typeof nothing {
    const { hover } = this.#pointer;
    return hover === null ? nothing : html`<div class="hair" .style=${`left:${hover.x}px`}></div>`;
  }

  #renderTip(): TemplateResult | typeof nothing {
    const { hover } = this.#pointer;
    const timeline = this.#reads.lanes;
    if (hover === null || timeline === null) return nothing;
    const scale = { range: this.#range, widthPx: Math.max(1, this.#lanes.plot.widthPx) };
    const place = this.#lanes.at(hover.x, hover.y);
    return timelineTipBox(hover, scale, this.#view.session.fromMs, (atMs) =>
      place === null ? POINTER_HINTS : timelineTip(timeline, place, atMs),
    );
  }

  #currentTheme(): CanvasTheme {
    this.#theme ??= readCanvasTheme();
    return this.#theme;
  }

  readonly #onScroll = (): void => {
    this.#lanes.scrolled();
    this.#draw(true);
  };

  #click(x: number, y: number): void {
    const place = this.#lanes.at(x, y);
    const { picture } = this.#lanes;
    if (place === null || picture === null) return;
    showPlace(this.panel, place, timeAt(picture.range, picture.widthPx, x));
  }

  #selectMiddle(): void {
    const [box, { picture }] = [this.#keyBox, this.#lanes];
    if (box === undefined || picture === null) return;
    const { fromMs, toMs } = picture.range;
    void this.panel.revealMoment(box.capture.captureId, (fromMs + toMs) / 2);
  }

  /** On every frame while the picture moves by itself: what Lit draws comes only with what was read. */
  #move(): void {
    this.#view.setSession(this.#captures, this.#nowMs());
    this.#draw(false);
    if (this.#view.isLive) this.#rate.value?.follow(this.#range);
    this.#reads.refresh();
  }

  #draw(isChanged: boolean): void {
    if (!pageVisibility.isVisible || this.#isTable) return;
    const scene = this.#scene();
    this.#lanes.draw(scene, isChanged);
    this.#pointer.setScale(scene.range, this.#lanes.plot.widthPx);
  }

  #scene(): LaneScene {
    const { selectedAtMs, selectedRequest, tab } = this.state;
    return {
      range: this.#range,
      timeline: this.#reads.lanes,
      boxes: this.#boxes,
      originMs: this.#view.session.fromMs,
      nowMs: this.#nowMs(),
      selectedAtMs,
      selectedRequest: tab === 'requests' ? selectedRequest : null,
      selection: this.#pointer.selection,
      keyCaptureId: this.#keys.isFocused ? (this.#keyBox?.capture.captureId ?? null) : null,
      theme: this.#currentTheme(),
    };
  }
}

customElements.define('ri-timeline-pane', TimelinePane);
