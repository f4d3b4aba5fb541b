import type { Feed } from '../../protocol/feed.ts';
import { isPolling } from '../../protocol/method.ts';
import { NO_WIRE, type RequestRecord } from '../../protocol/request.ts';

/** A request of which only the frames are known: it spans what it brought. */
export function untoldRequest(
  feed: Feed,
  known: Pick<RequestRecord, 'captureId' | 'index' | 'startedAtMs' | 'endedAtMs' | 'isConnectionReused'>,
): RequestRecord {
  const isPoll = isPolling(feed.method);
  return {
    ...known,
    purpose: isPoll ? 'poll' : feed.method === 'websocket' ? 'upgrade' : 'stream',
    httpMethod: feed.httpMethod,
    url: feed.url,
    httpVersion: null,
    status: null,
    statusText: null,
    phases: { dnsMs: null, connectMs: null, tlsMs: null, waitMs: null, transferMs: null },
    connection: null,
    idleBeforeMs: null,
    requestHead: '',
    responseHead: null,
    responseTrailers: null,
    wire: NO_WIRE,
    outcome: isPoll ? 'messages' : 'streamed',
    messageCount: 0,
    error: null,
    failureBody: null,
  };
}
