import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import uPlot from 'uplot';
import type { CaptureSummary } from '../../protocol/capture.ts';
import type { Timeline } from '../../protocol/timeline.ts';
import { spanMs, type TimeRange } from '../../model/timelineScale.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import type { CanvasTheme } from '../dom/canvasTheme.ts';
import { ElementSize } from '../dom/elementSize.ts';
import { COLUMN_PX } from '../timeline/laneLayout.ts';
import { rateBins } from '../timeline/rateBins.ts';

/** Everything the chart is drawn from. */
export interface RateInput {
  readonly timeline: Timeline;
  readonly range: TimeRange;
  readonly captures: readonly CaptureSummary[];
  readonly nowMs: number;
  readonly theme: CanvasTheme;
}

/** Messages per second of each capture, under the lanes and on their time axis. */
export class RateChart extends LitElement {
  static override properties = { input: { attribute: false }, gutterPx: { attribute: false } };

  /** The few rules of uPlot's own style sheet that a chart without title, legend and cursor needs. */
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        overflow: hidden;
      }
      .chart,
      .u-wrap {
        position: relative;
        height: 100%;
      }
      .u-over,
      .u-under,
      .u-axis {
        position: absolute;
      }
      .uplot canvas {
        display: block;
        position: relative;
        width: 100%;
        height: 100%;
      }
    `,
  ];

  declare input: RateInput | null;
  declare gutterPx: number;

  #range: TimeRange = { fromMs: 0, toMs: 1 };
  readonly #box = createRef<HTMLDivElement>();
  readonly #size = new ElementSize(() => {
    this.#fit();
  });
  #plot: uPlot | null = null;
  #key = '';

  constructor() {
    super();
    this.input = null;
    this.gutterPx = 0;
  }

  override render(): TemplateResult {
    return html`<div class="chart" role="presentation" ${ref(this.#box)}></div>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.watch(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.watch(undefined);
    this.#plot?.destroy();
    this.#plot = null;
    this.#key = '';
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { input } = this;
    if (input === null || this.#size.widthPx === 0) return;
    this.#range = input.range;
    const key = chartKey(input, this.gutterPx);
    if (key !== this.#key) this.#create(input, key);
    const { atSeconds, rates } = rateBins(input.timeline, COLUMN_PX, input.nowMs);
    this.#plot?.setData([[...atSeconds], ...rates.map((lane) => [...lane])]);
  }

  /** Moves along a picture that moves by itself, without its data being read again. */
  follow(range: TimeRange): void {
    const movedPx = Math.abs(range.fromMs - this.#range.fromMs) * (this.#size.widthPx / spanMs(range));
    if (this.#plot === null || movedPx < 1) return;
    this.#range = range;
    const [min, max] = this.#xRange();
    this.#plot.setScale('x', { min, max });
  }

  #create(input: RateInput, key: string): void {
    const box = this.#box.value;
    if (box === undefined) return;
    this.#plot?.destroy();
    this.#key = key;
    this.#plot = new uPlot(this.#options(input), [[]], box);
  }

  #fit(): void {
    const { widthPx: width, heightPx: height } = this.#size;
    if (width === 0 || height === 0) return;
    if (this.#plot === null) this.requestUpdate();
    else this.#plot.setSize({ width, height });
  }

  #options({ timeline, captures, theme }: RateInput): uPlot.Options {
    const colorOf = (captureId: number): string => {
      const capture = captures.find((candidate) => candidate.captureId === captureId);
      return capture === undefined ? theme.dim : theme.methods[capture.feed.method];
    };
    return {
      width: this.#size.widthPx,
      height: this.#size.heightPx,
      legend: { show: false },
      cursor: { show: false },
      padding: [6, 0, 4, 0],
      scales: {
        x: { time: true, range: () => this.#xRange() },
        y: { range: (_plot, _min, max) => [0, niceMaximum(max)] },
      },
      axes: [
        { show: false },
        {
          size: this.gutterPx,
          gap: 6,
          font: theme.font,
          stroke: theme.dim,
          splits: (_plot, _axis, _min, max) => [0, max],
          grid: { stroke: theme.line, width: 1 },
          ticks: { show: false },
        },
      ],
      series: [
        {},
        ...timeline.lanes.map((lane) => ({
          stroke: colorOf(lane.captureId),
          width: 1.5,
          points: { show: false },
        })),
      ],
    };
  }

  #xRange(): [number, number] {
    return [this.#range.fromMs / 1000, this.#range.toMs / 1000];
  }
}

/** A chart is made anew only when it has other lines or other colours. */
function chartKey({ timeline, theme }: RateInput, gutterPx: number): string {
  const lanes = timeline.lanes.map((lane) => lane.captureId).join(',');
  return `${lanes} ${gutterPx} ${JSON.stringify(theme)}`;
}

/** The next of 1, 2, 5, 10, …, so that the scale does not move with every bin. */
function niceMaximum(max: number): number {
  if (!(max > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(max));
  return ([1, 2, 5].find((step) => step * power >= max) ?? 10) * power;
}

customElements.define('ri-rate-chart', RateChart);
