import { formatCount } from '../../model/format.ts';
import type { TimelineBar, TimelineLane } from '../../protocol/timeline.ts';
import { xAt } from '../../model/timelineScale.ts';
import type { CanvasTheme } from '../dom/canvasTheme.ts';
import type { DrawnBar, LaneBox } from './laneLayout.ts';
import { baselineOf, type TimelinePicture } from './timelinePicture.ts';

const SQUARE_PX = 9;
const MIN_BAR_PX = 3;
const HATCH_PX = 4;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Polls: a long poll as a bar as long as it was held, a short poll as a square; how it is filled tells what it brought. */
export function drawPolls(
  context: CanvasRenderingContext2D,
  picture: TimelinePicture,
  box: LaneBox,
  lane: TimelineLane,
): readonly DrawnBar[] {
  const isShort = box.capture.feed.method === 'short-polling';
  const color = picture.theme.methods[box.capture.feed.method];
  const height = isShort ? SQUARE_PX : Math.min(12, box.heightPx - 10);
  const y = Math.round(box.topPx + (box.heightPx - height) / 2);
  const crowdedPx = picture.widthPx / Math.max(1, lane.bars.length) - 2;
  const minWidth = isShort ? Math.max(2, Math.min(SQUARE_PX, crowdedPx)) : MIN_BAR_PX;
  const drawn = lane.bars.map((bar): DrawnBar => {
    const { leftPx, rightPx } = edges(picture, bar);
    const width = isShort ? minWidth : Math.max(minWidth, rightPx - leftPx - 1);
    drawPoll(context, picture.theme, bar, color, isShort, { x: leftPx, y, width, height });
    return { captureId: lane.captureId, bar, leftPx, rightPx: leftPx + width };
  });
  if (lane.hiddenBars > 0) drawHiddenCount(context, picture, box, lane.hiddenBars);
  return drawn;
}

/** A WebSocket's or stream's connections: a thin line while there is one, red where it was lost. */
export function drawConnection(
  context: CanvasRenderingContext2D,
  picture: TimelinePicture,
  box: LaneBox,
  lane: TimelineLane,
): readonly DrawnBar[] {
  const { theme } = picture;
  const y = baselineOf(box);
  const drawn: DrawnBar[] = [];
  let lostAtPx: number | null = null;
  for (const bar of lane.bars) {
    const { leftPx, rightPx } = edges(picture, bar);
    if (lostAtPx !== null) drawGap(context, theme, lostAtPx, leftPx, box);
    const isFailed = bar.outcome === 'failed';
    context.fillStyle = isFailed ? theme.failure : theme.methods[box.capture.feed.method];
    context.globalAlpha = isFailed || theme.isHighContrast ? 1 : 0.55;
    context.fillRect(leftPx, y, Math.max(MIN_BAR_PX, rightPx - leftPx), 1);
    context.globalAlpha = 1;
    lostAtPx = bar.endedAtMs === null || bar.outcome === 'redirected' ? null : rightPx;
    const endPx = Math.max(leftPx + MIN_BAR_PX, rightPx);
    drawn.push({ captureId: lane.captureId, bar, leftPx, rightPx: endPx });
  }
  if (lostAtPx !== null && box.capture.state === 'reconnecting') {
    drawGap(context, theme, lostAtPx, edgePx(picture, picture.nowMs), box);
  }
  return drawn;
}

function edges(picture: TimelinePicture, bar: TimelineBar): { leftPx: number; rightPx: number } {
  const leftPx = Math.round(edgePx(picture, bar.startedAtMs));
  return { leftPx, rightPx: Math.round(edgePx(picture, bar.endedAtMs ?? picture.nowMs)) };
}

/** Kept near the picture: canvases draw nothing where coordinates are in the millions. */
function edgePx({ range, widthPx }: TimelinePicture, atMs: number): number {
  return Math.max(-20, Math.min(widthPx + 20, xAt(range, widthPx, atMs)));
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
      cross(context, box, theme.failure);
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

function fill(context: CanvasRenderingContext2D, box: Box, color: string, alpha: number): void {
  context.globalAlpha = alpha;
  context.fillStyle = color;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.globalAlpha = 1;
}

function outline(context: CanvasRenderingContext2D, box: Box, color: string): void {
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.strokeRect(box.x + 0.5, box.y + 0.5, Math.max(1, box.width - 1), box.height - 1);
}

/** Without its right edge: it has not ended. */
function openOutline(context: CanvasRenderingContext2D, { x, y, width, height }: Box, color: string): void {
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x + width, y + 0.5);
  context.lineTo(x + 0.5, y + 0.5);
  context.lineTo(x + 0.5, y + height - 0.5);
  context.lineTo(x + width, y + height - 0.5);
  context.stroke();
}

function hatch(context: CanvasRenderingContext2D, { x, y, width, height }: Box, color: string): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = color;
  context.beginPath();
  for (let offset = -height; offset < width; offset += HATCH_PX) {
    context.moveTo(x + offset, y + height);
    context.lineTo(x + offset + height, y);
  }
  context.stroke();
  context.restore();
}

function cross(context: CanvasRenderingContext2D, { x, y, width, height }: Box, color: string): void {
  const middle = x + Math.min(width, height) / 2;
  const reach = Math.min(width, height) / 2 - 2;
  if (reach < 1) return;
  context.strokeStyle = color;
  context.beginPath();
  context.moveTo(middle - reach, y + height / 2 - reach);
  context.lineTo(middle + reach, y + height / 2 + reach);
  context.moveTo(middle + reach, y + height / 2 - reach);
  context.lineTo(middle - reach, y + height / 2 + reach);
  context.stroke();
}

function drawGap(
  context: CanvasRenderingContext2D,
  theme: CanvasTheme,
  fromPx: number,
  toPx: number,
  box: LaneBox,
): void {
  const width = Math.max(2, toPx - fromPx);
  const band = { x: fromPx, y: box.topPx + 3, width, height: box.heightPx - 5 };
  fill(context, band, theme.failure, theme.isHighContrast ? 0 : 0.14);
  hatch(context, { ...band, y: baselineOf(box) - 2, height: 5 }, theme.failure);
  fill(context, { ...band, width: 1 }, theme.failure, 1);
  if (width > 4) fill(context, { ...band, x: fromPx + width - 1, width: 1 }, theme.failure, 1);
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
