import { compareLive } from '../engine/compareCaptures.ts';
import { countOf } from '../model/format.ts';
import { MAX_CAPTURES } from '../protocol/limits.ts';
import type { FeedRequest } from '../engine/parseFeed.ts';
import { captureFeeds, captureOptions, decideMethod, reportFailures } from './captureCommand.ts';
import { toDocument } from './captureDocument.ts';
import { captureTable, errorLines } from './captureTable.ts';
import type { EndSignal } from './endSignal.ts';
import { feedFrom, parseMethod } from './feedArguments.ts';
import type { Arguments } from './parseCommand.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** Where nothing else ends it, in ms. */
const DEFAULT_DURATION_MS = 10_000;

/** `compare --feed '<method>=<url>' …`: several captures at once, matched with each other. @returns the exit code */
export async function compare(words: Arguments, terminal: Terminal, end: EndSignal): Promise<number> {
  const options = captureOptions(words, words.isSet('max-messages') ? null : DEFAULT_DURATION_MS);
  const requests = feedRequests(words);
  const feeds = await Promise.all(requests.map((request) => decideMethod(request, terminal, end)));
  const labels = labelsOf(feeds.map(({ feed }) => feed.method));
  const { captures, failures } = await captureFeeds(feeds, labels, options, terminal, end);
  const { distinct, missing, delays, matchBasis } = compareLive(captures);
  const documents = captures.map((capture) => toDocument(capture.summary(), delays.get(capture) ?? null));
  const missed = captures.map((capture) => missing.get(capture) ?? 0);
  if (options.output === 'json') {
    const byLabel = Object.fromEntries(labels.map((label, place) => [label, missed[place] ?? 0]));
    const document = { captures: documents, messages: { distinct, missing: byLabel, matchedBy: matchBasis } };
    terminal.print(JSON.stringify(document, null, 2));
  }
  if (options.output === 'text') {
    const lines = [
      '',
      captureTable(documents, labels, missed),
      `${countOf(distinct, 'distinct message')}, matched by: ${matchBasis}`,
      ...errorLines(documents, labels),
    ];
    terminal.print(lines.join('\n'));
  }
  return reportFailures(failures, terminal);
}

function feedRequests(words: Arguments): FeedRequest[] {
  const feeds = words.all('feed');
  const [stray] = words.positionals;
  if (stray !== undefined)
    throw new UsageError(`compare does not know what ${stray} is`, "give feeds as --feed '<method>=<url>'");
  if (feeds.length < 2 || feeds.length > MAX_CAPTURES) {
    throw new UsageError(
      `compare takes 2 to ${MAX_CAPTURES} feeds, not ${feeds.length}`,
      "give each as --feed '<method>=<url>'",
    );
  }
  return feeds.map((feed) => {
    const equals = feed.indexOf('=');
    if (equals < 0) throw new UsageError(`--feed ${feed} names no method`, "write it as '<method>=<url>'");
    return feedFrom(words, parseMethod(feed.slice(0, equals), 'feed'), feed.slice(equals + 1));
  });
}

/** The methods, numbered where one comes again: `sse`, `sse#2`. */
function labelsOf(methods: readonly string[]): string[] {
  return methods.map((method, place) => {
    const before = methods.slice(0, place).filter((other) => other === method).length;
    return before === 0 ? method : `${method}#${before + 1}`;
  });
}
