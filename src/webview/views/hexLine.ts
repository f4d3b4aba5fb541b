import { css, html, nothing, type TemplateResult } from 'lit';
import { hexColumn, type HexLine } from '../../model/hexDump.ts';
import { type Mark, marked } from '../dom/marks.ts';
import type { VirtualRows } from '../dom/virtualRows.ts';

export const hexLineStyles = css`
  .dump {
    display: flex;
    flex: 1;
    min-height: 0;
    padding-top: 4px;
  }
  .line {
    display: flex;
    gap: 2ch;
    height: 22px;
    line-height: 22px;
    padding: 0 12px;
    font-family: var(--ri-mono);
    font-size: var(--ri-mono-size);
    white-space: pre;
  }
  .hex {
    flex: none;
    width: 48ch;
  }
  .offset,
  .ascii {
    color: var(--ri-dim);
  }
`;

/** The lines of a dump, scrolled by keyboard. */
export function renderDump(
  rows: VirtualRows,
  row: (index: number) => TemplateResult,
  className = '',
): TemplateResult {
  return html`<div class="dump ${className}">
    ${rows.render({ role: 'table', label: 'Bytes', onKeyDown: rows.scrollByKey }, row)}
  </div>`;
}

/** @param marks as bytes of the line @param sign before it, where it is a line of a difference */
export function renderHexLine(
  { offset, hex, ascii }: HexLine,
  marks: readonly Mark[],
  sign: { readonly text: string; readonly className: string } | null = null,
): TemplateResult {
  const inHex = marks.map(({ start, end, isCurrent }) => ({
    start: hexColumn(start),
    end: hexColumn(end - 1) + 2,
    isCurrent,
  }));
  return html`<div class="line ${sign?.className ?? ''}" role="row">
    ${sign === null ? nothing : html`<span class="sign" role="cell">${sign.text}</span>`}
    <span class="offset" role="cell">${offset}</span><span class="hex" role="cell">${marked(hex, inHex)}</span
    ><span class="ascii" role="cell">${marked(ascii, marks)}</span>
  </div>`;
}
