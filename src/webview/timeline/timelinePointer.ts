import { panRange, rangeBetween, spanMs, timeAt, type TimeRange } from '../../model/timelineScale.ts';
import { AXIS_HEIGHT_PX } from './laneLayout.ts';
import type { TimelineView } from './timelineView.ts';

export interface PointerEvents {
  /** What is shown, or what is marked in it, has changed. */
  readonly onChange: () => void;
  readonly onClick: (at: PointerPlace) => void;
  /** Whether the lanes scroll up and down: then a plain wheel does that. */
  readonly canScroll: () => boolean;
}

/** A place on the canvas, and on the page. */
export interface PointerPlace {
  readonly x: number;
  readonly y: number;
  readonly pageX: number;
  readonly pageY: number;
}

interface Drag {
  readonly kind: 'select' | 'pan';
  readonly place: PointerPlace;
  readonly atMs: number;
  readonly range: TimeRange;
  isMoved: boolean;
}

/** A press that moves less is a click. */
const DRAG_PX = 4;
const MIDDLE_BUTTON = 1;
/** What a wheel that tells lines scrolls for each. */
const LINE_PX = 16;

/** Turns what is done to the timeline with pointer and wheel into moves of its view. */
export class TimelinePointer {
  readonly #view: TimelineView;
  readonly #events: PointerEvents;
  #range: TimeRange = { fromMs: 0, toMs: 1 };
  #widthPx = 1;
  #drag: Drag | null = null;
  #hover: PointerPlace | null = null;

  constructor(view: TimelineView, events: PointerEvents) {
    this.#view = view;
    this.#events = events;
  }

  get hover(): PointerPlace | null {
    return this.#hover;
  }

  /** Whether a press here moves what is shown, rather than choosing a span of it. */
  get isPan(): boolean {
    return this.#drag === null ? (this.#hover?.y ?? Infinity) < AXIS_HEIGHT_PX : this.#drag.kind === 'pan';
  }

  /** The span being dragged over. */
  get selection(): TimeRange | null {
    const [drag, hover] = [this.#drag, this.#hover];
    if (drag?.kind !== 'select' || !drag.isMoved || hover === null) return null;
    return rangeBetween(drag.atMs, this.#timeAt(hover.x));
  }

  /** What is drawn, so that a place can be turned into a time. */
  setScale(range: TimeRange, widthPx: number): void {
    this.#range = range;
    this.#widthPx = Math.max(1, widthPx);
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0 && event.button !== MIDDLE_BUTTON) return;
    const place = placeOf(event);
    const isPan = event.shiftKey || event.button === MIDDLE_BUTTON || place.y < AXIS_HEIGHT_PX;
    this.#drag = {
      kind: isPan ? 'pan' : 'select',
      place,
      atMs: this.#timeAt(place.x),
      range: this.#range,
      isMoved: false,
    };
    if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
  };

  readonly move = (event: PointerEvent): void => {
    this.#hover = placeOf(event);
    const drag = this.#drag;
    if (drag !== null) {
      const movedPx = this.#hover.x - drag.place.x;
      drag.isMoved ||= Math.abs(movedPx) >= DRAG_PX;
      if (drag.kind === 'pan' && drag.isMoved) {
        this.#view.show(panRange(drag.range, (-movedPx / this.#widthPx) * spanMs(drag.range)));
      }
    }
    this.#events.onChange();
  };

  readonly up = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag === null) return;
    this.#hover = placeOf(event);
    const { selection } = this;
    this.#drag = null;
    if (selection !== null) this.#view.select(selection.fromMs, selection.toMs);
    else if (!drag.isMoved && event.button === 0) this.#events.onClick(drag.place);
    this.#events.onChange();
  };

  readonly leave = (): void => {
    this.#hover = null;
    this.#events.onChange();
  };

  readonly cancel = (): void => {
    if (this.#drag === null) return;
    if (this.#drag.kind === 'pan' && this.#drag.isMoved) this.#view.show(this.#drag.range);
    this.#drag = null;
    this.#events.onChange();
  };

  readonly reset = (): void => {
    this.#view.goLive();
    this.#events.onChange();
  };

  /** A middle button that is pressed would scroll the page. */
  readonly pressed = (event: MouseEvent): void => {
    if (event.button === MIDDLE_BUTTON) event.preventDefault();
  };

  /** Browsers tell a pinch as a wheel with ctrl. */
  readonly wheel = (event: WheelEvent): void => {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    if (event.ctrlKey || event.metaKey) {
      this.#view.zoom(Math.exp(event.deltaY * unit * 0.005), this.#timeAt(placeOf(event).x));
    } else {
      const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (!isSideways && !event.shiftKey && this.#events.canScroll()) return;
      this.#view.pan(((isSideways ? event.deltaX : event.deltaY) * unit) / this.#widthPx);
    }
    event.preventDefault();
    this.#events.onChange();
  };

  #timeAt(xPx: number): number {
    return timeAt(this.#range, this.#widthPx, xPx);
  }
}

function placeOf(event: MouseEvent): PointerPlace {
  return { x: event.offsetX, y: event.offsetY, pageX: event.clientX, pageY: event.clientY };
}
