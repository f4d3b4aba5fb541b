import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { msOffText, shareOffText } from '../../../model/errorText.ts';
import { formatBytes, formatCount, formatDuration } from '../../../model/format.ts';
import type { MethodFigures } from '../../../protocol/comparison.ts';
import { METHOD_LABELS } from '../../../protocol/method.ts';
import type { EstimateError, ReplayCheck, ReplayedMethod } from '../../../protocol/replay.ts';
import type { ReplayState } from '../../compare/compareView.ts';
import { type ReplaySource, replaySource } from '../../compare/replaySource.ts';
import { baseStyles } from '../../dom/baseStyles.ts';
import { tableStyles } from '../../dom/tableStyles.ts';
import { Ticker } from '../../dom/ticker.ts';
import type { PanelState } from '../../state.ts';
import { ComparisonPart } from './comparisonPart.ts';

const TICK_MS = 250;

/** The estimates put to the test: what a replay on this machine measures, and by how much the model is off. */
export class ReplayCheckView extends ComparisonPart {
  static override styles = [
    baseStyles,
    tableStyles,
    css`
      .about {
        max-width: 88ch;
        margin: 0;
        padding: 0 12px 8px;
        line-height: 18px;
        color: var(--ri-dim);
      }
      .run {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        padding: 0 12px 12px;
      }
      progress {
        flex: 0 1 240px;
        min-width: 80px;
        accent-color: var(--vscode-progressBar-background);
      }
      .failed {
        color: var(--ri-error);
      }
      .sideways {
        overflow-x: auto;
        padding-bottom: 8px;
      }
      table {
        max-width: 1040px;
      }
      tbody th {
        position: sticky;
        left: 0;
        background: var(--vscode-editor-background);
      }
      .mark {
        margin-right: 6px;
      }
      .estimate {
        margin-left: 2px;
        font-size: 12px;
        font-style: italic;
        color: var(--ri-dim);
      }
      ul {
        margin: 0 12px 12px;
        padding: 0 0 0 16px;
        line-height: 18px;
        color: var(--ri-dim);
      }
    `,
  ];

  constructor() {
    super();
    Ticker.attach(this, TICK_MS, () => this.state.replay?.kind === 'running');
  }

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.replay];
  }

  override render(): TemplateResult {
    const { replay } = this.state;
    return html`
      <p class="about">
        Serves what the capture received on this machine by all four methods, captures it again, and shows by
        how much the estimates are off. Nothing is sent to the endpoint.
      </p>
      <div class="run">${this.#renderRun(replay, replaySource(this.comparison))}</div>
      ${replay?.kind === 'done' ? renderCheck(replay.check) : nothing}
    `;
  }

  #renderRun(replay: ReplayState | null, source: ReplaySource | null): TemplateResult {
    if (replay?.kind === 'running') return this.#renderProgress(replay);
    if (source === null) return html`<span class="dim">There is no message to replay yet.</span>`;
    const { captureId, method, durationMs } = source;
    const { assumptions } = this.comparison;
    return html`
      <vscode-button
        secondary
        @click=${() => void this.panel.checkByReplay(captureId, durationMs, assumptions)}
        >${replay?.kind === 'done' ? 'Check again' : 'Check by replay'}</vscode-button
      >
      <span class="dim">${METHOD_LABELS[method]}, takes ${formatDuration(durationMs)}</span>
      ${replay?.kind === 'stopped' ? html`<span class="dim">Stopped before its end.</span>` : nothing}
      ${
        replay?.kind === 'failed'
          ? html`<span class="failed" role="alert">${replay.error.message}; ${replay.error.action}.</span>`
          : nothing
      }
    `;
  }

  #renderProgress({ startedAtMs, durationMs }: Extract<ReplayState, { kind: 'running' }>): TemplateResult {
    const elapsedMs = Math.min(durationMs, performance.now() - startedAtMs);
    return html`
      <progress aria-label="Replay" max=${durationMs} .value=${elapsedMs}></progress>
      <span class="number">${seconds(elapsedMs)} of ${seconds(durationMs)} s</span>
      <vscode-button secondary @click=${() => void this.panel.stopReplay()}>Stop</vscode-button>
    `;
  }
}

function seconds(ms: number): string {
  return String(Math.round(ms / 1000));
}

interface CheckedFigure {
  readonly label: string;
  readonly value: (figures: MethodFigures) => number | null;
  readonly format: (value: number) => string;
  readonly off: (error: EstimateError) => string;
}

const CHECKED: readonly CheckedFigure[] = [
  {
    label: 'Requests',
    value: ({ requests }) => requests,
    format: formatCount,
    off: ({ requests }) => shareOffText(requests),
  },
  {
    label: 'Wire bytes in',
    value: ({ receivedBytes }) => receivedBytes,
    format: formatBytes,
    off: ({ receivedBytes }) => shareOffText(receivedBytes),
  },
  {
    label: 'Wire bytes out',
    value: ({ sentBytes }) => sentBytes,
    format: formatBytes,
    off: ({ sentBytes }) => shareOffText(sentBytes),
  },
  {
    label: 'Mean delay',
    value: ({ delay }) => delay?.mean ?? null,
    format: formatDuration,
    off: ({ delayMs }) => msOffText(delayMs),
  },
];

function renderCheck({ methods, notes, messages, spanMs }: ReplayCheck): TemplateResult {
  return html`
    <div class="sideways" role="region" aria-label="What the replay measured, scrolled sideways" tabindex="0">
      <table aria-label="The estimates beside what a replay measured">
        <thead>
          <tr>
            <th scope="col">Replayed</th>
            ${methods.map(
              ({ method }) =>
                html`<th scope="col" class="figure">
                  <span class="mark ${method}"></span>${METHOD_LABELS[method]}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${CHECKED.map(
            (figure) =>
              html`<tr>
                <th scope="row">${figure.label}</th>
                ${methods.map((method) => renderChecked(figure, method))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <ul>
      <li>
        ${formatCount(messages)} messages in ${formatDuration(spanMs)}. Each figure was measured in the
        replay; beside it, by how much the estimate of it is off.
      </li>
      ${notes.map((note) => html`<li>${note}</li>`)}
    </ul>
  `;
}

function renderChecked({ value, format, off }: CheckedFigure, method: ReplayedMethod): TemplateResult {
  const measured = value(method.replayed);
  const estimated = value(method.estimated);
  const title = estimated === null ? '' : `Estimated: ${format(estimated)}`;
  return html`<td class="figure" title=${title}>
    ${measured === null ? '–' : format(measured)} <span class="estimate">${off(method.error)}</span>
  </td>`;
}

customElements.define('ri-replay-check', ReplayCheckView);
