import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { CaptureSummary } from '../../../protocol/capture.ts';
import { captureLabel } from '../../captureText.ts';
import { SEND_KINDS, SEND_LABELS, type SendKind } from '../../compose/outgoingDraft.ts';
import { valueOf } from '../../dom/controls.ts';

/** Which of the open WebSockets it goes to; nothing where there is no choice. */
export function targetSelect(
  sockets: readonly CaptureSummary[],
  target: CaptureSummary,
  onSelect: (captureId: number) => void,
): TemplateResult | typeof nothing {
  const open = sockets.filter(({ state }) => state === 'open');
  if (open.length < 2) return nothing;
  return html`<vscode-single-select
    class="target"
    label="Send to"
    position="above"
    .value=${String(target.captureId)}
    @change=${(event: Event) => {
      onSelect(Number(valueOf(event)));
    }}
  >
    ${open.map(
      (capture) =>
        html`<vscode-option value=${capture.captureId} ?selected=${capture === target}
          >${captureLabel(capture)}</vscode-option
        >`,
    )}
  </vscode-single-select>`;
}

export function kindSelect(selected: SendKind, onSelect: (kind: SendKind) => void): TemplateResult {
  return html`<vscode-single-select
    class="kind"
    label="What to send"
    position="above"
    .value=${selected}
    @change=${(event: Event) => {
      const value = valueOf(event);
      onSelect(SEND_KINDS.find((kind) => kind === value) ?? 'text');
    }}
  >
    ${SEND_KINDS.map(
      (kind) =>
        html`<vscode-option value=${kind} ?selected=${kind === selected}
          >${SEND_LABELS[kind]}</vscode-option
        >`,
    )}
  </vscode-single-select>`;
}
