import { connectionGaps } from '../../model/connectionGaps.ts';
import { spanMs, xAt } from '../../model/timelineScale.ts';
import type { OutcomeColumns, Timeline, TimelineLane } from '../../protocol/timeline.ts';
import type { CanvasTheme } from '../dom/canvasTheme.ts';
import { barEdges, edgeAt } from './barEdges.ts';
import { fill, hatch } from './drawShapes.ts';
import type { DrawnBar, LaneBox } from './laneLayout.ts';
import { baselineOf, type TimelinePicture } from './timelinePicture.ts';

const MIN_BAR_PX = 3;

/** A WebSocket's or stream's connections: a thin line while there is one, red where it was lost. */
export function drawConnection(
  context: CanvasRenderingContext2D,
  picture: TimelinePicture,
  box: LaneBox,
  lane: TimelineLane,
): readonly DrawnBar[] {
  const { theme, timeline } = picture;
  if (lane.outcomes !== null && timeline !== null) drawMany(context, picture, timeline, box, lane.outcomes);
  for (const { fromMs, toMs } of connectionGaps(lane, box.capture.state, picture.nowMs)) {
    const [fromPx, toPx] = [edgeAt(picture, fromMs), edgeAt(picture, toMs)];
    if (toPx >= 0 && fromPx <= picture.widthPx) drawGap(context, theme, fromPx, toPx, box);
  }
  const y = baselineOf(box);
  const drawn: DrawnBar[] = [];
  for (const bar of lane.bars) {
    const { leftPx, rightPx } = barEdges(picture, bar);
    const isFailed = bar.outcome === 'failed';
    context.fillStyle = isFailed ? theme.failure : theme.methods[box.capture.feed.method];
    context.globalAlpha = isFailed || theme.isHighContrast ? 1 : 0.55;
    const endPx = Math.max(leftPx + MIN_BAR_PX, rightPx);
    context.fillRect(leftPx, y, endPx - leftPx, 1);
    context.globalAlpha = 1;
    drawn.push({ captureId: lane.captureId, bar, leftPx, rightPx: endPx });
  }
  return drawn;
}

/** More connections than can be told apart: where some have ended, and in red where some have failed. */
function drawMany(
  context: CanvasRenderingContext2D,
  { range, widthPx, theme }: TimelinePicture,
  timeline: Timeline,
  box: LaneBox,
  { answered, failed }: OutcomeColumns,
): void {
  const y = baselineOf(box);
  const columnMs = spanMs(timeline) / timeline.columns;
  for (let column = 0; column < timeline.columns; column++) {
    const hasFailed = (failed[column] ?? 0) > 0;
    if (!hasFailed && (answered[column] ?? 0) === 0) continue;
    const x = Math.round(xAt(range, widthPx, timeline.fromMs + column * columnMs));
    const width = Math.max(1, Math.round((columnMs / spanMs(range)) * widthPx));
    context.fillStyle = hasFailed ? theme.failure : theme.methods[box.capture.feed.method];
    context.fillRect(x, hasFailed ? y - 3 : y, width, hasFailed ? 7 : 1);
  }
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
