import { InspectorError, toErrorInfo } from '../protocol/errors.ts';
import type { Feed } from '../protocol/feed.ts';
import type { Method } from '../protocol/method.ts';
import { systemClock } from './clock.ts';
import { createTransport } from './createTransport.ts';
import { type Exchange, HoldTimeout } from './http/exchange.ts';
import { HttpClient } from './http/httpClient.ts';
import { feedHeaders } from './http/requestHeaders.ts';
import type { ProxySetting } from './net/proxies.ts';
import type { FeedRequest } from './parseFeed.ts';
import { streamFormatOf } from './sse/streamFormat.ts';
import type { CaptureSink, RequestRecorder } from './transport.ts';

/** An answer that takes longer than this, in ms, is held: the server waits for news. */
const HOLD_MS = 1_500;
const ACCEPT = 'text/event-stream, application/json;q=0.9, */*;q=0.8';

type Undecided = Omit<Feed, 'method'>;

export interface Detection {
  readonly method: Method;
  /** What told it, as a phrase. */
  readonly reason: string;
  /** Whether it answered with a page for people, as servers do for whatever they do not know. */
  readonly isPage: boolean;
}

/** A feed with its method. */
export interface DecidedFeed {
  readonly feed: Feed;
  /** What told the method; null where the user did. */
  readonly detectedBy: string | null;
}

/**
 * The feed with its method, found out where the user left that open.
 * @throws InspectorError `detection-failed`
 */
export async function decideMethod(
  request: FeedRequest,
  proxySetting: ProxySetting | null,
): Promise<DecidedFeed> {
  const { method } = request;
  if (method !== 'auto') return { feed: { ...request, method }, detectedBy: null };
  const detection = await detectMethod(request, proxySetting);
  return { feed: { ...request, method: detection.method }, detectedBy: detection.reason };
}

/**
 * Finds out what an address speaks: by its scheme, or by one request as the feed makes it and, where that does not
 * decide it, one attempt to upgrade. No capture counts them.
 * @throws InspectorError `detection-failed`, or what keeps it from being reached at all
 */
export async function detectMethod(feed: Undecided, proxySetting: ProxySetting | null): Promise<Detection> {
  const { protocol } = new URL(feed.url);
  if (protocol === 'ws:' || protocol === 'wss:') {
    return { method: 'websocket', reason: `its scheme is ${protocol}`, isPage: false };
  }
  const answer = await ask(feed, proxySetting);
  if (answer === 'held') {
    return { method: 'long-polling', reason: 'it holds its answer until there is news', isPage: false };
  }
  const { status, contentType } = answer;
  const isPage = contentType.startsWith('text/html');
  if (status === 200 && answer.isStream) {
    return { method: 'sse', reason: `it answers with ${contentType}`, isPage };
  }
  if (!answer.isWebSocketLikely) {
    return { method: 'short-polling', reason: `it answers at once, with ${described(answer)}`, isPage };
  }
  if (await acceptsUpgrade(feed, proxySetting)) {
    return { method: 'websocket', reason: 'it accepts an upgrade to WebSocket', isPage };
  }
  if (status < 400) {
    return {
      method: 'short-polling',
      reason: `it answers at once, with ${described(answer)}, and accepts no upgrade`,
      isPage,
    };
  }
  throw new InspectorError(
    'detection-failed',
    `it answered ${status} and accepts no upgrade to WebSocket`,
    'check the URL, or choose a method',
  );
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly isStream: boolean;
  /** It asks for an upgrade, refuses plain HTTP, or serves a page, beside which dev servers have their socket. */
  readonly isWebSocketLikely: boolean;
}

function described({ status, contentType }: Answer): string {
  return contentType === '' ? `status ${status}` : contentType;
}

async function ask(feed: Undecided, proxySetting: ProxySetting | null): Promise<Answer | 'held'> {
  const client = new HttpClient({
    feed: { ...feed, method: 'short-polling' },
    sink: UNHEARD,
    clock: systemClock,
    proxySetting,
  });
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
        headers: feedHeaders(feed),
        body: feed.body,
        isCompressed: feed.isCompressed,
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
    await client.close();
  }
}

function answerOf(exchange: Exchange): Answer {
  const { status } = exchange;
  const contentType = exchange.header('content-type') ?? '';
  return {
    status,
    contentType,
    isStream: streamFormatOf(exchange) !== null,
    isWebSocketLikely:
      status >= 400 ||
      exchange.header('upgrade')?.toLowerCase() === 'websocket' ||
      contentType.startsWith('text/html'),
  };
}

/** Whether an address can be upgraded to a WebSocket (RFC 6455, section 4). @throws what is a fault of ours */
export async function acceptsUpgrade(feed: Undecided, proxySetting: ProxySetting | null): Promise<boolean> {
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
  const transport = createTransport({
    feed: websocket,
    sink,
    clock: systemClock,
    random: Math.random,
    proxySetting,
  });
  const timer = setTimeout(() => {
    stop.abort();
  }, HOLD_MS);
  try {
    await transport.run(stop.signal);
  } catch (error) {
    // A refusal is an answer; what is a fault of ours is none.
    if (toErrorInfo(error).code === 'internal') throw error;
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
  connectionWire: () => undefined,
  opened: () => undefined,
  reconnecting: () => undefined,
  skippedTick: () => undefined,
  error: () => undefined,
};
