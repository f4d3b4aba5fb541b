import { formatError, InspectorError, toErrorInfo } from '../protocol/errors.ts';
import type { Feed, HeaderField } from '../protocol/feed.ts';
import type { Method } from '../protocol/method.ts';
import { systemClock } from './clock.ts';
import { createTransport } from './createTransport.ts';
import { type Exchange, HoldTimeout } from './http/exchange.ts';
import { HttpClient } from './http/httpClient.ts';
import type { FeedRequest } from './parseFeed.ts';
import type { CaptureSink, RequestRecorder } from './transport.ts';

/** An answer that takes longer than this, in ms, is held: the server waits for news. */
const HOLD_MS = 1_500;
const ACCEPT = 'text/event-stream, application/json;q=0.9, */*;q=0.8';
const UPGRADE_REQUIRED = 426;

type Undecided = Omit<Feed, 'method'>;

export interface Detection {
  readonly method: Method;
  /** What told it, as a phrase. */
  readonly reason: string;
}

/**
 * The feed with its method, found out where the user left that open.
 * @throws InspectorError `detection-failed`
 */
export async function decideMethod(request: FeedRequest): Promise<Feed> {
  const { method } = request;
  return { ...request, method: method === 'auto' ? (await detectMethod(request)).method : method };
}

/**
 * Finds out what an address speaks, with at most three requests that no capture counts: an event stream says so in
 * its content type, a WebSocket accepts an upgrade, and a long poll holds its answer.
 * @throws InspectorError `detection-failed`, or what keeps it from being reached at all
 */
export async function detectMethod(feed: Undecided): Promise<Detection> {
  const { protocol } = new URL(feed.url);
  if (protocol === 'ws:' || protocol === 'wss:')
    return { method: 'websocket', reason: `its scheme is ${protocol}` };
  const client = new HttpClient({
    feed: { ...feed, method: 'short-polling' },
    sink: UNHEARD,
    clock: systemClock,
  });
  try {
    return await detectByAsking(feed, client);
  } finally {
    client.close();
  }
}

async function detectByAsking(feed: Undecided, client: HttpClient): Promise<Detection> {
  const answer = await ask(client, feed, []);
  if (answer === 'held') return { method: 'long-polling', reason: 'it holds its answer' };
  const { status, contentType, validators, isUpgradeAsked } = answer;
  if (contentType.startsWith('text/event-stream')) {
    return { method: 'sse', reason: 'it answers with text/event-stream' };
  }
  if (isUpgradeAsked || status >= 400) {
    if (await acceptsUpgrade(feed))
      return { method: 'websocket', reason: 'it accepts an upgrade to WebSocket' };
    throw new InspectorError(
      'detection-failed',
      `it answered ${status} and accepts no upgrade to WebSocket`,
      'check the URL, or choose a method',
    );
  }
  const isHeld = (await ask(client, feed, validators)) === 'held';
  return isHeld
    ? { method: 'long-polling', reason: 'it holds its answer until there is news' }
    : { method: 'short-polling', reason: 'it answers at once' };
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** To ask again for what is new only. */
  readonly validators: readonly HeaderField[];
  readonly isUpgradeAsked: boolean;
}

async function ask(
  client: HttpClient,
  feed: Undecided,
  more: readonly HeaderField[],
): Promise<Answer | 'held'> {
  const hold = new AbortController();
  const timer = setTimeout(() => {
    hold.abort(new HoldTimeout());
  }, HOLD_MS);
  try {
    const exchange = await client.request(
      {
        purpose: 'poll',
        httpMethod: feed.httpMethod,
        url: new URL(feed.url),
        accept: ACCEPT,
        headers: [...feed.headers, ...more],
        body: feed.body,
      },
      hold.signal,
    );
    exchange.end('cancelled');
    return answerOf(exchange);
  } catch (error) {
    if (error instanceof HoldTimeout) return 'held';
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function answerOf(exchange: Exchange): Answer {
  const etag = exchange.header('etag');
  const lastModified = exchange.header('last-modified');
  return {
    status: exchange.status,
    contentType: exchange.header('content-type') ?? '',
    validators: [
      ...(etag === null ? [] : [['If-None-Match', etag] as const]),
      ...(lastModified === null ? [] : [['If-Modified-Since', lastModified] as const]),
    ],
    isUpgradeAsked:
      exchange.status === UPGRADE_REQUIRED || exchange.header('upgrade')?.toLowerCase() === 'websocket',
  };
}

async function acceptsUpgrade(feed: Undecided): Promise<boolean> {
  const stop = new AbortController();
  let isOpen = false;
  const sink: CaptureSink = {
    ...UNHEARD,
    opened: () => {
      isOpen = true;
      stop.abort();
    },
  };
  // What it sends on opening is the capture's to send, once there is one.
  const websocket: Feed = { ...feed, sends: [], method: 'websocket' };
  const transport = createTransport({ feed: websocket, sink, clock: systemClock, random: Math.random });
  const timer = setTimeout(() => {
    stop.abort();
  }, HOLD_MS);
  try {
    await transport.run(stop.signal);
  } catch (error) {
    const { code } = toErrorInfo(error);
    if (code === 'internal') throw new Error(formatError(toErrorInfo(error)), { cause: error });
  } finally {
    clearTimeout(timer);
  }
  return isOpen;
}

const UNHEARD_REQUEST: RequestRecorder = {
  index: 0,
  meter: () => undefined,
  update: () => undefined,
  end: () => undefined,
};

/** Detection is no capture: nobody counts what it sees. */
const UNHEARD: CaptureSink = {
  beginRequest: () => UNHEARD_REQUEST,
  message: () => undefined,
  control: () => undefined,
  opened: () => undefined,
  reconnecting: () => undefined,
  skippedTick: () => undefined,
  error: () => undefined,
};
