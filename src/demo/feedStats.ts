import type { Socket } from 'node:net';
import { METHODS, type Method } from '../protocol/method.ts';

/** What the server did for the clients of one method. */
export interface MethodStats {
  /** HTTP requests, whatever the answer; the upgrades of WebSocket included. */
  requests: number;
  /** TCP connections that carried at least one of these requests. */
  connections: number;
  /** Messages given to clients: one message that three clients got counts three times. */
  messagesSent: number;
  /** Messages that clients sent; only WebSocket can. */
  messagesReceived: number;
  /** Answers under way: held polls, event streams, WebSocket connections. */
  open: number;
  /** Messages that clients asked for when they were no longer kept. */
  messagesGone: number;
  /** Clients dropped because they did not read. */
  clientsDropped: number;
}

export type DemoStats = Readonly<Record<`/${Method}`, Readonly<MethodStats>>> & {
  /** Messages produced since the server started. */
  readonly messages: number;
  /** The position of the newest one. */
  readonly latestSeq: number;
};

/** Counts for each method what its clients could have counted. */
export class FeedStats {
  readonly #methods: Readonly<Record<Method, MethodStats>> = {
    'short-polling': noStats(),
    'long-polling': noStats(),
    websocket: noStats(),
    sse: noStats(),
  };
  readonly #seen = new WeakMap<Socket, Set<Method>>();

  of(method: Method): MethodStats {
    return this.#methods[method];
  }

  countRequest(method: Method, socket: Socket): void {
    const stats = this.#methods[method];
    stats.requests += 1;
    const methods = this.#seen.get(socket) ?? new Set();
    this.#seen.set(socket, methods);
    if (methods.has(method)) return;
    methods.add(method);
    stats.connections += 1;
  }

  snapshot(latestSeq: number): DemoStats {
    const copy = (method: Method): MethodStats => ({ ...this.#methods[method] });
    return {
      '/short-polling': copy('short-polling'),
      '/long-polling': copy('long-polling'),
      '/websocket': copy('websocket'),
      '/sse': copy('sse'),
      messages: latestSeq,
      latestSeq,
    };
  }
}

/** Where the methods are served. */
export const METHOD_PATHS = METHODS.map((method) => `/${method}`);

function noStats(): MethodStats {
  return {
    requests: 0,
    connections: 0,
    messagesSent: 0,
    messagesReceived: 0,
    open: 0,
    messagesGone: 0,
    clientsDropped: 0,
  };
}
