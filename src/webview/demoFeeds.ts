import type { FeedInput } from '../protocol/feed.ts';
import { METHODS } from '../protocol/method.ts';

/** Short enough that the first polls are seen while one looks. */
const DEMO_INTERVAL_MS = 2_000;

/** The demo feed over all four methods. @param origin `http://127.0.0.1:PORT` */
export function demoFeeds(origin: string): readonly FeedInput[] {
  return METHODS.map((method) => ({
    method,
    url: `${method === 'websocket' ? origin.replace(/^http/, 'ws') : origin}/${method}`,
    ...(method === 'short-polling' ? { intervalMs: DEMO_INTERVAL_MS } : {}),
  }));
}
