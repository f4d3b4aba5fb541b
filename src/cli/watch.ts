import { toDocument } from './captureDocument.ts';
import {
  captureFeeds,
  captureOptions,
  decideMethod,
  reportFailures,
  WATCH_OUTPUTS,
} from './captureCommand.ts';
import { captureTable, errorLines } from './captureTable.ts';
import type { EndSignal } from './endSignal.ts';
import { feedFrom, parseMethod } from './feedArguments.ts';
import type { Arguments } from './parseCommand.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** `watch <url>`: one capture. @returns the exit code */
export async function watch(words: Arguments, terminal: Terminal, end: EndSignal): Promise<number> {
  const [url, ...more] = words.positionals;
  if (url === undefined) throw new UsageError('watch needs a URL', 'give the address of the feed');
  if (more.length > 0)
    throw new UsageError(`watch takes one URL, and ${more.join(' ')} is another`, 'quote the URL');
  const options = captureOptions(words, WATCH_OUTPUTS, null);
  const request = feedFrom(words, parseMethod(words.one('method') ?? 'auto', 'method'), url);
  const decided = await decideMethod(request, terminal, end);
  const { feed } = decided;
  const { captures, failures } = await captureFeeds(
    [decided],
    [feed.method],
    { ...options, alsoLog: null },
    terminal,
    end,
  );
  for (const capture of captures) {
    const document = toDocument(capture.summary(), null);
    if (options.output === 'json') terminal.print(JSON.stringify(document, null, 2));
    const hasFigures = document.failure === null || document.messages.received + document.messages.sent > 0;
    if (options.output === 'text' && hasFigures) {
      const labels = [feed.method];
      terminal.print(
        ['', captureTable([document], labels, null), ...errorLines([document], labels)].join('\n'),
      );
    }
  }
  return reportFailures(failures, terminal);
}
