import { css, html, nothing, type TemplateResult } from 'lit';
import { countOf, formatBytes } from '../../model/format.ts';
import type { SessionSnapshot } from '../../protocol/session.ts';
import { isRunning } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { icon, type IconName } from '../dom/icons.ts';
import { View } from '../dom/view.ts';
import type { PanelState } from '../state.ts';

interface Mark {
  readonly tone: 'live' | 'calm' | 'warning';
  readonly icon: IconName;
  readonly text: string;
  /** All of it, for the tooltip and for screen readers. */
  readonly words: string;
}

/** Whether the session is being written to disk, how much of its budget it has used, and what the budget has cost. */
export class RecordingMark extends View {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        min-width: 0;
      }
      button {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
        height: 22px;
        padding: 0 6px;
        border-radius: 5px;
        color: var(--ri-dim);
        font-size: 12px;
        white-space: nowrap;
      }
      button:hover {
        background: var(--vscode-toolbar-hoverBackground);
      }
      .live .codicon {
        color: var(--vscode-charts-red);
      }
      .warning {
        color: var(--vscode-foreground);
      }
      .warning .codicon {
        color: var(--vscode-editorWarning-foreground, var(--vscode-charts-yellow));
      }
      .codicon {
        font-size: 14px;
      }
      /* The tabs' container: what is left beside them is room for an icon. */
      @container (max-width: 640px) {
        .text {
          display: none;
        }
      }
    `,
  ];

  protected override reads({ latest }: PanelState): readonly unknown[] {
    // The exact number of bytes is of no interest; what is written of it is.
    return latest === null ? [] : Object.values(markOf(latest));
  }

  override render(): TemplateResult | typeof nothing {
    const { latest } = this.state;
    if (latest === null) return nothing;
    const { tone, icon: iconName, text, words } = markOf(latest);
    return html`<button
      type="button"
      class=${tone}
      title="${words}
Click to change what a recording may have on disk"
      aria-label=${words}
      @click=${() => void this.panel.attempt('host/openSetting', { setting: 'recordingBudget' })}
    >
      ${icon(iconName)}<span class="text ellipsis">${text}</span>
    </button>`;
  }
}

function markOf(snapshot: SessionSnapshot): Mark {
  const { captures, recordingBytes, recordingBudgetBytes, recordingError, droppedRows } = snapshot;
  if (recordingError !== null) {
    const text = 'Not recorded';
    const words = `${text}: ${recordingError.message}; ${recordingError.action}`;
    return { tone: 'warning', icon: 'warning', text, words };
  }
  const size = formatBytes(recordingBytes);
  const budget = formatBytes(recordingBudgetBytes);
  if (droppedRows > 0) {
    const text = `Limit of ${budget} reached`;
    const words = `${text}: of the recording, the oldest ${countOf(droppedRows, 'frame')} were given up`;
    return { tone: 'warning', icon: 'warning', text, words };
  }
  const isLive = captures.some(isRunning);
  const text = `${isLive ? 'Recording' : 'Recorded'} ${size}`;
  const words = `${text}, of ${budget} that it may have on disk`;
  return { tone: isLive ? 'live' : 'calm', icon: isLive ? 'record' : 'database', text, words };
}

customElements.define('ri-recording-mark', RecordingMark);
