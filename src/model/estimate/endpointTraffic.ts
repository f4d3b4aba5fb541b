import type { Method } from '../../protocol/method.ts';

/** Heads of one kind, as a capture has shown them. */
export interface SampledHead {
  /** One of them, CRLF line ends. */
  readonly text: string;
  /** What they weigh on average as HTTP/1.1, without the digits of a content length. */
  readonly bytes: number;
  /** Names of the fields that differ between them, in lower case. */
  readonly changing: readonly string[];
}

/** An answer to a poll that brings no message. */
export interface IdleAnswer {
  readonly head: SampledHead;
  /** Of the body, uncompressed, on average. */
  readonly bodyBytes: number;
  /** Whether it says that nothing has changed, and not that there is nothing. */
  readonly isUnchanged: boolean;
}

/** What one capture has shown of an endpoint besides its messages. Null: it has shown no such thing. */
export interface EndpointTraffic {
  readonly method: Method;
  /** Of the body of each request. */
  readonly requestBodyBytes: number;
  /** Of requests that carry a position, where polls do. */
  readonly requestHead: SampledHead | null;
  /** Polls: of the first request, which carries none yet. */
  readonly firstRequestHead: SampledHead | null;
  /** Of answers with messages, of streams, and of upgrades. */
  readonly answerHead: SampledHead | null;
  readonly idleAnswer: IdleAnswer | null;
  /** Polls: the first answer where it came at once and without a message, as it does to give a position. */
  readonly firstAnswer: IdleAnswer | null;
  /** Polls: what a body has around its messages besides a comma between two; SSE: what an event has around its data. */
  readonly aroundBytes: number | null;
  /** SSE: what a stream begins with. */
  readonly openingBytes: number;
  /** Streams: what a comment or a ping holds, on average. */
  readonly heartbeatBytes: number | null;
}

/** What compression makes of a capture's payloads: compressed bytes as a share of uncompressed ones. */
export interface CompressionSample {
  /** `permessage-deflate`, which knows the messages before (RFC 7692, section 7.1.1). */
  readonly messages: number;
  /** gzip of an event stream, flushed after each event. */
  readonly events: number;
  /** gzip of bodies of so many messages, ascending; each body begins anew. */
  readonly bodies: readonly { readonly messages: number; readonly share: number }[];
}

/** What gzip makes of a body of so many messages: between two sampled ones, in proportion. */
export function bodyShare({ bodies }: CompressionSample, messages: number): number {
  const above = bodies.findIndex((body) => body.messages >= messages);
  const [low, high] = [bodies[above < 0 ? bodies.length - 1 : above - 1], bodies[above]];
  if (low === undefined) return high?.share ?? 1;
  if (high === undefined) return low.share;
  const part = (messages - low.messages) / (high.messages - low.messages);
  return low.share + part * (high.share - low.share);
}
