import type { TimelineView } from './timelineView.ts';

export interface KeyEvents {
  /** What is shown, or the lane that the keys are about, has changed. */
  readonly onChange: () => void;
  /** The message in the middle of what is shown is asked for. */
  readonly onEnter: (lane: number) => void;
  /** A drag is to be given up. */
  readonly onEscape: () => void;
  readonly laneCount: () => number;
}

const PAN = 0.1;
const ZOOM = 1.4;

/** Turns keys into moves of the timeline's view. docs/keyboard.md lists them. */
export class TimelineKeys {
  readonly #view: TimelineView;
  readonly #events: KeyEvents;
  #lane = 0;
  #isFocused = false;

  constructor(view: TimelineView, events: KeyEvents) {
    this.#view = view;
    this.#events = events;
  }

  /** The lane that Enter is about. */
  get lane(): number {
    return Math.max(0, Math.min(this.#lane, this.#events.laneCount() - 1));
  }

  /** Whether the keyboard is here: who uses a pointer needs no mark for it. */
  get isFocused(): boolean {
    return this.#isFocused;
  }

  readonly focus = (event: FocusEvent): void => {
    this.#isFocused = event.currentTarget instanceof Element && event.currentTarget.matches(':focus-visible');
    this.#events.onChange();
  };

  readonly blur = (): void => {
    this.#isFocused = false;
    this.#events.onChange();
  };

  readonly key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#act(event.key)) return;
    event.preventDefault();
    this.#isFocused = true;
    this.#events.onChange();
  };

  #act(key: string): boolean {
    switch (key) {
      case 'ArrowUp':
      case 'ArrowDown':
        this.#lane = this.lane + (key === 'ArrowDown' ? 1 : -1);
        this.#lane = this.lane;
        return true;
      case 'Enter':
        this.#events.onEnter(this.lane);
        return true;
      case 'Escape':
        this.#events.onEscape();
        return true;
      default:
        return moveByKey(this.#view, key);
    }
  }
}

function moveByKey(view: TimelineView, key: string): boolean {
  switch (key) {
    case 'ArrowLeft':
      view.pan(-PAN);
      return true;
    case 'ArrowRight':
      view.pan(PAN);
      return true;
    case 'PageUp':
      view.pan(-1);
      return true;
    case 'PageDown':
      view.pan(1);
      return true;
    case '+':
    case '=':
      view.zoom(1 / ZOOM, null);
      return true;
    case '-':
      view.zoom(ZOOM, null);
      return true;
    case '0':
      view.fit();
      return true;
    case 'Home':
      view.toStart();
      return true;
    case 'End':
      view.goLive();
      return true;
    default:
      return false;
  }
}
