import { METHOD_LABELS } from '../../protocol/method.ts';
import { charts } from './htmlCharts.ts';
import { REPORT_STYLE } from './htmlStyle.ts';
import { element, inert } from './htmlText.ts';
import { type ReportContent, reportContent, type ReportSource, type ReportTable } from './reportContent.ts';

/** It loads nothing and runs nothing, wherever it is opened. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
/** A cell longer than this is prose, which is read from the left. */
const LONGEST_FIGURE = 60;

/** A comparison as one HTML file with charts, that needs no other and no network. */
export function comparisonHtml(source: ReportSource): string {
  const content = reportContent(source);
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    element('title', inert(content.title)),
    element('style', REPORT_STYLE),
  ];
  const drawn = charts(source.comparison);
  const main = [
    element('h1', inert(content.title)),
    paragraph(
      `Short polling, long polling, WebSocket and SSE compared by Realtime Inspector, ${content.createdAt}`,
      'dim',
    ),
    adviceSection(content),
    ...(drawn === ''
      ? []
      : [
          element('h2', 'At a glance'),
          element('div', drawn, { class: 'grid charts' }),
          paragraph(
            'Solid bars were measured; pale, dashed ones are estimated. The table has the numbers.',
            'dim',
          ),
        ]),
    ...content.tables.map(tableSection),
    ...(content.notes.length === 0 ? [] : [element('h2', 'Notes'), list(content.notes, 'notes')]),
  ];
  return `<!doctype html>\n${element('html', `${element('head', head.join('\n'))}\n${element('body', element('main', main.join('\n')))}`, { lang: 'en' })}\n`;
}

function adviceSection({ advice: { headline, recommended, points } }: ReportContent): string {
  const badge = recommended === null ? 'No recommendation' : `Recommended: ${METHOD_LABELS[recommended]}`;
  const cards = points.map(({ question, answer, evidence }) =>
    element('section', element('h3', inert(question)) + paragraph(answer) + list(evidence, ''), {
      class: 'card',
    }),
  );
  return (
    element(
      'section',
      element('span', inert(badge), { class: 'badge' }) + element('strong', inert(headline)),
      { class: 'card advice', 'aria-label': 'Advice' },
    ) + element('div', cards.join(''), { class: 'grid' })
  );
}

function tableSection({ title, notes, heads, rows }: ReportTable): string {
  const columnHeads = heads.map(({ label, detail }) =>
    element('th', inert(label) + (detail === '' ? '' : element('small', inert(detail))), { scope: 'col' }),
  );
  const lines = rows.map(({ kind, cells: [label = '', ...texts] }) => {
    const first =
      kind === 'group'
        ? element('th', inert(label), { scope: 'rowgroup', colspan: String(heads.length + 1) })
        : element('th', inert(label), { scope: 'row' });
    return element('tr', first + texts.map((text) => element('td', inert(text))).join(''), { class: kind });
  });
  const isProse = rows.some(({ cells: [, ...texts] }) =>
    texts.some((text) => text.length > LONGEST_FIGURE && text.includes('. ')),
  );
  const table = element(
    'table',
    element('thead', element('tr', `<td></td>${columnHeads.join('')}`)) + element('tbody', lines.join('\n')),
    { 'aria-label': title, class: isProse ? 'words' : 'figures' },
  );
  return [
    element('h2', inert(title)),
    ...notes.map((note) => paragraph(note, 'dim')),
    element('div', table, { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title }),
  ].join('\n');
}

function paragraph(text: string, name = ''): string {
  return element('p', inert(text), name === '' ? {} : { class: name });
}

function list(items: readonly string[], name: string): string {
  if (items.length === 0) return '';
  const all = items.map((item) => element('li', inert(item)));
  return element('ul', all.join(''), name === '' ? {} : { class: name });
}
