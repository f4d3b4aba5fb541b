import type { Capture } from '../engine/capture.ts';
import { compareLive } from '../engine/compareCaptures.ts';
import { compareRecording } from '../engine/compareRecording.ts';
import type { FeedRequest } from '../engine/parseFeed.ts';
import { SessionComparison } from '../engine/sessionComparison.ts';
import { SessionLog } from '../engine/sessionLog.ts';
import { captureLabels } from '../model/captureLabels.ts';
import { countOf } from '../model/format.ts';
import { comparisonDocument } from '../model/report/comparisonJson.ts';
import { renderReport } from '../model/report/renderReport.ts';
import type { ReportSource } from '../model/report/reportContent.ts';
import { sessionTitle } from '../model/sessionTitle.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import type { Comparison } from '../protocol/comparison.ts';
import { MAX_CAPTURES } from '../protocol/limits.ts';
import type { ReplayCheck } from '../protocol/replay.ts';
import { assumptionsBesideFeeds, assumptionsFrom } from './assumptions.ts';
import {
  captureFeeds,
  captureOptions,
  COMPARE_OUTPUTS,
  decideMethod,
  reportFailures,
} from './captureCommand.ts';
import { toDocument } from './captureDocument.ts';
import { captureTable, errorLines } from './captureTable.ts';
import { comparedDocument, comparisonLines } from './comparisonReport.ts';
import type { EndSignal } from './endSignal.ts';
import { ESTIMATE_OUTPUTS } from './estimate.ts';
import { feedFrom, parseMethod } from './feedArguments.ts';
import { FEED_ONLY_OPTIONS } from './options.ts';
import type { Arguments } from './parseCommand.ts';
import { replayEstimate } from './replayEstimate.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { parseChoice } from './values.ts';

/** Where nothing else ends it, in ms. */
const DEFAULT_DURATION_MS = 10_000;

/** Outputs that have the four methods side by side, those that were not captured estimated. */
const COMPARING_OUTPUTS: readonly string[] = ['json', 'markdown', 'html'];

/**
 * `compare --feed '<method>=<url>' …`: several captures at once, matched with each other; `compare <recording>`: those that were
 * recorded. @returns the exit code
 */
export async function compare(words: Arguments, terminal: Terminal, end: EndSignal): Promise<number> {
  return words.positionals.length > 0
    ? compareRecorded(words, terminal, end)
    : compareFeeds(words, terminal, end);
}

async function compareFeeds(words: Arguments, terminal: Terminal, end: EndSignal): Promise<number> {
  if (words.isSet('replay')) {
    throw new UsageError('--replay is for a recording', 'record with --record, then compare the recording');
  }
  const options = captureOptions(
    words,
    COMPARE_OUTPUTS,
    words.isSet('max-messages') ? null : DEFAULT_DURATION_MS,
  );
  const given = assumptionsBesideFeeds(words);
  const requests = feedRequests(words);
  const feeds = await Promise.all(requests.map((request) => decideMethod(request, terminal, end)));
  const labels = captureLabels(feeds.map(({ feed }) => feed.method));
  const isCompared = COMPARING_OUTPUTS.includes(options.output);
  const alsoLog = isCompared && options.recordPath === null ? SessionLog.inMemory() : null;
  const ended = await captureFeeds(feeds, labels, { ...options, alsoLog }, terminal, end);
  const summaries = ended.captures.map((capture) => capture.summary());
  const comparison = alsoLog === null ? null : new SessionComparison(alsoLog).readAll(summaries, given);
  const { isRecorded } = ended;
  const recorded =
    isCompared && isRecorded ? compareRecording(options.recordPath ?? '', given).comparison : null;
  const compared = comparison ?? recorded;
  const source = compared === null ? null : sourceOf(compared, summaries, null);
  printCompared(ended.captures, labels, options.output, source, terminal);
  return reportFailures(ended.failures, terminal);
}

function printCompared(
  captures: readonly Capture[],
  labels: readonly string[],
  output: (typeof COMPARE_OUTPUTS)[number],
  source: ReportSource | null,
  terminal: Terminal,
): void {
  const { distinct, missing, delays, matchBasis } = compareLive(captures);
  const documents = captures.map((capture) => toDocument(capture.summary(), delays.get(capture) ?? null));
  const missed = captures.map((capture) => missing.get(capture) ?? 0);
  switch (output) {
    case 'ndjson':
      return;
    case 'text': {
      const lines = [
        '',
        captureTable(documents, labels, missed),
        `${countOf(distinct, 'distinct message')}, matched by: ${matchBasis}`,
        ...errorLines(documents, labels),
      ];
      terminal.print(lines.join('\n'));
      return;
    }
    case 'json': {
      const byLabel = Object.fromEntries(labels.map((label, place) => [label, missed[place] ?? 0]));
      const messages = { distinct, missing: byLabel, matchedBy: matchBasis };
      const comparison = source === null ? null : comparisonDocument(source);
      terminal.print(JSON.stringify({ captures: documents, messages, comparison }, null, 2));
      return;
    }
    case 'markdown':
    case 'html':
      if (source !== null) terminal.print(renderReport(output, source).trimEnd());
  }
}

/** The captures of a recording, as the panel compares them. */
async function compareRecorded(words: Arguments, terminal: Terminal, end: EndSignal): Promise<number> {
  const [path = '', ...more] = words.positionals;
  const stray = FEED_ONLY_OPTIONS.find((name) => words.isSet(name));
  if (more.length > 0)
    throw new UsageError(`compare takes one recording, and ${more.join(' ')} is another`, 'quote its path');
  if (stray !== undefined) {
    throw new UsageError(`--${stray} is for feeds, and ${path} is a recording`, 'leave one of the two out');
  }
  const output = parseChoice(words.one('output') ?? 'text', 'output', ESTIMATE_OUTPUTS);
  const { comparison, summaries } = compareRecording(path, assumptionsFrom(words));
  const check = words.isSet('replay') ? await replayEstimate(path, comparison.assumptions, end) : null;
  const source = sourceOf(comparison, summaries, check);
  switch (output) {
    case 'text':
      terminal.print(comparisonLines(source).join('\n'));
      break;
    case 'json':
      terminal.print(JSON.stringify(comparedDocument(summaries, source), null, 2));
      break;
    case 'markdown':
    case 'html':
      terminal.print(renderReport(output, source).trimEnd());
  }
  return 0;
}

function sourceOf(
  comparison: Comparison,
  summaries: readonly CaptureSummary[],
  check: ReplayCheck | null,
): ReportSource {
  return {
    comparison,
    check,
    title: sessionTitle(summaries) ?? 'Comparison',
    createdAt: new Date().toISOString(),
  };
}

function feedRequests(words: Arguments): FeedRequest[] {
  const feeds = words.all('feed');
  if (feeds.length < 2 || feeds.length > MAX_CAPTURES) {
    throw new UsageError(
      `compare takes 2 to ${MAX_CAPTURES} feeds, not ${feeds.length}`,
      "give each as --feed '<method>=<url>', or the path of a recording",
    );
  }
  return feeds.map((feed) => {
    const equals = feed.indexOf('=');
    if (equals < 0) throw new UsageError(`--feed ${feed} names no method`, "write it as '<method>=<url>'");
    return feedFrom(words, parseMethod(feed.slice(0, equals), 'feed'), feed.slice(equals + 1));
  });
}
