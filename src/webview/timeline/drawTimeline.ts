import type { Timeline, TimelineLane } from '../../protocol/timeline.ts';
import { isPolling } from '../../protocol/method.ts';
import { axisTicks, spanMs, xAt } from '../../model/timelineScale.ts';
import { drawConnection, drawPolls } from './drawBars.ts';
import { AXIS_HEIGHT_PX, type DrawnBar, type LaneBox } from './laneLayout.ts';
import { baselineOf, type TimelinePicture } from './timelinePicture.ts';

const TICK_SPACING_PX = 88;
/** Messages in a column at which its tick is at full height. */
const FULL_COUNT = 256;

/** Draws the whole picture. @returns the bars drawn, to be found under the pointer */
export function drawTimeline(
  context: CanvasRenderingContext2D,
  picture: TimelinePicture,
): readonly DrawnBar[] {
  context.clearRect(0, 0, picture.widthPx, picture.heightPx);
  drawAxis(context, picture);
  const bars = picture.boxes.flatMap((box) => drawLane(context, picture, box));
  drawSelectedMoment(context, picture);
  drawSelection(context, picture);
  return bars;
}

function drawAxis(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { range, widthPx, heightPx, originMs, theme } = picture;
  context.font = theme.font;
  context.textBaseline = 'middle';
  for (const { atMs, label } of axisTicks(range, widthPx, originMs, TICK_SPACING_PX)) {
    const x = Math.round(xAt(range, widthPx, atMs));
    context.fillStyle = theme.line;
    context.globalAlpha = theme.isHighContrast ? 0.4 : 1;
    context.fillRect(x, 0, 1, heightPx);
    context.globalAlpha = 1;
    context.fillStyle = theme.dim;
    if (x + 4 + context.measureText(label).width <= widthPx)
      context.fillText(label, x + 4, AXIS_HEIGHT_PX / 2);
  }
}

function drawLane(
  context: CanvasRenderingContext2D,
  picture: TimelinePicture,
  box: LaneBox,
): readonly DrawnBar[] {
  const { theme, widthPx, timeline } = picture;
  context.fillStyle = theme.line;
  context.fillRect(0, box.topPx, widthPx, 1);
  const { lane } = box;
  if (lane === null || timeline === null) return [];
  if (isPolling(box.capture.feed.method)) return drawPolls(context, picture, box, lane);
  const bars = drawConnection(context, picture, box, lane);
  drawTicks(context, picture, timeline, box, lane);
  return bars;
}

function drawTicks(
  context: CanvasRenderingContext2D,
  picture: TimelinePicture,
  timeline: Timeline,
  box: LaneBox,
  lane: TimelineLane,
): void {
  const { range, widthPx, theme } = picture;
  const columnMs = spanMs(timeline) / timeline.columns;
  const columnPx = Math.max(1, (columnMs / spanMs(range)) * widthPx);
  const base = baselineOf(box);
  const up = base - box.topPx - 3;
  const down = box.topPx + box.heightPx - base - 3;
  const forEach = (counts: readonly number[], draw: (x: number, count: number) => void): void => {
    for (const [column, count] of counts.entries()) {
      if (count > 0) draw(xAt(range, widthPx, timeline.fromMs + column * columnMs), count);
    }
  };
  context.fillStyle = theme.methods[box.capture.feed.method];
  forEach(lane.received, (x, count) => {
    const height = Math.max(3, up * logShare(count));
    context.fillRect(x, base - height, columnPx, height);
  });
  context.fillStyle = theme.foreground;
  forEach(lane.sent, (x, count) => {
    context.fillRect(x, base + 1, columnPx, Math.max(3, down * logShare(count)));
  });
  context.fillStyle = theme.dim;
  forEach(lane.control, (x) => {
    context.beginPath();
    context.arc(x + columnPx / 2, base + down / 2 + 1, 1.5, 0, Math.PI * 2);
    context.fill();
  });
}

/** A tick's height by the logarithm of its count: one message is seen, and a thousand still fit. */
function logShare(count: number): number {
  return Math.min(1, 0.45 + 0.55 * (Math.log(count) / Math.log(FULL_COUNT)));
}

function drawSelectedMoment(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { selectedAtMs, range, widthPx, heightPx, theme } = picture;
  if (selectedAtMs === null) return;
  const x = Math.round(xAt(range, widthPx, selectedAtMs));
  if (x < 0 || x > widthPx) return;
  context.fillStyle = theme.foreground;
  context.fillRect(x, 0, 1, heightPx);
  context.beginPath();
  context.moveTo(x - 4, 0);
  context.lineTo(x + 5, 0);
  context.lineTo(x + 0.5, 6);
  context.fill();
}

function drawSelection(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { selection, heightPx, theme } = picture;
  if (selection === null) return;
  const left = Math.min(selection.fromPx, selection.toPx);
  const width = Math.abs(selection.toPx - selection.fromPx);
  context.fillStyle = theme.selection;
  context.globalAlpha = 0.5;
  context.fillRect(left, 0, width, heightPx);
  context.globalAlpha = 1;
  context.fillStyle = theme.foreground;
  context.fillRect(left, 0, 1, heightPx);
  context.fillRect(left + width, 0, 1, heightPx);
}
