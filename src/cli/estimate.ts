import { estimateRecording } from '../engine/estimateRecording.ts';
import { adviseOn } from '../model/advice.ts';
import { sessionTitle } from '../model/sessionTitle.ts';
import { renderReport } from '../model/report/renderReport.ts';
import { assumptionsFrom } from './assumptions.ts';
import { adviceLine } from './comparisonReport.ts';
import type { EndSignal } from './endSignal.ts';
import { estimateDocument, estimateLines } from './estimateReport.ts';
import type { Arguments } from './parseCommand.ts';
import { replayEstimate } from './replayEstimate.ts';
import { replayLines } from './replayReport.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { parseChoice } from './values.ts';

/** `compare` of a recording has the same. */
export const ESTIMATE_OUTPUTS = ['text', 'json', 'markdown', 'html'] as const;

/** `estimate <recording>`: what each of the four methods would cost for its feed. @returns the exit code */
export async function estimate(words: Arguments, terminal: Terminal, end: EndSignal): Promise<number> {
  const [path, ...more] = words.positionals;
  if (path === undefined || more.length > 0) {
    throw new UsageError('estimate takes one recording', 'give the path of one that --record has written');
  }
  const output = parseChoice(words.one('output') ?? 'text', 'output', ESTIMATE_OUTPUTS);
  const estimated = estimateRecording(path, assumptionsFrom(words));
  const check = words.isSet('replay') ? await replayEstimate(path, estimated.assumptions, end) : null;
  const source = {
    comparison: estimated,
    check,
    title: sessionTitle([estimated.source]) ?? path,
    createdAt: new Date().toISOString(),
  };
  switch (output) {
    case 'text': {
      const checked = check === null ? [] : replayLines(check);
      const lines = [...estimateLines(estimated), ...checked, '', adviceLine(adviseOn(estimated, check))];
      terminal.print(lines.join('\n'));
      break;
    }
    case 'json':
      terminal.print(JSON.stringify(estimateDocument(estimated, check, source), null, 2));
      break;
    case 'markdown':
    case 'html':
      terminal.print(renderReport(output, source).trimEnd());
  }
  return 0;
}
