import { xAt } from '../../model/timelineScale.ts';
import type { TimelineBar } from '../../protocol/timeline.ts';
import type { TimelinePicture } from './timelinePicture.ts';

/** How far beyond the picture's ends something may be drawn: canvases draw nothing where coordinates are in the millions. */
const BEYOND_PX = 20;

export function barEdges(
  picture: TimelinePicture,
  bar: TimelineBar,
): { readonly leftPx: number; readonly rightPx: number } {
  return {
    leftPx: edgeAt(picture, bar.startedAtMs),
    rightPx: edgeAt(picture, bar.endedAtMs ?? picture.nowMs),
  };
}

/** A time's place, in whole px and never far from the picture. */
export function edgeAt({ range, widthPx }: TimelinePicture, atMs: number): number {
  return Math.round(Math.max(-BEYOND_PX, Math.min(widthPx + BEYOND_PX, xAt(range, widthPx, atMs))));
}
