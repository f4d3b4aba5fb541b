import { isPolling } from '../../protocol/method.ts';
import type { Timeline, TimelineLane } from '../../protocol/timeline.ts';
import { axisTicks, spanMs, xAt } from '../../model/timelineScale.ts';
import { drawConnection } from './drawConnection.ts';
import { drawMarks } from './drawMarks.ts';
import { drawPolls } from './drawPolls.ts';
import { AXIS_HEIGHT_PX, type DrawnBar, type LaneBox } from './laneLayout.ts';
import { baselineOf, type TimelinePicture } from './timelinePicture.ts';

const TICK_SPACING_PX = 88;
/** From a tick to its label. */
const LABEL_GAP_PX = 4;
/** Messages in a column at which its tick is at full height. */
const FULL_COUNT = 256;
const MIN_TICK_PX = 3;

/** Draws the whole picture. @returns the bars drawn, to be found under the pointer */
export function drawTimeline(
  context: CanvasRenderingContext2D,
  picture: TimelinePicture,
): readonly DrawnBar[] {
  const { widthPx, heightPx, scrollPx } = picture;
  context.clearRect(0, 0, widthPx, heightPx);
  drawAxis(context, picture);
  context.save();
  context.beginPath();
  context.rect(0, AXIS_HEIGHT_PX, widthPx, heightPx - AXIS_HEIGHT_PX);
  context.clip();
  context.translate(0, -scrollPx);
  const bars: DrawnBar[] = [];
  for (const box of picture.boxes) {
    const isSeen = box.topPx + box.heightPx > scrollPx + AXIS_HEIGHT_PX && box.topPx < scrollPx + heightPx;
    if (isSeen) bars.push(...drawLane(context, picture, box));
  }
  context.restore();
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
    const roomPx = widthPx - x - LABEL_GAP_PX;
    if (roomPx > TICK_SPACING_PX || context.measureText(label).width <= roomPx)
      context.fillText(label, x + LABEL_GAP_PX, AXIS_HEIGHT_PX / 2);
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
  if (picture.keyCaptureId === box.capture.captureId) drawKeyPlace(context, picture, box);
  const { lane } = box;
  if (lane === null || timeline === null) return [];
  const isPoll = isPolling(box.capture.feed.method);
  const bars = isPoll ? drawPolls(context, picture, box, lane) : drawConnection(context, picture, box, lane);
  if (!isPoll) drawTicks(context, picture, timeline, box, lane);
  drawMarks(context, picture, box);
  return bars;
}

/** Frames per column: messages in rise from the line, messages out hang from it, control frames are dots below. */
function drawTicks(
  context: CanvasRenderingContext2D,
  picture: TimelinePicture,
  timeline: Timeline,
  box: LaneBox,
  lane: TimelineLane,
): void {
  const { theme } = picture;
  const base = baselineOf(box);
  const up = base - box.topPx - 3;
  const down = box.topPx + box.heightPx - base - 3;
  context.fillStyle = theme.methods[box.capture.feed.method];
  drawColumns(context, picture, timeline, lane.received, base, -up);
  context.fillStyle = theme.foreground;
  drawColumns(context, picture, timeline, lane.sent, base + 1, down);
  context.fillStyle = theme.dim;
  const columnMs = spanMs(timeline) / timeline.columns;
  for (let column = 0; column < lane.control.length; column++) {
    if (lane.control[column] === 0) continue;
    const x = xAt(picture.range, picture.widthPx, timeline.fromMs + (column + 0.5) * columnMs);
    context.beginPath();
    context.arc(x, base + down / 2 + 1, 1.5, 0, Math.PI * 2);
    context.fill();
  }
}

/** @param reachPx how far a full column goes; negative: up */
function drawColumns(
  context: CanvasRenderingContext2D,
  { range, widthPx }: TimelinePicture,
  timeline: Timeline,
  counts: readonly number[],
  basePx: number,
  reachPx: number,
): void {
  const columnMs = spanMs(timeline) / timeline.columns;
  const offsetPx = xAt(range, widthPx, timeline.fromMs);
  const columnPx = (columnMs / spanMs(range)) * widthPx;
  for (let column = 0; column < counts.length; column++) {
    const count = counts[column] ?? 0;
    if (count === 0) continue;
    // Edges at whole px: half-covered ones would flicker as the picture moves.
    const leftPx = Math.round(offsetPx + column * columnPx);
    if (leftPx > widthPx) return;
    const width = Math.max(1, Math.round(offsetPx + (column + 1) * columnPx) - leftPx);
    const height = Math.max(MIN_TICK_PX, Math.abs(reachPx) * logShare(count));
    context.fillRect(leftPx, reachPx < 0 ? basePx - height : basePx, width, height);
  }
}

/** A tick's height by the logarithm of its count: one message is seen, and a thousand still fit. */
function logShare(count: number): number {
  return Math.min(1, 0.45 + 0.55 * (Math.log(count) / Math.log(FULL_COUNT)));
}

/** Where the keyboard is: the lane, and the moment in its middle. */
function drawKeyPlace(context: CanvasRenderingContext2D, picture: TimelinePicture, box: LaneBox): void {
  const { widthPx, theme } = picture;
  context.fillStyle = theme.foreground;
  context.globalAlpha = 0.08;
  context.fillRect(0, box.topPx, widthPx, box.heightPx);
  context.globalAlpha = 1;
  context.fillRect(Math.round(widthPx / 2), box.topPx + 1, 1, box.heightPx - 1);
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
  const { selection, range, widthPx, heightPx, theme } = picture;
  if (selection === null) return;
  const left = Math.round(xAt(range, widthPx, selection.fromMs));
  const width = Math.round(xAt(range, widthPx, selection.toMs)) - left;
  context.fillStyle = theme.selection;
  context.globalAlpha = 0.5;
  context.fillRect(left, 0, width, heightPx);
  context.globalAlpha = 1;
  context.fillStyle = theme.foreground;
  context.fillRect(left, 0, 1, heightPx);
  context.fillRect(left + width, 0, 1, heightPx);
}
