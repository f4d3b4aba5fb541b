import { xAt } from '../../model/timelineScale.ts';
import type { CanvasTheme } from '../dom/canvasTheme.ts';
import { cross, polygon } from './drawShapes.ts';
import type { LaneBox } from './laneLayout.ts';
import type { LaneMark, MarkKind } from './laneMarks.ts';
import { baselineOf, type TimelinePicture } from './timelinePicture.ts';

/** How far from its middle a mark is drawn, and found again, in px. */
const MARK_REACH_PX = 5;

export function drawMarks(context: CanvasRenderingContext2D, picture: TimelinePicture, box: LaneBox): void {
  for (const { kind, atMs } of box.marks) {
    const x = Math.round(xAt(picture.range, picture.widthPx, atMs)) + 0.5;
    if (x < -MARK_REACH_PX || x > picture.widthPx + MARK_REACH_PX) continue;
    drawMark(context, picture.theme, kind, x, box);
  }
}

/** The marks at a place, nearest first. */
export function marksAt(picture: TimelinePicture, box: LaneBox, xPx: number): readonly LaneMark[] {
  const awayPx = ({ atMs }: LaneMark): number => Math.abs(xAt(picture.range, picture.widthPx, atMs) - xPx);
  return box.marks.filter((mark) => awayPx(mark) <= MARK_REACH_PX).sort((a, b) => awayPx(a) - awayPx(b));
}

/** Each kind has a shape and a height of its own, so that those of one moment are told apart, and without colours too. */
function drawMark(
  context: CanvasRenderingContext2D,
  theme: CanvasTheme,
  kind: MarkKind,
  x: number,
  box: LaneBox,
): void {
  const base = baselineOf(box) + 0.5;
  switch (kind) {
    case 'close':
      polygon(context, [x, base - 5.5, x + 5.5, base, x, base + 5.5, x - 5.5, base], theme.background);
      polygon(context, [x, base - 4, x + 4, base, x, base + 4, x - 4, base], theme.foreground);
      return;
    case 'failed':
      context.lineWidth = 4;
      cross(context, x, base, 4, theme.background);
      context.lineWidth = 2;
      cross(context, x, base, 4, theme.failure);
      context.lineWidth = 1;
      return;
    case 'error': {
      const top = box.topPx + 2;
      polygon(context, [x - 5, top, x + 5, top, x, top + 9], theme.failure);
      context.fillStyle = theme.background;
      context.fillRect(x - 0.5, top + 1.5, 1, 3);
      return;
    }
  }
}
