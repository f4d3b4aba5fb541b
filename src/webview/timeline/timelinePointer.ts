import { timeAt, type TimeRange } from '../../model/timelineScale.ts';
import type { TimelineView } from './timelineView.ts';

export interface PointerEvents {
  /** What is shown, or what is marked in it, has changed. */
  readonly onChange: () => void;
  readonly onClick: (x: number, y: number) => void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A press that moves less is a click. */
const DRAG_PX = 4;
const KEY_PAN = 0.1;
const KEY_ZOOM = 1.4;

/** Turns what is done to the timeline with pointer, wheel and keys into moves of its view. */
export class TimelinePointer {
  readonly #view: TimelineView;
  readonly #events: PointerEvents;
  #range: TimeRange = { fromMs: 0, toMs: 1 };
  #widthPx = 1;
  #pressed: Point | null = null;
  #hover: Point | null = null;

  constructor(view: TimelineView, events: PointerEvents) {
    this.#view = view;
    this.#events = events;
  }

  get hover(): Point | null {
    return this.#hover;
  }

  /** The span being dragged over, in px. */
  get selection(): { readonly fromPx: number; readonly toPx: number } | null {
    const [from, to] = [this.#pressed, this.#hover];
    if (from === null || to === null || Math.abs(to.x - from.x) < DRAG_PX) return null;
    return { fromPx: from.x, toPx: to.x };
  }

  /** What is drawn, so that a place can be turned into a time. */
  setScale(range: TimeRange, widthPx: number): void {
    this.#range = range;
    this.#widthPx = Math.max(1, widthPx);
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.#pressed = pointOf(event);
    if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
  };

  readonly move = (event: PointerEvent): void => {
    this.#hover = pointOf(event);
    this.#events.onChange();
  };

  readonly up = (event: PointerEvent): void => {
    const pressed = this.#pressed;
    if (pressed === null) return;
    this.#hover = pointOf(event);
    const { selection } = this;
    this.#pressed = null;
    if (selection === null) this.#events.onClick(pressed.x, pressed.y);
    else this.#view.select(this.#timeAt(selection.fromPx), this.#timeAt(selection.toPx));
    this.#events.onChange();
  };

  readonly leave = (): void => {
    this.#hover = null;
    this.#events.onChange();
  };

  readonly reset = (): void => {
    this.#view.goLive();
    this.#events.onChange();
  };

  /** Browsers tell a pinch as a wheel with ctrl. */
  readonly wheel = (event: WheelEvent): void => {
    if (event.ctrlKey || event.metaKey) {
      this.#view.zoom(Math.exp(event.deltaY * 0.005), this.#timeAt(pointOf(event).x));
    } else {
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      if (sideways === 0) return;
      this.#view.pan(sideways / this.#widthPx);
    }
    event.preventDefault();
    this.#events.onChange();
  };

  readonly key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#act(event.key)) return;
    event.preventDefault();
    this.#events.onChange();
  };

  #act(key: string): boolean {
    switch (key) {
      case 'ArrowLeft':
        this.#view.pan(-KEY_PAN);
        return true;
      case 'ArrowRight':
        this.#view.pan(KEY_PAN);
        return true;
      case '+':
      case '=':
        this.#view.zoom(1 / KEY_ZOOM, null);
        return true;
      case '-':
        this.#view.zoom(KEY_ZOOM, null);
        return true;
      case 'Home':
        this.#view.toStart();
        return true;
      case 'End':
        this.#view.goLive();
        return true;
      default:
        return false;
    }
  }

  #timeAt(xPx: number): number {
    return timeAt(this.#range, this.#widthPx, xPx);
  }
}

function pointOf(event: MouseEvent): Point {
  return { x: event.offsetX, y: event.offsetY };
}
