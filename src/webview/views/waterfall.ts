import { css, html, nothing, type TemplateResult } from 'lit';
import { formatDuration } from '../../model/format.ts';
import type { RequestRecord } from '../../protocol/request.ts';
import { type PlacedPhase, requestDurationMs, waterfallOf } from '../requestText.ts';

export const waterfallStyles = css`
  .times {
    width: 100%;
    border-collapse: collapse;
  }
  .times th,
  .times td {
    padding: 0 8px 0 0;
    white-space: nowrap;
  }
  .times th[scope='row'] {
    width: 84px;
  }
  .times .figure {
    width: 9ch;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .times .track {
    padding: 0 0 0 8px;
    width: auto;
  }
  .track .bar {
    position: relative;
    height: 20px;
    overflow: hidden;
    border-left: 1px solid var(--ri-border);
    border-right: 1px solid var(--ri-border);
  }
  .track .phase {
    position: absolute;
    top: 6px;
    height: 8px;
    min-width: 2px;
    border-radius: 2px;
  }
  .track .scale {
    display: flex;
    justify-content: space-between;
    color: var(--ri-dim);
    font-size: 11px;
    font-variant-numeric: tabular-nums;
  }
`;

/** Where a request's time went: each phase on one axis, from when the request began. */
export function waterfall(request: RequestRecord, nowMs: number): TemplateResult {
  const wholeMs = requestDurationMs(request, nowMs);
  const { phases, spanMs, isCut } = waterfallOf(request, wholeMs);
  const more = isCut ? ' …' : '';
  return html`<table class="times" aria-label="Time">
    <tr>
      <td></td>
      <th scope="col" class="figure">At</th>
      <th scope="col" class="figure">Took</th>
      <td class="track" aria-hidden="true">
        <div class="scale"><span>0</span><span>${formatDuration(spanMs)}${more}</span></div>
      </td>
    </tr>
    ${phases.map((phase) => renderPhase(phase, spanMs))}
    <tr>
      <th scope="row">${request.endedAtMs === null ? 'So far' : 'In all'}</th>
      <td></td>
      <td class="figure">${formatDuration(wholeMs)}</td>
      <td></td>
    </tr>
  </table>`;
}

function renderPhase({ name, label, ms, startMs }: PlacedPhase, spanMs: number): TemplateResult {
  const left = (startMs / spanMs) * 100;
  // At the very end too a bar is to be seen.
  const style = `left:min(${left}%, 100% - 2px);width:${(ms / spanMs) * 100}%`;
  return html`<tr>
    <th scope="row">${label}</th>
    <td class="figure dim">${startMs === 0 ? nothing : '+'}${formatDuration(startMs)}</td>
    <td class="figure">${formatDuration(ms)}</td>
    <td class="track">
      <div class="bar"><span class="phase ${name}" .style=${style}></span></div>
    </td>
  </tr>`;
}
