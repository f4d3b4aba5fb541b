import { css, html, type TemplateResult } from 'lit';
import { formatDuration } from '../../model/format.ts';
import type { RequestRecord } from '../../protocol/request.ts';
import { phasesOf, requestDurationMs } from '../requestText.ts';

export const phaseStyles = css`
  .phases {
    display: flex;
    height: 8px;
    border-radius: 2px;
    overflow: hidden;
    background: color-mix(in srgb, var(--vscode-foreground) 8%, transparent);
    border: 1px solid var(--vscode-contrastBorder, transparent);
  }
  .phase {
    min-width: 1px;
  }
  .phase.dns {
    background: var(--vscode-charts-purple);
  }
  .phase.connect {
    background: var(--ri-orange);
  }
  .phase.tls {
    background: var(--vscode-charts-yellow);
  }
  .phase.wait {
    background: var(--vscode-charts-green);
  }
  .phase.transfer {
    background: var(--vscode-charts-blue);
  }
`;

/** Where a request's time went, as shares of its own duration: the figure beside it tells how long that was. */
export function phaseBar(request: RequestRecord, nowMs: number): TemplateResult {
  const phases = phasesOf(request.phases);
  const known = phases.reduce((sum, phase) => sum + phase.ms, 0);
  const whole = Math.max(known, requestDurationMs(request, nowMs), 0.001);
  const words = phases.map(({ label, ms }) => `${label} ${formatDuration(ms)}`).join(', ');
  if (words === '') return html`<div class="phases"></div>`;
  return html`<div class="phases" title=${words} aria-label=${words} role="img">
    ${phases.map(({ name, ms }) => html`<span class="phase ${name}" .style=${`width:${(ms / whole) * 100}%`}></span>`)}
  </div>`;
}
