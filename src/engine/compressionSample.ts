import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import type { CompressionSample } from '../model/estimate/endpointTraffic.ts';

/** How far back compression looks (RFC 1951, section 2), so what of the messages before it knows. */
const WINDOW_BYTES = 32 * 1024;
/** What a flush ends with, and `permessage-deflate` leaves out (RFC 7692, section 7.2.1). */
const FLUSH_TAIL_BYTES = 4;
/** Sizes of bodies, in messages, that are tried, and how many of each size. */
const BODY_MESSAGES = [1, 2, 4, 8, 16, 32, 64];
const BODIES_PER_SIZE = 8;

/**
 * Measures what compression makes of messages: at the default level, as servers do. It costs some 10 ms.
 * @param payloads in order, of one capture
 * @returns null without any byte
 */
export function sampleCompression(payloads: readonly Uint8Array[]): CompressionSample | null {
  if (payloads.every(({ length }) => length === 0)) return null;
  const events = payloads.map((payload) =>
    Buffer.concat([Buffer.from('data: '), payload, Buffer.from('\n\n')]),
  );
  return {
    messages: flushedShare(payloads, FLUSH_TAIL_BYTES),
    events: flushedShare(events, 0),
    bodies: BODY_MESSAGES.filter((messages) => messages <= payloads.length).map((messages) => ({
      messages,
      share: bodyShare(payloads, messages),
    })),
  };
}

/** Of pieces that are compressed one after the other, each known to the next, and flushed. */
function flushedShare(pieces: readonly Uint8Array[], tailBytes: number): number {
  let [plainBytes, flushedBytes] = [0, 0];
  let dictionary = Buffer.alloc(0);
  for (const piece of pieces) {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, dictionary };
    flushedBytes +=
      deflateRawSync(piece, dictionary.length === 0 ? { ...options, dictionary: undefined } : options)
        .length - tailBytes;
    plainBytes += piece.length;
    dictionary = Buffer.concat([dictionary, piece]).subarray(-WINDOW_BYTES);
  }
  return flushedBytes / plainBytes;
}

function bodyShare(payloads: readonly Uint8Array[], messages: number): number {
  let [plainBytes, bodyBytes] = [0, 0];
  for (let body = 0; body < BODIES_PER_SIZE && (body + 1) * messages <= payloads.length; body++) {
    const items = payloads.slice(body * messages, (body + 1) * messages);
    const json = Buffer.from(
      `[${items.map((item) => Buffer.from(item).toString('latin1')).join(',')}]`,
      'latin1',
    );
    plainBytes += json.length;
    bodyBytes += gzipSync(json).length;
  }
  return bodyBytes / plainBytes;
}
