import { METHOD_LABELS } from '../../protocol/method.ts';
import { visibleLine } from '../visibleText.ts';
import { type ReportContent, reportContent, type ReportSource, type ReportTable } from './reportContent.ts';

/** What means something in a line of Markdown: CommonMark's punctuation, tables and strike-through of GitHub's. */
const MEANINGFUL = /[\\`*_[\]{}|~#!]/g;
const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A comparison as Markdown, for an issue or a pull request. */
export function comparisonMarkdown(source: ReportSource): string {
  const content = reportContent(source);
  return [
    `# ${inert(content.title)}`,
    `Comparison of short polling, long polling, WebSocket and SSE, made by Realtime Inspector on ${inert(content.createdAt)}.`,
    adviceSection(content),
    ...content.tables.map(tableSection),
    ...(content.notes.length === 0 ? [] : ['## Notes', list(content.notes)]),
  ]
    .join('\n\n')
    .concat('\n');
}

function adviceSection({ advice: { headline, recommended, points } }: ReportContent): string {
  return [
    '## Advice',
    `**${inert(headline)}**`,
    `Recommended: ${recommended === null ? 'none' : METHOD_LABELS[recommended]}.`,
    ...points.flatMap(({ question, answer, evidence }) => [
      `### ${inert(question)}`,
      inert(answer),
      ...(evidence.length === 0 ? [] : [list(evidence)]),
    ]),
  ].join('\n\n');
}

function tableSection({ title, notes, heads, rows }: ReportTable): string {
  const head = ['', ...heads.map(({ label, detail }) => (detail === '' ? label : `${label}, ${detail}`))];
  const lines = rows.map(({ kind, cells }) => {
    const [label = '', ...texts] = cells.map(inert);
    if (kind === 'group') return [`**${label}**`, ...heads.map(() => '')];
    return [kind === 'part' ? `&emsp;${label}` : label, ...texts];
  });
  return [
    `## ${inert(title)}`,
    ...(notes.length === 0 ? [] : [notes.map(inert).join('<br>\n')]),
    [row(head.map(inert)), row(['---', ...heads.map(() => '---')]), ...lines.map(row)].join('\n'),
  ].join('\n\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${inert(item)}`).join('\n');
}

/** A text that is nothing but text in a line of Markdown, whoever wrote it. */
function inert(text: string): string {
  return visibleLine(text)
    .replaceAll(/[&<>]/g, (character) => MARKUP[character] ?? '')
    .replaceAll(MEANINGFUL, String.raw`\$&`);
}
