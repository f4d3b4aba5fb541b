import type { Readable, Transform, Writable } from 'node:stream';
import * as zlib from 'node:zlib';

// Each gives all that can be made of what has arrived, at once, so that a compressed stream is seen live. A body
// that is cut off is no error here: what came is kept, and the exchange reports the missing end.
const FLUSH: zlib.ZlibOptions = {
  flush: zlib.constants.Z_SYNC_FLUSH,
  finishFlush: zlib.constants.Z_SYNC_FLUSH,
};
const BROTLI_FLUSH: zlib.BrotliOptions = {
  flush: zlib.constants.BROTLI_OPERATION_FLUSH,
  finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
};

/** Node 22.15 and later have zstd; the command line also runs on Node 20. */
const hasZstd = 'createZstdDecompress' in zlib;

/** The content codings (RFC 9110, section 8.4.1; RFC 8878 for zstd) that can be undone here. */
export const ACCEPT_ENCODING = hasZstd ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br';

/** Compressed bytes go in, decoded ones come out; errors and the end are reported by `output`. */
export interface Decoder {
  readonly input: Writable;
  readonly output: Readable;
}

/**
 * @param contentEncoding the header of that name: codings in the order in which they were applied
 * @param firstByte the body's first
 * @returns what undoes them; null where there is nothing to undo or a coding is unknown: the body is as it came
 */
export function createDecoder(contentEncoding: string, firstByte: number): Decoder | null {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse();
  const steps = codings.flatMap((coding, index) => stepFor(coding, index === 0 ? firstByte : null) ?? []);
  const [input] = steps;
  const output = steps.at(-1);
  if (input === undefined || output === undefined || steps.length < codings.length) return null;
  steps.slice(1).forEach((next, index) => {
    const step = steps[index];
    step?.on('error', (error) => output.destroy(error));
    step?.pipe(next);
  });
  return { input, output };
}

function stepFor(coding: string, firstByte: number | null): Transform | null {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip(FLUSH);
    case 'deflate':
      return firstByte === null || isZlib(firstByte)
        ? zlib.createInflate(FLUSH)
        : zlib.createInflateRaw(FLUSH);
    case 'br':
      return zlib.createBrotliDecompress(BROTLI_FLUSH);
    case 'zstd':
      return hasZstd ? zlib.createZstdDecompress() : null;
    default:
      return null;
  }
}

/** `deflate` means the zlib format, but some servers send the bare stream (RFC 9110, section 8.4.1.2). */
function isZlib(firstByte: number): boolean {
  return (firstByte & 0x0f) === 8;
}
