import { boundRange, panRange, rangeBetween, spanMs, type TimeRange } from './timelineScale.ts';

/** What a press on an overview takes hold of: the window over what is shown, one of its edges, or what is beside it. */
export type BrushPart = 'window' | 'start' | 'end' | 'outside';

/** How far from an edge one still takes hold of it, in px. */
const EDGE_PX = 5;
/** A window this narrow has no room for its edges: they are taken hold of from beside it. */
const NARROW_PX = 4 * EDGE_PX;

/** @param fromPx @param toPx where the window is drawn */
export function brushPartAt(fromPx: number, toPx: number, xPx: number): BrushPart {
  const inset = toPx - fromPx < NARROW_PX ? 0 : EDGE_PX;
  if (xPx >= fromPx + inset && xPx <= toPx - inset) return 'window';
  if (Math.abs(xPx - fromPx) <= EDGE_PX) return 'start';
  return Math.abs(xPx - toPx) <= EDGE_PX ? 'end' : 'outside';
}

/**
 * What is shown after a drag.
 * @param shown what was shown when it began
 * @param session within which it stays
 */
export function dragBrush(
  part: BrushPart,
  shown: TimeRange,
  pressedMs: number,
  atMs: number,
  session: TimeRange,
): TimeRange {
  switch (part) {
    case 'window':
      return boundRange(panRange(shown, atMs - pressedMs), session);
    case 'start':
      return boundRange(rangeBetween(shown.fromMs + (atMs - pressedMs), shown.toMs), session);
    case 'end':
      return boundRange(rangeBetween(shown.fromMs, shown.toMs + (atMs - pressedMs)), session);
    case 'outside':
      return boundRange(rangeBetween(pressedMs, atMs), session);
  }
}

/** The same span, with a moment in its middle. */
export function centreRange(range: TimeRange, atMs: number, session: TimeRange): TimeRange {
  return boundRange(panRange(range, atMs - range.fromMs - spanMs(range) / 2), session);
}
