import { laneHeight, leastLanesHeight } from './laneLayout.ts';

const TOOLBAR_HEIGHT_PX = 28;
const OVERVIEW_HEIGHT_PX = 25;
/** The least that the chart below the lanes gets; what lanes at their full height leave is its too. */
const MIN_RATE_PX = 56;
const OTHERS_PX = TOOLBAR_HEIGHT_PX + OVERVIEW_HEIGHT_PX + MIN_RATE_PX;

const WIDE_GUTTER_PX = 144;
const NARROW_GUTTER_PX = 124;
const NARROW_PX = 620;

/** The height at which every lane of a comparison is seen, and the chart below. */
export function leastTimelineHeight(laneCount: number): number {
  return OTHERS_PX + leastLanesHeight(laneCount);
}

/** Of each lane, in a pane of a height. */
export function laneHeightIn(paneHeightPx: number, laneCount: number): number {
  return laneHeight(laneCount, paneHeightPx - OTHERS_PX);
}

/** What is left of the plots, for names and scales. */
export function gutterIn(paneWidthPx: number): number {
  return paneWidthPx < NARROW_PX ? NARROW_GUTTER_PX : WIDE_GUTTER_PX;
}
