import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { InspectorError } from '../protocol/errors.ts';
import { type FeedInput, NO_PROXY } from '../protocol/feed.ts';
import { type ReplayedPart, toReplayCheck } from '../model/replayCheck.ts';
import type { ReplayCheck, ReplayFigures, ReplayTimes } from '../protocol/replay.ts';
import type { SessionSnapshot } from '../protocol/session.ts';

/** How long the captures of a replay may take to connect to this machine. */
const CONNECT_TIMEOUT_MS = 15_000;
/** What was served last may still be on its way: how long it may take, and how often it is looked for. */
const ARRIVE_TIMEOUT_MS = 2_000;
const ARRIVE_CHECK_MS = 20;
/** Of the captures, those first ones that are sent every message. */
const STREAMS = 2;
/** Longer than the server holds a poll: it is the server that is to answer. */
const HOLD_MARGIN_MS = 30_000;
/** The server says where a client stands, so that a message whose content is not new is one all the same. */
const CURSOR = {
  from: { kind: 'header', name: 'Cursor' },
  to: { kind: 'query', name: 'after' },
} as const;

/** What serves a replay. */
interface ReplayServing {
  /** `http://127.0.0.1:PORT` */
  readonly listening: Promise<string>;
  /**
   * Resolves at the end of the replay, which begins when each method has a client, with how many messages were no longer
   * kept when a poll asked for them.
   */
  readonly played: Promise<number>;
}

/** How many messages a capture of a session has received. */
export function receivedIn({ captures }: SessionSnapshot, captureId: number): number {
  return captures.find((capture) => capture.captureId === captureId)?.counters.messages.received ?? 0;
}

/** The session that captures it. */
interface ReplaySession {
  readonly start: (feed: FeedInput) => Promise<{ readonly captureId: number }>;
  /** How many messages a capture has received. */
  readonly received: (captureId: number) => Promise<number>;
  readonly stop: (captureId: number) => Promise<unknown>;
  readonly check: () => Promise<ReplayFigures>;
}

export interface ReplayRunOptions {
  readonly part: ReplayedPart;
  readonly times: ReplayTimes;
  readonly signal: AbortSignal;
}

/** Captures a replay by all four methods, from its first moment to its last. @returns null where it was stopped before */
export async function runReplay(
  serving: ReplayServing,
  session: ReplaySession,
  { part, times, signal }: ReplayRunOptions,
): Promise<ReplayCheck | null> {
  const feeds = replayFeeds(await serving.listening, times);
  const captures = await Promise.all(feeds.map((feed) => session.start(feed)));
  const gone = await untilPlayed(serving, part.spanMs, signal);
  if (gone !== null) await untilReceived(session, captures.slice(0, STREAMS), part.messages);
  await Promise.all(captures.map(({ captureId }) => session.stop(captureId)));
  return gone === null ? null : toReplayCheck(part, await session.check(), gone);
}

function replayFeeds(origin: string, { intervalMs, timeoutMs }: ReplayTimes): readonly FeedInput[] {
  const polling = { cursor: CURSOR, proxyUrl: NO_PROXY };
  // Streams come first: a poll is answered at once, and begins to count.
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

/** A capture that lost its connection has fewer messages than were served: after a while the check is made all the same. */
async function untilReceived(
  session: ReplaySession,
  captures: readonly { readonly captureId: number }[],
  messages: number,
): Promise<void> {
  for (let waitedMs = 0; waitedMs < ARRIVE_TIMEOUT_MS; waitedMs += ARRIVE_CHECK_MS) {
    const received = await Promise.all(captures.map(({ captureId }) => session.received(captureId)));
    if (received.every((count) => count >= messages)) return;
    await sleep(ARRIVE_CHECK_MS);
  }
}

async function untilPlayed(
  { played }: ReplayServing,
  spanMs: number,
  signal: AbortSignal,
): Promise<number | null> {
  if (signal.aborted) return null;
  const waiting = new AbortController();
  const stopped = once(signal, 'abort', { signal: waiting.signal });
  const late = sleep(spanMs + CONNECT_TIMEOUT_MS, undefined, { signal: waiting.signal });
  try {
    return await Promise.race([played, stopped.then(() => null), late.then(didNotConnect)]);
  } finally {
    // Those that lost the race are void.
    for (const loser of [stopped, late]) loser.catch(() => undefined);
    waiting.abort();
  }
}

function didNotConnect(): never {
  throw new InspectorError('internal', 'the captures of the replay did not connect in time', 'try again');
}
