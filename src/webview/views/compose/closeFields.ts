import { html, type TemplateResult } from 'lit';
import { CLOSE_CODES, type CloseProblem } from '../../compose/closeDraft.ts';
import { splitClose } from '../../compose/outgoingDraft.ts';
import { valueOf } from '../../dom/controls.ts';

/** A close's code, with the usual ones offered, and its reason. */
export function closeFields(
  text: string,
  problem: CloseProblem,
  onWrite: (text: string) => void,
): TemplateResult {
  const { code, reason } = splitClose(text);
  return html`<div class="close-fields">
    <input
      class="code"
      aria-label="Close code"
      aria-invalid=${problem.code !== null}
      aria-describedby="compose-status"
      list="close-codes"
      placeholder="No code"
      inputmode="numeric"
      autocomplete="off"
      .value=${code}
      @input=${(event: Event) => {
        onWrite(joined(valueOf(event).replaceAll(' ', ''), reason));
      }}
    />
    <datalist id="close-codes">
      ${CLOSE_CODES.map(([value, meaning]) => html`<option value=${value}>${meaning}</option>`)}
    </datalist>
    <input
      class="reason"
      aria-label="Reason of the close"
      aria-invalid=${problem.reason !== null}
      aria-describedby="compose-status"
      placeholder="Reason, up to 123 bytes"
      autocomplete="off"
      .value=${reason}
      @input=${(event: Event) => {
        onWrite(joined(code, valueOf(event)));
      }}
    />
  </div>`;
}

function joined(code: string, reason: string): string {
  return reason === '' ? code : `${code} ${reason}`;
}
