import type { RequestRecord } from '../../protocol/request.ts';

/*
 * HTTP Archive 1.2 (w3c.github.io/web-performance/specs/HAR), as far as it is written here. Members that begin with `_`
 * are not of the standard: readers pass over them. docs/exchange.md has those that are ours.
 */

export interface HarField {
  readonly name: string;
  readonly value: string;
}

export interface HarCookie extends HarField {
  readonly path?: string;
  readonly domain?: string;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
}

export interface HarContent {
  readonly size: number;
  readonly compression?: number;
  readonly mimeType: string;
  readonly text?: string;
  readonly encoding?: 'base64';
}

/** -1: it does not apply, or is not known. */
export interface HarTimings {
  readonly blocked: number;
  readonly dns: number;
  /** With `ssl` in it. */
  readonly connect: number;
  readonly ssl: number;
  readonly send: number;
  readonly wait: number;
  readonly receive: number;
}

/** What HAR has no place for, by which a recording comes back as it was. */
export type OwnRequestFields = { readonly capture: number } & Omit<RequestRecord, KnownElsewhere>;
type KnownElsewhere =
  | 'captureId'
  | 'index'
  | 'httpMethod'
  | 'url'
  | 'status'
  | 'statusText'
  | 'requestHead'
  | 'responseHead'
  | 'idleBeforeMs'
  | 'messageCount';

/** A payload in a JSON string: base64 where `_encoding` says so. */
export interface HarPayload {
  readonly data: string;
  readonly _encoding?: 'base64';
}

/** WebSocket opcodes (RFC 6455, section 11.8). */
export const OPCODES = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** As Chrome writes them. */
export interface HarWebSocketMessage extends HarPayload {
  readonly type: 'send' | 'receive';
  /** Seconds since the Unix epoch. */
  readonly time: number;
  readonly opcode: number;
  readonly _id?: string;
  readonly _roundTripMs?: number;
}

export interface HarStreamMessage extends HarPayload {
  readonly time: number;
  readonly eventName: string;
  readonly eventId: string | null;
  /** Left out: an event. */
  readonly _kind?: 'comment' | 'retry';
}

export interface HarPollMessage extends Partial<HarPayload> {
  readonly time: number;
  readonly _id?: string;
}

/** The messages of one entry, by the name of the member that holds them. */
export const MESSAGE_LISTS = ['_webSocketMessages', '_eventStreamMessages', '_pollMessages'] as const;
export type MessageList = (typeof MESSAGE_LISTS)[number];
