import type { Method } from '../../protocol/method.ts';

/** What this client accepts by each method where the user's headers do not say. */
export const ACCEPTED: Readonly<Record<Method, string>> = {
  'short-polling': 'application/json, */*;q=0.8',
  'long-polling': 'application/json, */*;q=0.8',
  websocket: '*/*',
  sse: 'text/event-stream',
};

/** The content codings that it offers where no request has shown them. */
export const ACCEPTED_CODINGS = 'gzip, deflate, br, zstd';
