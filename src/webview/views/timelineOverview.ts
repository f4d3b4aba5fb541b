import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import type { OverviewStrip } from '../../model/overviewStrip.ts';
import { type BrushPart, brushPartAt, centreRange, dragBrush } from '../../model/timelineBrush.ts';
import {
  formatOffset,
  panRange,
  spanMs,
  timeAt,
  type TimeRange,
  xAt,
  zoomRange,
} from '../../model/timelineScale.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { sizeCanvas } from '../dom/canvasSize.ts';
import type { CanvasTheme } from '../dom/canvasTheme.ts';
import { ElementSize } from '../dom/elementSize.ts';
import { drawOverview } from '../timeline/drawOverview.ts';
import { timelineOverviewStyles } from './timelineOverview.styles.ts';

/** What the overview shows. */
export interface OverviewInput {
  readonly strip: OverviewStrip | null;
  readonly session: TimeRange;
  /** What the lanes show. */
  readonly shown: TimeRange;
  readonly theme: CanvasTheme;
}

interface Drag {
  readonly part: BrushPart;
  readonly x: number;
  readonly input: OverviewInput;
  isMoved: boolean;
}

/** A press that moves less is a click. */
const DRAG_PX = 3;
const KEY_STEP = 0.25;
const KEY_ZOOM = 1.4;
/** A window of less would not be seen. */
const MIN_WINDOW_PX = 6;

/**
 * The whole session in one strip, with a window over what the lanes show. Where that is to go is told as a `show-range`
 * event with the range, and as `show-whole`.
 */
export class TimelineOverview extends LitElement {
  static override properties = { input: { attribute: false } };

  static override styles = [baseStyles, timelineOverviewStyles];

  declare input: OverviewInput | null;

  readonly #canvas = createRef<HTMLCanvasElement>();
  readonly #size = new ElementSize(() => {
    this.requestUpdate();
  });
  #drag: Drag | null = null;
  #hoverPart: BrushPart = 'outside';

  constructor() {
    super();
    this.input = null;
  }

  override render(): TemplateResult {
    const { fromPx, toPx } = this.#window();
    return html`<canvas ${ref(this.#canvas)}></canvas>
      <div
        class="strip ${this.#drag?.part ?? this.#hoverPart}"
        role="slider"
        tabindex="0"
        aria-label="Part of the session that is shown"
        aria-description="Arrow keys move it, with Shift they make it longer or shorter, Home and End go to the ends, 0 shows the whole session"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${this.#middlePercent()}
        aria-valuetext=${this.#valueText()}
        ${ref(this.#size.watch)}
        @pointerdown=${this.#onDown}
        @pointermove=${this.#onMove}
        @pointerup=${this.#onUp}
        @pointercancel=${this.#cancel}
        @dblclick=${this.#showWhole}
        @keydown=${this.#onKey}
      >
        <div class="shade" .style=${`left:0;width:${fromPx}px`}></div>
        <div class="shade" .style=${`left:${toPx}px;right:0`}></div>
        <div class="window" .style=${`left:${fromPx}px;width:${toPx - fromPx}px`}></div>
      </div>`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { input } = this;
    const canvas = this.#canvas.value;
    const { widthPx, heightPx } = this.#size;
    if (canvas === undefined || input?.strip == null || widthPx === 0) return;
    const context = sizeCanvas(canvas, widthPx, heightPx);
    if (context === null) return;
    drawOverview(context, {
      strip: input.strip,
      session: input.session,
      widthPx,
      heightPx,
      theme: input.theme,
    });
  }

  /** Where the window is drawn, within the strip. */
  #window(): { readonly fromPx: number; readonly toPx: number } {
    const { input } = this;
    const { widthPx } = this.#size;
    if (input === null) return { fromPx: 0, toPx: widthPx };
    const clamp = (px: number): number => Math.max(0, Math.min(widthPx, px));
    const fromPx = clamp(xAt(input.session, widthPx, input.shown.fromMs));
    const toPx = clamp(xAt(input.session, widthPx, input.shown.toMs));
    const missing = Math.max(0, MIN_WINDOW_PX - (toPx - fromPx));
    const left = Math.max(0, Math.min(widthPx - MIN_WINDOW_PX, fromPx - missing / 2));
    return { fromPx: left, toPx: Math.max(left + MIN_WINDOW_PX, toPx) };
  }

  #middlePercent(): number {
    const { input } = this;
    if (input === null) return 0;
    const middleMs = (input.shown.fromMs + input.shown.toMs) / 2;
    return Math.round(Math.max(0, Math.min(100, xAt(input.session, 100, middleMs))));
  }

  #valueText(): string {
    const { input } = this;
    if (input === null) return '';
    const stepMs = spanMs(input.shown) < 10_000 ? 10 : 1_000;
    const offset = (atMs: number): string => formatOffset(Math.max(0, atMs - input.session.fromMs), stepMs);
    return `${offset(input.shown.fromMs)} to ${offset(input.shown.toMs)} of ${offset(input.session.toMs)}`;
  }

  #show(range: TimeRange): void {
    this.dispatchEvent(new CustomEvent('show-range', { detail: range }));
  }

  readonly #showWhole = (): void => {
    this.dispatchEvent(new CustomEvent('show-whole'));
  };

  readonly #onDown = (event: PointerEvent): void => {
    const { input } = this;
    if (event.button !== 0 || input === null) return;
    const { fromPx, toPx } = this.#window();
    const x = this.#xOf(event);
    this.#drag = { part: brushPartAt(fromPx, toPx, x), x, input, isMoved: false };
    if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
    this.requestUpdate();
  };

  readonly #onMove = (event: PointerEvent): void => {
    const drag = this.#drag;
    const x = this.#xOf(event);
    if (drag === null) {
      const { fromPx, toPx } = this.#window();
      this.#hoverPart = brushPartAt(fromPx, toPx, x);
      this.requestUpdate();
      return;
    }
    drag.isMoved ||= Math.abs(x - drag.x) >= DRAG_PX;
    if (!drag.isMoved) return;
    const { shown, session } = drag.input;
    const at = (px: number): number => timeAt(session, this.#size.widthPx, px);
    this.#show(dragBrush(drag.part, shown, at(drag.x), at(x), session));
  };

  readonly #onUp = (event: PointerEvent): void => {
    const drag = this.#drag;
    this.#drag = null;
    if (drag === null) return;
    const { shown, session } = drag.input;
    // A click beside the window brings it there; one on it may be the first of two.
    if (!drag.isMoved && drag.part === 'outside') {
      const atMs = timeAt(session, this.#size.widthPx, this.#xOf(event));
      this.#show(centreRange(shown, atMs, session));
    }
    this.requestUpdate();
  };

  readonly #cancel = (): void => {
    const drag = this.#drag;
    this.#drag = null;
    if (drag?.isMoved === true) this.#show(drag.input.shown);
    this.requestUpdate();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#act(event.key, event.shiftKey)) return;
    event.preventDefault();
  };

  #act(key: string, isResize: boolean): boolean {
    const { input } = this;
    if (input === null) return false;
    const { shown, session } = input;
    const direction = ['ArrowLeft', 'ArrowDown', 'PageUp'].includes(key) ? -1 : 1;
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowRight':
      case 'ArrowUp':
      case 'ArrowDown':
        if (isResize) this.#show(zoomRange(shown, middleOf(shown), direction < 0 ? 1 / KEY_ZOOM : KEY_ZOOM));
        else this.#show(panRange(shown, direction * KEY_STEP * spanMs(shown)));
        return true;
      case 'PageUp':
      case 'PageDown':
        this.#show(panRange(shown, direction * spanMs(shown)));
        return true;
      case 'Home':
        this.#show(panRange(shown, session.fromMs - shown.fromMs));
        return true;
      case 'End':
        this.#show(panRange(shown, session.toMs - shown.toMs));
        return true;
      case '0':
        this.#showWhole();
        return true;
      case 'Escape':
        this.#cancel();
        return true;
      default:
        return false;
    }
  }

  /** Within the strip, also where the pointer is on something in it. */
  #xOf(event: PointerEvent): number {
    const { left } = this.getBoundingClientRect();
    return event.clientX - left;
  }
}

function middleOf(range: TimeRange): number {
  return (range.fromMs + range.toMs) / 2;
}

customElements.define('ri-timeline-overview', TimelineOverview);
