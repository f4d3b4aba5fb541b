import { formatCount } from '../../model/format.ts';
import type { TimelineBar, TimelineLane } from '../../protocol/timeline.ts';
import type { CanvasTheme } from '../dom/canvasTheme.ts';
import { barEdges } from './barEdges.ts';
import { drawDensity } from './drawDensity.ts';
import { type Box, cross, fill, hatch, openOutline, outline } from './drawShapes.ts';
import type { DrawnBar, LaneBox } from './laneLayout.ts';
import type { TimelinePicture } from './timelinePicture.ts';

const SQUARE_PX = 9;
const MIN_BAR_PX = 3;

/** Polls: a long poll as a bar as long as it was held, a short poll as a square; how it is filled tells what it brought. */
export function drawPolls(
  context: CanvasRenderingContext2D,
  picture: TimelinePicture,
  box: LaneBox,
  lane: TimelineLane,
): readonly DrawnBar[] {
  if (lane.outcomes !== null && picture.timeline !== null) {
    drawDensity(context, picture, picture.timeline, box, lane.outcomes);
    return [];
  }
  const isShort = box.capture.feed.method === 'short-polling';
  const color = picture.theme.methods[box.capture.feed.method];
  const height = isShort ? SQUARE_PX : Math.min(12, box.heightPx - 10);
  const y = Math.round(box.topPx + (box.heightPx - height) / 2);
  const crowdedPx = picture.widthPx / Math.max(1, lane.bars.length) - 2;
  const minWidth = isShort ? Math.max(2, Math.min(SQUARE_PX, crowdedPx)) : MIN_BAR_PX;
  const drawn: DrawnBar[] = [];
  for (const bar of lane.bars) {
    const { leftPx, rightPx } = barEdges(picture, bar);
    if (leftPx > picture.widthPx || rightPx < -SQUARE_PX) continue;
    const width = isShort ? minWidth : Math.max(minWidth, rightPx - leftPx - 1);
    const place = { x: leftPx, y, width, height };
    drawPoll(context, picture.theme, bar, color, isShort, place);
    if (isSelected(picture, lane, bar)) drawFocus(context, picture.theme, place);
    drawn.push({ captureId: lane.captureId, bar, leftPx, rightPx: leftPx + width });
  }
  if (lane.hiddenBars > 0) drawHiddenCount(context, picture, box, lane.hiddenBars);
  return drawn;
}

function isSelected({ selectedRequest }: TimelinePicture, lane: TimelineLane, bar: TimelineBar): boolean {
  return selectedRequest?.captureId === lane.captureId && selectedRequest.index === bar.requestIndex;
}

function drawPoll(
  context: CanvasRenderingContext2D,
  theme: CanvasTheme,
  bar: TimelineBar,
  color: string,
  isShort: boolean,
  box: Box,
): void {
  switch (bar.outcome) {
    case 'messages':
    case 'streamed':
    case 'streaming':
      fill(context, box, color, isShort ? 1 : 0.4);
      if (!isShort) fill(context, { ...box, x: box.x + box.width - 3, width: 3 }, color, 1);
      return;
    case 'empty':
      outline(context, box, color);
      return;
    case 'unchanged':
      hatch(context, box, color);
      outline(context, box, color);
      return;
    case 'failed':
      fill(context, box, theme.failure, theme.isHighContrast ? 0 : 0.35);
      outline(context, box, theme.failure);
      drawCross(context, box, theme.failure);
      return;
    case 'pending':
      fill(context, box, color, 0.15);
      openOutline(context, box, color);
      return;
    case 'cancelled':
    case 'redirected':
      outline(context, box, theme.dim);
      return;
  }
}

function drawCross(context: CanvasRenderingContext2D, { x, y, width, height }: Box, color: string): void {
  const half = Math.min(width, height) / 2;
  cross(context, x + half, y + height / 2, half - 2, color);
}

function drawFocus(
  context: CanvasRenderingContext2D,
  theme: CanvasTheme,
  { x, y, width, height }: Box,
): void {
  outline(context, { x: x - 3, y: y - 3, width: width + 6, height: height + 6 }, theme.foreground);
}

function drawHiddenCount(
  context: CanvasRenderingContext2D,
  { theme, widthPx }: TimelinePicture,
  box: LaneBox,
  hiddenBars: number,
): void {
  const text = `${formatCount(hiddenBars)} more requests: zoom in`;
  context.font = theme.font;
  const width = context.measureText(text).width + 8;
  const y = box.topPx + box.heightPx / 2;
  fill(context, { x: widthPx - width, y: y - 8, width, height: 16 }, theme.background, 0.85);
  context.fillStyle = theme.dim;
  context.textBaseline = 'middle';
  context.fillText(text, widthPx - width + 4, y);
}
