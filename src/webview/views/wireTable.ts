import { css, html, nothing, type TemplateResult } from 'lit';
import { formatBytes } from '../../model/format.ts';
import type { Wire, WireBytes } from '../../protocol/request.ts';
import { compressionText } from '../requestText.ts';

export const wireTableStyles = css`
  .wire {
    border-collapse: collapse;
  }
  .wire th[scope='row'] {
    width: 92px;
    padding: 0;
  }
  .wire td,
  .wire th[scope='col'] {
    padding: 0 16px 0 0;
    min-width: 9ch;
    text-align: right;
  }
  .wire + p {
    margin: 2px 0 0;
  }
`;

/** Where the bytes went, per direction. */
export function wireTable(wire: Wire): TemplateResult {
  const row = (label: string, bytes: WireBytes): TemplateResult =>
    html`<tr>
      <th scope="row">${label}</th>
      <td class="number">${formatBytes(bytes.receivedBytes)}</td>
      <td class="number">${formatBytes(bytes.sentBytes)}</td>
    </tr>`;
  const { heads, framing, payload, decoded } = wire.parts;
  const ratio = compressionText(wire);
  return html`<table class="wire" aria-label="Wire bytes">
      <tr>
        <td></td>
        <th scope="col">In</th>
        <th scope="col">Out</th>
      </tr>
      ${row('Heads', heads)} ${row('Framing', framing)} ${row('Payload', payload)} ${row('In all', wire)}
      ${ratio === null ? nothing : row('Decompressed', decoded)}
    </table>
    ${ratio === null ? nothing : html`<p class="dim">${ratio}</p>`}`;
}
