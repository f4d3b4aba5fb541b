import type { Advice } from '../model/advice.ts';
import { reportContent, type ReportSource, type ReportTable } from '../model/report/reportContent.ts';
import { visibleLine } from '../model/visibleText.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import type { MeasuredColumn } from '../protocol/comparison.ts';
import { comparisonDocument } from '../model/report/comparisonJson.ts';
import { toDocument } from './captureDocument.ts';
import { replayLines } from './replayReport.ts';
import { textTable } from './textTable.ts';

/** A part of a figure stands further in than the figure, and a figure than its group. */
const INDENTS = { group: '', figure: '  ', part: '    ' } as const;

/** A comparison for people: its figures, what limits them, and what they say of the choice. */
export function comparisonLines(source: ReportSource): string[] {
  const { tables, notes, advice, title } = reportContent(source);
  const [figures] = tables;
  const { check } = source;
  return [
    visibleLine(title),
    '',
    ...(figures === undefined ? [] : tableLines(figures)),
    '',
    ...notes.map(visibleLine),
    ...(check === null ? [] : replayLines(check)),
    '',
    adviceLine(advice),
    ...advice.points.flatMap(({ question, answer, evidence }) => [
      visibleLine(`${question} ${answer}`),
      ...evidence.map((sentence) => visibleLine(`  ${sentence}`)),
    ]),
  ];
}

export function adviceLine({ headline }: Advice): string {
  return visibleLine(`Advice: ${headline}`);
}

function tableLines({ heads, rows }: ReportTable): string[] {
  return textTable([
    ['', ...heads.map(({ label }) => label)],
    ['', ...heads.map(({ detail }) => detail)],
    ...rows.map(({ kind, cells: [label = '', ...texts] }) =>
      [`${INDENTS[kind]}${label}`, ...texts].map(visibleLine),
    ),
  ]);
}

/** The document of `compare`, of a recording's captures: those that are compared. */
export function comparedDocument(summaries: readonly CaptureSummary[], source: ReportSource): object {
  const { comparison } = source;
  const measured = comparison.columns.filter(
    (column): column is MeasuredColumn => column.kind === 'measured',
  );
  return {
    captures: measured.flatMap(({ captureId, figures: { delay } }) => {
      const summary = summaries.find((candidate) => candidate.captureId === captureId);
      return summary === undefined ? [] : [toDocument(summary, delay)];
    }),
    messages: {
      distinct: comparison.distinctMessages,
      missing: Object.fromEntries(measured.map(({ method, missing }) => [method, missing ?? 0])),
      matchedBy: comparison.matchBasis,
    },
    comparison: comparisonDocument(source),
  };
}
