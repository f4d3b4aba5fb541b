import type { FakeCapture } from './fakeSession.ts';

export const WEBSOCKET: FakeCapture = { method: 'websocket', url: 'ws://localhost:8080/websocket' };
export const SSE: FakeCapture = { method: 'sse', url: 'http://localhost:8080/sse' };
export const LONG_POLLING: FakeCapture = {
  method: 'long-polling',
  url: 'http://localhost:8080/long-polling',
};
export const SHORT_POLLING: FakeCapture = {
  method: 'short-polling',
  url: 'http://localhost:8080/short-polling',
};

/** One source over all four methods. */
export const FOUR: readonly FakeCapture[] = [WEBSOCKET, SSE, LONG_POLLING, SHORT_POLLING];
