/**
 * The tallest scroll range used, in px. Browsers stop at 17.9 M (Firefox) or 33.5 M (Chromium) and then cut content off;
 * beyond this many px the scroll bar moves over a scaled-down range.
 */
export const MAX_SCROLL_PX = 15_000_000;

/** A list of equally high rows and the height through which it is seen. */
export interface VirtualLayout {
  readonly rowCount: number;
  readonly rowHeightPx: number;
  readonly viewportPx: number;
}

/** Rows to draw, `first` to before `end`, and where the top of `first` is relative to the viewport's top. */
export interface VirtualWindow {
  readonly first: number;
  readonly end: number;
  readonly topPx: number;
}

function contentPx(layout: VirtualLayout): number {
  return layout.rowCount * layout.rowHeightPx;
}

/** What the scrolled element is given as its height. */
export function scrollRangePx(layout: VirtualLayout): number {
  return Math.min(contentPx(layout), MAX_SCROLL_PX);
}

/** Whether a px of scrolling stands for more than a px of rows. */
export function isScaled(layout: VirtualLayout): boolean {
  return contentPx(layout) > MAX_SCROLL_PX;
}

/** The offset at which the last row touches the viewport's bottom. */
export function maxOffsetPx(layout: VirtualLayout): number {
  return Math.max(0, contentPx(layout) - layout.viewportPx);
}

export function clampOffset(layout: VirtualLayout, offsetPx: number): number {
  return Math.min(maxOffsetPx(layout), Math.max(0, offsetPx));
}

/** Where the rows stand for a scroll bar position. */
export function offsetFromScroll(layout: VirtualLayout, scrollTopPx: number): number {
  if (!isScaled(layout)) return clampOffset(layout, scrollTopPx);
  return clampOffset(layout, (scrollTopPx / scrollSpan(layout)) * maxOffsetPx(layout));
}

/** Where the scroll bar stands for an offset of the rows. */
export function scrollFromOffset(layout: VirtualLayout, offsetPx: number): number {
  if (!isScaled(layout)) return clampOffset(layout, offsetPx);
  return (clampOffset(layout, offsetPx) / maxOffsetPx(layout)) * scrollSpan(layout);
}

/** @param overscan rows drawn beyond either edge, so that a fast scroll meets rows already there */
export function windowAt(layout: VirtualLayout, offsetPx: number, overscan: number): VirtualWindow {
  const offset = clampOffset(layout, offsetPx);
  const first = Math.max(0, Math.floor(offset / layout.rowHeightPx) - overscan);
  const seenEnd = Math.ceil((offset + layout.viewportPx) / layout.rowHeightPx);
  return {
    first,
    end: Math.max(first, Math.min(layout.rowCount, seenEnd + overscan)),
    topPx: first * layout.rowHeightPx - offset,
  };
}

/** The nearest offset at which a row is wholly seen. */
export function offsetShowing(layout: VirtualLayout, offsetPx: number, row: number): number {
  const top = row * layout.rowHeightPx;
  const bottom = top + layout.rowHeightPx;
  if (top < offsetPx) return clampOffset(layout, top);
  if (bottom > offsetPx + layout.viewportPx) return clampOffset(layout, bottom - layout.viewportPx);
  return clampOffset(layout, offsetPx);
}

/** The offset at which a row is in the middle. */
export function offsetCentering(layout: VirtualLayout, row: number): number {
  return clampOffset(layout, (row + 0.5) * layout.rowHeightPx - layout.viewportPx / 2);
}

/** Whether the last row is in view: then a list that grows keeps following its end. */
export function isAtEnd(layout: VirtualLayout, offsetPx: number): boolean {
  return offsetPx >= maxOffsetPx(layout) - 1;
}

function scrollSpan(layout: VirtualLayout): number {
  return Math.max(1, scrollRangePx(layout) - layout.viewportPx);
}
