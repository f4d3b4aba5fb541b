import { createLongPolling } from './polling/longPolling.ts';
import { createShortPolling } from './polling/shortPolling.ts';
import { createServerSentEvents } from './sse/serverSentEvents.ts';
import type { Transport, TransportContext } from './transport.ts';
import { createWebSocket } from './websocket/webSocket.ts';

/** @throws InspectorError `invalid-url` or `invalid-option` where the feed cannot be run at all */
export function createTransport(context: TransportContext): Transport {
  switch (context.feed.method) {
    case 'short-polling':
      return createShortPolling(context);
    case 'long-polling':
      return createLongPolling(context);
    case 'websocket':
      return createWebSocket(context);
    case 'sse':
      return createServerSentEvents(context);
  }
}
