import { html, nothing, type TemplateResult } from 'lit';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import { AXIS_HEIGHT_PX, TALL_LANE_PX } from '../timeline/laneLayout.ts';
import { laneNames } from '../timeline/laneNames.ts';

/** The names of the lanes, beside them. */
export function timelineLabels(
  captures: readonly CaptureSummary[],
  laneHeightPx: number,
  gutterPx: number,
): TemplateResult {
  const isTall = laneHeightPx >= TALL_LANE_PX;
  const names = laneNames(captures, isTall);
  return html`<div class="labels" .style=${`width:${gutterPx}px`}>
    <div class="corner" .style=${`height:${AXIS_HEIGHT_PX}px`}></div>
    ${captures.map((capture, index) => {
      const name = names[index];
      return html`<div class="label" title=${name?.full ?? ''} .style=${`height:${laneHeightPx}px`}>
        <span class="mark ${capture.feed.method}"></span>
        <span class="names"
          ><span class="ellipsis">${name?.text}</span
          >${isTall ? html`<span class="dim ellipsis">${name?.detail}</span>` : nothing}</span
        >
      </div>`;
    })}
  </div>`;
}

/** What the lanes are, in words. @param at the lane that keys act on, where they do */
export function timelineSummary(captures: readonly CaptureSummary[], at: CaptureSummary | undefined): string {
  const lanes = captures.map(({ feed }) => METHOD_LABELS[feed.method]).join(', ');
  return `Timeline of ${lanes}${at === undefined ? '' : `, at ${METHOD_LABELS[at.feed.method]}`}`;
}
