import { html, nothing, type TemplateResult } from 'lit';
import { formatBytes } from '../../../model/format.ts';
import { placeIn } from '../../../model/variables.ts';
import { visibleLine } from '../../../model/visibleText.ts';
import { isKept } from '../../compose/composeKeeping.ts';
import type { ComposePreview } from '../../compose/composePreview.ts';
import type { Composed } from '../../compose/outgoingDraft.ts';
import { icon } from '../../dom/icons.ts';

/** What a line has room for, and more. */
const PREVIEW_CHARACTERS = 300;

export interface ComposeStatus {
  readonly composed: Composed;
  readonly preview: ComposePreview;
  /** Why nothing can be sent; null: it can. */
  readonly hindrance: string | null;
  /** Whether it could not be sent as it is. */
  readonly isRefused: boolean;
  /** Puts the caret where something is wrong. */
  readonly onGoTo: (start: number) => void;
}

/** Below the editor: what is wrong, whether it is JSON, and what will be sent. Nothing while nothing is written. */
export function composeStatus(status: ComposeStatus): TemplateResult | typeof nothing {
  const { composed, preview, hindrance } = status;
  if (composed.text === '' && hindrance === null && preview.problem === null) return nothing;
  return html`<div class="status" id="compose-status">
    ${hindrance === null ? nothing : html`<span>${hindrance}</span>`} ${problemText(status)}
    ${jsonText(status)} ${sizeText(preview)}
    ${isKept(composed.text) ? nothing : html`<span>Too long to be kept when the panel is closed</span>`}
    ${previewText(preview)}
  </div>`;
}

function problemText({
  composed,
  preview: { problem },
  isRefused,
  onGoTo,
}: ComposeStatus): TemplateResult | typeof nothing {
  if (problem === null) return nothing;
  const { message, start } = problem;
  if (isRefused) return html`<span class="problem" role="alert">${message}</span>`;
  // A code that cannot be sent will not become one by writing more.
  if (composed.kind === 'close') return html`<span class="problem">${message}</span>`;
  // Before it is tried it is not wrong, only not finished; a variable has a place that can be gone to.
  return start === null ? nothing : placeButton(message, start, onGoTo);
}

function jsonText({ composed, preview: { json }, onGoTo }: ComposeStatus): TemplateResult | typeof nothing {
  switch (json.kind) {
    case 'none':
      return nothing;
    case 'valid':
      return html`<span class="fine">${icon('json')} Valid JSON</span>`;
    case 'invalid': {
      const { line, column } = placeIn(composed.text, json.problem.start);
      const message = `Not JSON, line ${line}, column ${column}: ${json.problem.message}`;
      return placeButton(message, json.problem.start, onGoTo);
    }
  }
}

function placeButton(message: string, start: number, onGoTo: (start: number) => void): TemplateResult {
  return html`<button
    type="button"
    class="problem"
    title="Go to the place"
    @click=${() => {
      onGoTo(start);
    }}
  >
    ${message}
  </button>`;
}

function previewText({ text }: ComposePreview): TemplateResult | typeof nothing {
  if (text === null) return nothing;
  // White space says little here, and takes much of a line.
  const shown = visibleLine(text.slice(0, PREVIEW_CHARACTERS).replaceAll(/\s+/g, ' '));
  return html`<span class="preview mono ellipsis" title="What will be sent, with values as they may be"
    >→ ${shown}</span
  >`;
}

function sizeText({ sizeBytes, envNames }: ComposePreview): TemplateResult | typeof nothing {
  if (sizeBytes === null) return nothing;
  const env =
    envNames.length === 0
      ? ''
      : ` and what ${envNames.join(', ')} ${envNames.length === 1 ? 'holds' : 'hold'}`;
  return html`<span class="number">${formatBytes(sizeBytes)}${env}</span>`;
}
