import type { EstimateAssumptions } from '../protocol/comparison.ts';
import { type FeedInput, NO_PROXY } from '../protocol/feed.ts';

/** Longer than the server holds a poll: it is the server that is to answer. */
const HOLD_MARGIN_MS = 30_000;
/** The server says where a client stands, so that a message whose content is not new is one all the same. */
const CURSOR = {
  from: { kind: 'header', name: 'Cursor' },
  to: { kind: 'query', name: 'after' },
} as const;

/**
 * The feeds by which a replay is captured. Streams come first: a poll is answered at once, and begins to count.
 * @param origin `http://127.0.0.1:PORT` of its server
 */
export function replayFeeds(
  origin: string,
  { intervalMs, timeoutMs }: Pick<EstimateAssumptions, 'intervalMs' | 'timeoutMs'>,
): readonly FeedInput[] {
  const polling = { cursor: CURSOR, proxyUrl: NO_PROXY };
  return [
    { method: 'websocket', url: `${origin.replace('http', 'ws')}/websocket`, proxyUrl: NO_PROXY },
    { method: 'sse', url: `${origin}/sse`, proxyUrl: NO_PROXY },
    {
      method: 'long-polling',
      url: `${origin}/long-polling?after=0`,
      timeoutMs: timeoutMs + HOLD_MARGIN_MS,
      ...polling,
    },
    { method: 'short-polling', url: `${origin}/short-polling?after=0`, intervalMs, ...polling },
  ];
}
