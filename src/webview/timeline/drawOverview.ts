import type { OverviewStrip } from '../../model/overviewStrip.ts';
import { spanMs, type TimeRange, xAt } from '../../model/timelineScale.ts';
import type { CanvasTheme } from '../dom/canvasTheme.ts';

export interface OverviewPicture {
  readonly strip: OverviewStrip;
  readonly session: TimeRange;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly theme: CanvasTheme;
}

const MARGIN_PX = 3;
const FAILURE_PX = 4;
const MIN_MESSAGE_PX = 2;

/** The whole session: messages rise from below, failures hang in red from above, and gaps are red throughout. */
export function drawOverview(context: CanvasRenderingContext2D, picture: OverviewPicture): void {
  const { strip, session, widthPx, heightPx, theme } = picture;
  context.clearRect(0, 0, widthPx, heightPx);
  const columnMs = spanMs(strip) / strip.messages.length;
  const edge = (atMs: number): number => Math.round(xAt(session, widthPx, atMs));
  context.fillStyle = theme.failure;
  context.globalAlpha = theme.isHighContrast ? 0.6 : 0.3;
  for (const { fromMs, toMs } of strip.gaps) {
    const left = edge(fromMs);
    context.fillRect(left, MARGIN_PX, Math.max(2, edge(toMs) - left), heightPx - 2 * MARGIN_PX);
  }
  context.globalAlpha = theme.isHighContrast ? 1 : 0.7;
  context.fillStyle = theme.dim;
  const reach = heightPx - 2 * MARGIN_PX - FAILURE_PX;
  const scale = Math.log1p(strip.mostMessages);
  for (let column = 0; column < strip.messages.length; column++) {
    const count = strip.messages[column] ?? 0;
    if (count === 0) continue;
    const left = edge(strip.fromMs + column * columnMs);
    const width = Math.max(1, edge(strip.fromMs + (column + 1) * columnMs) - left);
    const height = Math.max(MIN_MESSAGE_PX, (Math.log1p(count) / scale) * reach);
    context.fillRect(left, heightPx - MARGIN_PX - height, width, height);
  }
  context.globalAlpha = 1;
  context.fillStyle = theme.failure;
  for (let column = 0; column < strip.failures.length; column++) {
    if (strip.failures[column] === 0) continue;
    context.fillRect(edge(strip.fromMs + column * columnMs), MARGIN_PX - 1, 2, FAILURE_PX);
  }
}
