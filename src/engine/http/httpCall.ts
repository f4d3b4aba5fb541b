import type { Readable } from 'node:stream';
import type { RequestUpdate } from '../transport.ts';
import type { Wire } from '../../protocol/request.ts';
import type { PhaseTimer } from './phaseTimer.ts';

/** The head of an answer, with its body still to be read. */
export interface HttpAnswer {
  /** As it is shown: `1.1`, `2`. */
  readonly httpVersion: string;
  readonly status: number;
  /** Empty in HTTP/2, which has none (RFC 9113, section 8.3.2). */
  readonly statusText: string;
  /** All of it, the blank line included. */
  readonly head: string;
  readonly setCookies: readonly string[];
  readonly body: Readable;
  /** @returns the value of a field, repeats joined; null where it did not come */
  header(name: string): string | null;
  /** The fields behind the body (RFC 9110, section 6.5), once it is read; null where there are none. */
  trailers(): string | null;
  /** Whether the body has come to its end as its framing says. */
  isComplete(): boolean;
}

/** What a call tells whoever made it. */
export interface CallObserver {
  readonly timer: PhaseTimer;
  update(update: RequestUpdate): void;
}

/** One request and its response over one version of HTTP. */
export interface HttpCall {
  /** What crossed the wire for it so far. */
  readonly wire: Wire;
  /** What went wrong with it, after its answer has come too; null: nothing has. */
  readonly failure: Error | null;
  /** Whether it failed on a connection that had closed, or was closing, before it looked at the request. */
  readonly isOnStaleConnection: boolean;
  /** @throws Error where no answer came */
  send(): Promise<HttpAnswer>;
  /** Counts body bytes as they came, before their content coding is undone. */
  countBody(wireBytes: number): void;
  countDecoded(decodedBytes: number): void;
  /** Ends it in the protocol's own way. What the server had sent by then, and takes for delivered, is still read. */
  leave(): void;
  destroy(error?: Error): void;
  /** Nothing that crosses the wire from now on belongs to it. */
  freeze(): void;
}
