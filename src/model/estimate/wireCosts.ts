import type { EstimatedHttpVersion } from '../../protocol/comparison.ts';
import { chunkBytes } from '../wireFraming.ts';
import type { WeighedHead } from './endpointProfile.ts';
import { firstBlockBytes, nextBlockBytes } from './headCompression.ts';
import { hasField } from './httpHead.ts';

/** The header of an HTTP/2 frame (RFC 9113, section 4.1), and how much of a body one holds (section 4.2). */
const FRAME_HEADER_BYTES = 9;
const FRAME_PAYLOAD_BYTES = 16_384;
/** The last, empty chunk of a body and its end (RFC 9112, section 7.1). */
const LAST_CHUNK_BYTES = '0\r\n\r\n'.length;
/**
 * What both sides say first on an HTTP/2 connection (RFC 9113, section 3.4): the client's preface, its SETTINGS of three
 * values, a larger window and its acknowledgement; the server's SETTINGS and acknowledgement.
 */
const HTTP2_OPENING = { sentBytes: 24 + (9 + 18) + (9 + 4) + 9, receivedBytes: 9 + 9 } as const;

/** How requests and answers cross the wire in a version of HTTP. */
export interface HttpCosts {
  /** Of a connection, besides its requests. */
  readonly opening: { readonly sentBytes: number; readonly receivedBytes: number };
  /**
   * A head, its frame not included.
   * @param bodyBytes of the body that it announces
   * @param isFirst whether none of its kind came before on the connection
   */
  headBytes(weighed: WeighedHead, bodyBytes: number, isFirst: boolean): number;
  /** What frames a head. */
  readonly headFraming: number;
  /** What frames a whole body of so many bytes. */
  bodyFraming(weighed: WeighedHead, bodyBytes: number): number;
  /** What frames a piece of a body that goes on. */
  pieceFraming(bytes: number): number;
}

export function httpCosts(version: EstimatedHttpVersion): HttpCosts {
  return version === '2' ? HTTP2 : HTTP1;
}

const HTTP1: HttpCosts = {
  opening: { sentBytes: 0, receivedBytes: 0 },
  headBytes: ({ head, bytes }, bodyBytes) =>
    bytes + (hasField(head, 'Content-Length') ? digitsOf(bodyBytes) : 0),
  headFraming: 0,
  bodyFraming: ({ head }, bodyBytes) =>
    hasField(head, 'Transfer-Encoding') ? chunkFraming(bodyBytes) + LAST_CHUNK_BYTES : 0,
  pieceFraming: chunkFraming,
};

const HTTP2: HttpCosts = {
  opening: HTTP2_OPENING,
  headBytes: ({ head, changing }, bodyBytes, isFirst) =>
    isFirst
      ? firstBlockBytes(head, digitsOf(bodyBytes))
      : nextBlockBytes(head, digitsOf(bodyBytes), changing),
  headFraming: FRAME_HEADER_BYTES,
  bodyFraming: (_, bodyBytes) => frameHeaders(bodyBytes),
  pieceFraming: frameHeaders,
};

function frameHeaders(bodyBytes: number): number {
  return Math.ceil(bodyBytes / FRAME_PAYLOAD_BYTES) * FRAME_HEADER_BYTES;
}

function chunkFraming(bytes: number): number {
  const whole = Math.round(bytes);
  return whole === 0 ? 0 : chunkBytes(whole) - whole;
}

function digitsOf(bytes: number): number {
  return String(Math.round(bytes)).length;
}
