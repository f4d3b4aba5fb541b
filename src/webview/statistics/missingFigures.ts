import type { CaptureSummary } from '../../protocol/capture.ts';
import { isPolling } from '../../protocol/method.ts';
import type { Figure } from '../../protocol/statistics.ts';

/** Why captures have no values of a figure, and what to do about it. */
export function whyMissing(figure: Figure, captures: readonly CaptureSummary[]): string {
  switch (figure) {
    case 'size':
      return 'No message was received yet.';
    case 'sentSize':
      return 'No message was sent.';
    case 'gap':
      return 'Fewer than two messages were received: there is no gap yet.';
    case 'delay':
      return whyNoDelay(captures);
    case 'roundTrip':
      return whyNoRoundTrip(captures);
    case 'wait':
      return captures.some(({ feed }) => isPolling(feed.method))
        ? 'No poll was answered yet.'
        : 'Only polls wait for an answer: capture a feed by long or short polling.';
  }
}

function whyNoDelay(captures: readonly CaptureSummary[]): string {
  const path = captures.map(({ feed }) => feed.time).find((time) => time !== null);
  return path === undefined
    ? 'The feed does not say when its messages were made: set Own time in the feed’s options, for example $.time.'
    : `No message had a time at ${path} yet.`;
}

function whyNoRoundTrip(captures: readonly CaptureSummary[]): string {
  const sockets = captures.filter(({ feed }) => feed.method === 'websocket');
  if (sockets.length === 0) return 'Only a WebSocket has pings: capture a feed by WebSocket.';
  return sockets.every(({ feed }) => feed.pingIntervalMs === null)
    ? 'No ping was sent: set Ping every in the feed’s options.'
    : 'No ping was answered yet.';
}
