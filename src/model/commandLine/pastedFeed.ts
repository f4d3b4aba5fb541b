import type { HeaderField, StartFeed } from '../../protocol/feed.ts';
import type { MethodChoice } from '../../protocol/method.ts';

/** What every request writes anew, and an upgrade besides (RFC 6455, section 4.1). */
const WRITTEN_ANEW =
  /^(?:content-length|connection|upgrade|sec-websocket-(?:key|version|extensions|protocol|accept)|accept-encoding|transfer-encoding|keep-alive|proxy-connection|http2-settings|priority)$/;

/** Of an address, without user information (RFC 3986, section 3.2). */
const AUTHORITY = /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#]*)/i;

/**
 * A feed from a request: its method from what it asks for, and its header fields without those that are written anew for
 * each request or that an option of the feed stands for.
 */
export function pastedFeed(request: Omit<StartFeed, 'method'>): StartFeed {
  const headers = request.headers ?? [];
  const valueOf = (name: string): string | null =>
    headers.find(([field]) => field.toLowerCase() === name)?.[1] ?? null;
  const method = methodOf(request.url, valueOf('upgrade'), valueOf('accept'));
  const subprotocols = valueOf('sec-websocket-protocol');
  const lastEventId = method === 'sse' ? valueOf('last-event-id') : null;
  const origin = valueOf('origin');
  const isKept = ([name, value]: HeaderField): boolean => {
    const lower = name.toLowerCase();
    if (WRITTEN_ANEW.test(lower) || lower.startsWith(':') || lower === 'origin') return false;
    if (lower === 'last-event-id') return lastEventId === null;
    if (lower === 'host') return value.toLowerCase() !== AUTHORITY.exec(request.url)?.[1]?.toLowerCase();
    // An event stream is asked for as one anyway.
    return lower !== 'accept' || method !== 'sse';
  };
  return {
    ...request,
    url: method === 'websocket' ? request.url.replace(/^http(s?):/i, 'ws$1:') : request.url,
    method,
    headers: headers.filter(isKept),
    isCompressed: (request.isCompressed ?? false) || valueOf('accept-encoding') !== null,
    ...(origin === null ? {} : { origin }),
    ...(lastEventId === null ? {} : { lastEventId }),
    ...(subprotocols === null ? {} : { subprotocols: subprotocols.split(',').map((name) => name.trim()) }),
  };
}

function methodOf(url: string, upgrade: string | null, accept: string | null): MethodChoice {
  if (/^wss?:/i.test(url) || upgrade?.toLowerCase() === 'websocket') return 'websocket';
  return accept?.toLowerCase().includes('text/event-stream') === true ? 'sse' : 'auto';
}
