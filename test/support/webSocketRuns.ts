import assert from 'node:assert/strict';
import { type Clock, systemClock } from '../../src/engine/clock.ts';
import { createWebSocket } from '../../src/engine/websocket/webSocket.ts';
import { type ErrorCode, InspectorError } from '../../src/protocol/errors.ts';
import { completeFeed, type Feed } from '../../src/protocol/feed.ts';
import type { Outgoing } from '../../src/protocol/outgoing.ts';
import type { Direction, FrameKind } from '../../src/protocol/frame.ts';
import { SinkProbe } from './httpSink.ts';
import { runTransport, type TransportRun } from './transportRun.ts';

interface RunOptions {
  /** For the backoff; without any, it does not wait. */
  readonly random?: () => number;
  readonly clock?: Clock;
  /** Aborts in the moment in which it opens. */
  readonly stopsOnOpen?: boolean;
}

export function startWebSocketRun(
  url: string,
  fields: Omit<Partial<Feed>, 'sends'> & { readonly sends?: readonly (Outgoing | string)[] } = {},
  { random = () => 0, clock = systemClock, stopsOnOpen = false }: RunOptions = {},
): TransportRun<FrameProbe> {
  const abort = new AbortController();
  const sink = new FrameProbe(() => {
    if (stopsOnOpen) abort.abort();
  });
  const feed = completeFeed({
    url,
    method: 'websocket',
    ...fields,
    sends: (fields.sends ?? []).map((send) =>
      typeof send === 'string' ? { kind: 'text', text: send } : send,
    ),
  });
  const transport = createWebSocket({ feed, sink, clock, random, proxySetting: null });
  return runTransport(transport, sink, abort);
}

/** For `assert.rejects` and `assert.throws`. */
export function hasCode(code: ErrorCode, words = /./): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof InspectorError);
    assert.equal(error.code, code);
    assert.match(error.message, words);
    return true;
  };
}

/** Takes down the frames in the order in which they were reported: `in message hello`, `out pong x`. */
class FrameProbe extends SinkProbe {
  readonly frames: string[] = [];
  readonly #onOpened: () => void;

  constructor(onOpened: () => void) {
    super();
    this.#onOpened = onOpened;
  }

  override message(
    atMs: number,
    direction: Direction,
    payload: Uint8Array,
    isBinary: boolean,
    requestIndex: number,
    id: string | null,
    event: string | null,
  ): void {
    this.frames.push(`${direction} message ${Buffer.from(payload).toString(isBinary ? 'hex' : 'utf8')}`);
    super.message(atMs, direction, payload, isBinary, requestIndex, id, event);
  }

  override control(
    atMs: number,
    direction: Direction,
    kind: FrameKind,
    payload: Uint8Array,
    requestIndex: number,
    roundTripMs: number | null = null,
  ): void {
    this.frames.push(`${direction} ${kind} ${Buffer.from(payload).toString()}`);
    super.control(atMs, direction, kind, payload, requestIndex, roundTripMs);
  }

  override opened(atMs: number): void {
    super.opened(atMs);
    this.#onOpened();
  }
}
