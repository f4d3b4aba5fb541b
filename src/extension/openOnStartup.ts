import { type LogOutputChannel, workspace } from 'vscode';
import type { FeedInput } from '../protocol/feed.ts';
import { isMethod } from '../protocol/method.ts';

/**
 * The feeds of the setting `realtimeInspector.openOnStartup`, each written `<method>=<url>`. A workspace that is not
 * trusted has none: VS Code leaves the setting out there, since it connects without being asked.
 */
export function feedsToOpenOnStartup(log: LogOutputChannel): FeedInput[] {
  const entries = workspace.getConfiguration('realtimeInspector').get<unknown[]>('openOnStartup', []);
  return entries.flatMap((entry) => {
    const feed = typeof entry === 'string' ? parseEntry(entry) : null;
    if (feed === null) log.warn(`realtimeInspector.openOnStartup: not <method>=<url>: ${String(entry)}`);
    return feed === null ? [] : [feed];
  });
}

function parseEntry(entry: string): FeedInput | null {
  const equals = entry.indexOf('=');
  const method = entry.slice(0, equals);
  const url = entry.slice(equals + 1);
  return isMethod(method) && URL.canParse(url) ? { method, url } : null;
}
