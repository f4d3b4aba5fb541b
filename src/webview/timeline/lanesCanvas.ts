import { sizeCanvas } from '../dom/canvasSize.ts';
import { ElementSize } from '../dom/elementSize.ts';
import { spanMs, type TimeRange } from '../../model/timelineScale.ts';
import { marksAt } from './drawMarks.ts';
import { drawTimeline } from './drawTimeline.ts';
import { AXIS_HEIGHT_PX, barAt, type DrawnBar, type LaneBox } from './laneLayout.ts';
import type { LaneMark } from './laneMarks.ts';
import type { TimelinePicture } from './timelinePicture.ts';

/** A picture but for what the canvas itself knows. */
export type LaneScene = Omit<TimelinePicture, 'widthPx' | 'heightPx' | 'scrollPx'>;

/** What is at a place of the lanes. */
export interface LanePlace {
  readonly box: LaneBox;
  readonly bar: DrawnBar['bar'] | null;
  readonly marks: readonly LaneMark[];
}

/**
 * The canvas that the lanes are drawn on. It is as high as what is seen of them and stays put while they scroll, so it
 * costs no more with twenty captures than with those on the screen.
 */
export class LanesCanvas {
  readonly plot: ElementSize;
  readonly viewport: ElementSize;
  #canvas: HTMLCanvasElement | null = null;
  #scroller: Element | null = null;
  #scrollPx = 0;
  #picture: TimelinePicture | null = null;
  #bars: readonly DrawnBar[] = [];

  constructor(onResize: () => void) {
    this.plot = new ElementSize(onResize);
    this.viewport = new ElementSize(onResize);
  }

  /** The three are for Lit's `ref`. */
  readonly watchCanvas = (element: Element | undefined): void => {
    this.#canvas = element instanceof HTMLCanvasElement ? element : null;
    this.#picture = null;
  };

  readonly watchScroller = (element: Element | undefined): void => {
    this.#scroller = element ?? null;
    this.#scrollPx = 0;
    this.viewport.watch(element);
  };

  /** What was drawn last. */
  get picture(): TimelinePicture | null {
    return this.#picture;
  }

  canScroll(laneCount: number, laneHeightPx: number): boolean {
    return AXIS_HEIGHT_PX + laneCount * laneHeightPx > this.viewport.heightPx + 1;
  }

  scrolled(): void {
    this.#scrollPx = this.#scroller?.scrollTop ?? 0;
  }

  /** Scrolls a lane into view. */
  reveal(box: LaneBox): void {
    const scroller = this.#scroller;
    if (scroller === null) return;
    const least = box.topPx + box.heightPx - this.viewport.heightPx;
    const most = box.topPx - AXIS_HEIGHT_PX;
    if (scroller.scrollTop < least) scroller.scrollTop = least;
    else if (scroller.scrollTop > most) scroller.scrollTop = most;
  }

  /** @param isChanged whether anything but the time is other than in the last drawing; else it is drawn only if that moves it */
  draw(scene: LaneScene, isChanged: boolean): void {
    const widthPx = Math.floor(this.plot.widthPx);
    if (this.#canvas === null || widthPx === 0) return;
    if (!isChanged && !this.#isMoved(scene)) return;
    const lanesPx = scene.boxes.reduce((total, box) => total + box.heightPx, AXIS_HEIGHT_PX);
    const heightPx = Math.min(lanesPx, Math.ceil(this.viewport.heightPx));
    const context = sizeCanvas(this.#canvas, widthPx, heightPx);
    if (context === null) return;
    this.#picture = { ...scene, widthPx, heightPx, scrollPx: this.#scrollPx };
    this.#bars = drawTimeline(context, this.#picture);
  }

  boxAt(yPx: number): LaneBox | null {
    if (this.#picture === null || yPx < AXIS_HEIGHT_PX) return null;
    const y = yPx + this.#scrollPx;
    return this.#picture.boxes.find((box) => y >= box.topPx && y < box.topPx + box.heightPx) ?? null;
  }

  at(xPx: number, yPx: number): LanePlace | null {
    const [picture, box] = [this.#picture, this.boxAt(yPx)];
    if (picture === null || box === null) return null;
    const bar = barAt(this.#bars, box.capture.captureId, xPx)?.bar ?? null;
    return { box, bar, marks: marksAt(picture, box, xPx) };
  }

  /** Whether time has gone on by as much as is seen: half a px. */
  #isMoved({ range, nowMs }: LaneScene): boolean {
    const last = this.#picture;
    if (last === null) return true;
    const halfPxMs = spanMs(range) / last.widthPx / 2;
    return (
      !isSameRange(range, last.range, halfPxMs) ||
      (nowMs < range.toMs && Math.abs(nowMs - last.nowMs) >= halfPxMs)
    );
  }
}

function isSameRange(a: TimeRange, b: TimeRange, withinMs: number): boolean {
  return Math.abs(a.fromMs - b.fromMs) < withinMs && Math.abs(a.toMs - b.toMs) < withinMs;
}
