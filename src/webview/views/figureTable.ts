import { html, nothing, type TemplateResult } from 'lit';
import { iconButton } from '../dom/iconButton.ts';
import { type FigureColumn, type FigureTable, toCsv, toTsv } from '../statistics/figureTable.ts';

/** Told by a card whose table is to be copied. */
export type CopyEvent = CustomEvent<string>;

/** Buttons that copy a card's table. @param host the card, which tells of it with a `copy-text` event */
export function copyButtons(host: HTMLElement, title: string, table: () => FigureTable): TemplateResult {
  const copy = (text: string): void => {
    host.dispatchEvent(new CustomEvent('copy-text', { detail: text }));
  };
  return html`${iconButton({
    icon: 'copy',
    text: 'TSV',
    label: `Copy ${title}, separated by tabs`,
    onClick: () => {
      copy(toTsv(table()));
    },
  })}${iconButton({
    icon: 'copy',
    text: 'CSV',
    label: `Copy ${title}, separated by commas`,
    onClick: () => {
      copy(toCsv(table()));
    },
  })}`;
}

/** A card's figures as a table with a heading for each capture where there are several. */
export function renderFigureTable({ caption, columns, rows }: FigureTable): TemplateResult {
  const groups = groupsOf(columns);
  const hasGroups = groups.filter(({ name }) => name !== '').length > 1;
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${caption}>
    <table class="figures">
      <caption>
        ${caption}
      </caption>
      <thead>
        ${
          hasGroups
            ? html`<tr>
                ${groups.map(({ name, size }) =>
                  name === ''
                    ? html`<td colspan=${size}></td>`
                    : html`<th scope="colgroup" colspan=${size} class="figure">${name}</th>`,
                )}
              </tr>`
            : nothing
        }
        <tr>
          ${columns.map(({ label }, place) => html`<th scope="col" class=${place === 0 ? '' : 'figure'}>${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...others]) =>
            html`<tr>
              <th scope="row">${first?.text ?? ''}</th>
              ${others.map(({ text }) => html`<td class="figure">${text}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function groupsOf(
  columns: readonly FigureColumn[],
): readonly { readonly name: string; readonly size: number }[] {
  const groups: { name: string; size: number }[] = [];
  for (const { group } of columns) {
    const last = groups.at(-1);
    if (last?.name === group) last.size += 1;
    else groups.push({ name: group, size: 1 });
  }
  return groups;
}
