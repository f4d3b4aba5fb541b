import { html, type TemplateResult } from 'lit';
import { formatOffset, spanMs, timeAt, type TimeRange } from '../../model/timelineScale.ts';
import type { PointerPlace } from '../timeline/timelinePointer.ts';

const AWAY_PX = 12;
const MAX_WIDTH_PX = 420;

/**
 * What is under the pointer, beside it. Placed on the page rather than in the pane, whose edges would cut it, and towards
 * the page's middle, so that the page's edges do not either.
 * @param originMs the time that is written as 0:00
 * @param linesAt what is to be said of a moment
 */
export function timelineTipBox(
  { x, pageX, pageY }: PointerPlace,
  scale: { readonly range: TimeRange; readonly widthPx: number },
  originMs: number,
  linesAt: (atMs: number) => readonly string[],
): TemplateResult {
  const atMs = timeAt(scale.range, scale.widthPx, x);
  const [width, height] = [window.innerWidth, window.innerHeight];
  const isLeft = pageX > width / 2;
  const isAbove = pageY > height / 2;
  const across = isLeft ? `right:${width - pageX + AWAY_PX}px` : `left:${pageX + AWAY_PX}px`;
  const down = isAbove ? `bottom:${height - pageY + AWAY_PX}px` : `top:${pageY + AWAY_PX}px`;
  const roomPx = (isLeft ? pageX : width - pageX) - 2 * AWAY_PX;
  return html`<div class="tip" .style=${`${across};${down};max-width:${Math.min(MAX_WIDTH_PX, roomPx)}px`}>
    <div class="number">${formatOffset(atMs - originMs, spanMs(scale.range) / scale.widthPx)}</div>
    ${linesAt(atMs).map((line) => html`<div>${line}</div>`)}
  </div>`;
}
