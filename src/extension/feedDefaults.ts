import { type LogOutputChannel, workspace } from 'vscode';
import { parseDuration } from '../model/durationText.ts';
import { parseSize } from '../model/sizeText.ts';
import { FEED_DEFAULTS, type FeedDefaults } from '../protocol/feed.ts';
import { MAX_MESSAGE_BYTES } from '../protocol/limits.ts';

/** What the settings say of new feeds; one that is wrong is logged, and counts as not set. */
export function readFeedDefaults(log: LogOutputChannel): FeedDefaults {
  const settings = workspace.getConfiguration('realtimeInspector.defaults');
  const read = (setting: unknown, parse: (text: string) => number | null, fallback: number): number => {
    const value = typeof setting === 'string' ? parse(setting) : null;
    if (value === null) log.warn(`realtimeInspector.defaults: ${String(setting)} is not what it should be`);
    return value ?? fallback;
  };
  return {
    intervalMs: read(settings.get('interval'), positiveDuration, FEED_DEFAULTS.intervalMs),
    timeoutMs: read(settings.get('timeout'), positiveDuration, FEED_DEFAULTS.timeoutMs),
    maxMessageBytes: read(settings.get('maxMessage'), messageSize, FEED_DEFAULTS.maxMessageBytes),
  };
}

function positiveDuration(text: string): number | null {
  const ms = parseDuration(text);
  return ms !== null && ms >= 1 ? ms : null;
}

function messageSize(text: string): number | null {
  const bytes = parseSize(text);
  return bytes !== null && bytes >= 1 && bytes <= MAX_MESSAGE_BYTES ? bytes : null;
}
