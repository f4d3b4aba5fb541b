import { spanMs, xAt } from '../../model/timelineScale.ts';
import type { OutcomeColumns, Timeline } from '../../protocol/timeline.ts';
import type { LaneBox } from './laneLayout.ts';
import type { TimelinePicture } from './timelinePicture.ts';

/** The least that a failure among a thousand others is drawn with, in px. */
const MIN_FAILURE_PX = 3;
/** Above and below a lane's columns. */
const MARGIN_PX = 5;

/**
 * More polls than can be drawn one by one: each column of px is divided by what came of its polls. From below those with
 * messages (solid), unchanged (half) and empty (faint); from above, in red, those that failed.
 */
export function drawDensity(
  context: CanvasRenderingContext2D,
  picture: TimelinePicture,
  timeline: Timeline,
  box: LaneBox,
  { answered, empty, unchanged, failed }: OutcomeColumns,
): void {
  const { range, widthPx, theme } = picture;
  const columnMs = spanMs(timeline) / timeline.columns;
  const heightPx = box.heightPx - 2 * MARGIN_PX;
  const topPx = box.topPx + MARGIN_PX;
  const basePx = topPx + heightPx;
  const color = theme.methods[box.capture.feed.method];
  for (let column = 0; column < timeline.columns; column++) {
    const total =
      (answered[column] ?? 0) + (empty[column] ?? 0) + (unchanged[column] ?? 0) + (failed[column] ?? 0);
    if (total === 0) continue;
    const leftPx = Math.round(xAt(range, widthPx, timeline.fromMs + column * columnMs));
    const rightPx = Math.round(xAt(range, widthPx, timeline.fromMs + (column + 1) * columnMs));
    const width = Math.max(1, rightPx - leftPx);
    const failedPx = shareOf(failed[column], total, heightPx, MIN_FAILURE_PX);
    const roomPx = heightPx - failedPx;
    const others = total - (failed[column] ?? 0);
    const answeredPx = shareOf(answered[column], others, roomPx, 1);
    const unchangedPx = Math.min(roomPx - answeredPx, shareOf(unchanged[column], others, roomPx, 1));
    context.fillStyle = color;
    context.fillRect(leftPx, basePx - answeredPx, width, answeredPx);
    context.globalAlpha = 0.55;
    context.fillRect(leftPx, basePx - answeredPx - unchangedPx, width, unchangedPx);
    context.globalAlpha = 0.22;
    context.fillRect(leftPx, topPx + failedPx, width, roomPx - answeredPx - unchangedPx);
    context.globalAlpha = 1;
    context.fillStyle = theme.failure;
    context.fillRect(leftPx, topPx, width, failedPx);
  }
}

/** In whole px; never nothing for something. */
function shareOf(part: number | undefined, total: number, heightPx: number, leastPx: number): number {
  if (part === undefined || part === 0) return 0;
  return Math.min(heightPx, Math.max(leastPx, Math.round((part / total) * heightPx)));
}
