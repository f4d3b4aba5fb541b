import { METHOD_LABELS, METHODS, type Method } from '../../src/protocol/method.ts';
import type { CheckReport } from './checkReport.ts';
import type { CheckedFeed } from './feeds.ts';
import { type Deviation, deviationOf, wireBytesOf } from './judgement.ts';

/** A feed that was checked. */
export interface CheckedRun {
  readonly feed: CheckedFeed;
  readonly report: CheckReport;
}

/** The method of the capture that the table's estimates are made from; the others are for information. */
const TABLE_SOURCE: Method = 'sse';

const number = new Intl.NumberFormat('en-US');

/** Whether all estimates of the table are as near as they have to be. */
export function areAllWithin(runs: readonly CheckedRun[]): boolean {
  return runs.every(({ report }) =>
    report.methods.every((checked) => deviationOf(checked, TABLE_SOURCE).isWithin),
  );
}

/** What came of a check, as Markdown. */
export function checkMarkdown(runs: readonly CheckedRun[]): string {
  return [
    ...table(
      ['Feed', 'Method', 'Requests', 'measured', 'Wire bytes', 'measured', 'off by', 'Delay', 'measured', ''],
      runs.flatMap(rowsOf),
    ),
    '',
    'Estimated from a capture of each method alone, the worst of all feeds and methods:',
    '',
    ...table(
      ['Estimated from', 'Requests off by', 'Wire bytes off by', 'Delay off by', 'within the goals'],
      METHODS.map((from) => summaryOf(runs, from)),
    ),
  ].join('\n');
}

/** One feed, for the terminal. */
export function checkLines({ feed, report }: CheckedRun): string {
  const lines = report.methods.map((checked) => {
    const { measured, estimatedFrom } = checked;
    const estimated = estimatedFrom[TABLE_SOURCE];
    const deviation = deviationOf(checked, TABLE_SOURCE);
    return [
      `  ${deviation.isWithin ? '✔' : '✖'} ${METHOD_LABELS[checked.method].padEnd(13)}`,
      `${estimated.requests} requests for ${measured.requests},`,
      `${number.format(wireBytesOf(estimated))} B for ${number.format(wireBytesOf(measured))} (${percent(deviation.wireBytes)}),`,
      `delay ${milliseconds(estimated.delayMs)} for ${milliseconds(measured.delayMs)}`,
    ].join(' ');
  });
  return [
    `${feed.name}: ${report.messages} messages, timers late by ${milliseconds(report.latestTimerMs)} at most`,
    ...lines,
  ].join('\n');
}

function rowsOf({ feed, report }: CheckedRun): string[][] {
  return report.methods.map((checked, place) => {
    const { method, measured, estimatedFrom } = checked;
    const estimated = estimatedFrom[TABLE_SOURCE];
    const { wireBytes, isWithin } = deviationOf(checked, TABLE_SOURCE);
    return [
      place === 0 ? feed.name : '',
      METHOD_LABELS[method],
      number.format(estimated.requests),
      number.format(measured.requests),
      number.format(wireBytesOf(estimated)),
      number.format(wireBytesOf(measured)),
      percent(wireBytes),
      milliseconds(estimated.delayMs),
      milliseconds(measured.delayMs),
      isWithin ? '✔' : '✖',
    ];
  });
}

function summaryOf(runs: readonly CheckedRun[], from: Method): string[] {
  const deviations = runs.flatMap(({ report }) =>
    report.methods.map((checked) => deviationOf(checked, from)),
  );
  const worst = (off: (deviation: Deviation) => number): number =>
    deviations.reduce(
      (most, deviation) => (Math.abs(off(deviation)) > Math.abs(most) ? off(deviation) : most),
      0,
    );
  const within = deviations.filter(({ isWithin }) => isWithin).length;
  return [
    METHOD_LABELS[from],
    percent(worst(({ requests }) => requests)),
    percent(worst(({ wireBytes }) => wireBytes)),
    milliseconds(worst(({ delayMs }) => delayMs)),
    `${within} of ${deviations.length}`,
  ];
}

/** As prettier lays it out, so that a check of the format finds nothing. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
  const lineOf = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [lineOf(heads), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(lineOf)];
}

function percent(share: number): string {
  const text = (100 * share).toFixed(1);
  return `${share >= 0.0005 ? '+' : ''}${text === '-0.0' ? '0.0' : text} %`;
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}
