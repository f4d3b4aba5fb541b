import zlib from 'node:zlib';

/** How a blob is stored; the numbers are part of the recording format. */
const RAW = 0;
const ZSTD = 1;
const DEFLATE_RAW = 2;

export interface EncodedBlob {
  readonly encoding: number;
  /** Size once decoded. */
  readonly sizeBytes: number;
  readonly bytes: Uint8Array;
}

/** Compression pays where it leaves at most this share; else the blob stays as it is and reads faster. */
const WORTHWHILE_SHARE = 0.9;
/** Smaller blobs gain nothing. */
const SMALLEST_COMPRESSED_BYTES = 128;
/** zlib's own 16 KiB cost a factor of seven on a 4 MiB blob that does not compress. */
const CHUNK_BYTES = 256 * 1024;

/** Node 20 has no zstd; it came with 22.15 and 23.8. */
const HAS_ZSTD = 'zstdCompressSync' in zlib;

/** Compresses at the fastest level: the disk is slower than zstd level 1, and a feed must not wait for either. */
export function encodeBlob(bytes: Uint8Array): EncodedBlob {
  const sizeBytes = bytes.length;
  if (sizeBytes < SMALLEST_COMPRESSED_BYTES) return { encoding: RAW, sizeBytes, bytes };
  const chunkSize = Math.min(CHUNK_BYTES, sizeBytes);
  const packed = HAS_ZSTD
    ? compressZstd(bytes, chunkSize)
    : zlib.deflateRawSync(bytes, { level: 1, chunkSize });
  if (packed.length > sizeBytes * WORTHWHILE_SHARE) return { encoding: RAW, sizeBytes, bytes };
  return { encoding: HAS_ZSTD ? ZSTD : DEFLATE_RAW, sizeBytes, bytes: packed };
}

/**
 * @returns a view of `blob.bytes` where that is not compressed
 * @throws Error where it does not decode to `blob.sizeBytes`, or needs a newer Node
 */
export function decodeBlob(blob: EncodedBlob): Uint8Array {
  const decoded = decode(blob);
  if (decoded.length !== blob.sizeBytes) throw new Error('a blob has not the size that it should have');
  // A plain view: a Buffer's `slice` does not copy.
  return new Uint8Array(decoded.buffer, decoded.byteOffset, decoded.length);
}

function decode({ encoding, sizeBytes, bytes }: EncodedBlob): Uint8Array {
  // The bound keeps a small, hostile blob from growing into all memory.
  const limits = { maxOutputLength: Math.max(sizeBytes, 1), chunkSize: chunkSizeFor(sizeBytes) };
  switch (encoding) {
    case RAW:
      return bytes;
    case ZSTD:
      if (!HAS_ZSTD) throw new Error('it was compressed with zstd, which this Node.js lacks');
      return zlib.zstdDecompressSync(bytes, limits);
    case DEFLATE_RAW:
      return zlib.inflateRawSync(bytes, limits);
    default:
      throw new Error(`a blob has the unknown encoding ${encoding}`);
  }
}

function compressZstd(bytes: Uint8Array, chunkSize: number): Uint8Array {
  const params = { [zlib.constants.ZSTD_c_compressionLevel]: 1 };
  return zlib.zstdCompressSync(bytes, { chunkSize, params });
}

function chunkSizeFor(sizeBytes: number): number {
  // 64 is the least that zlib takes.
  return Math.min(CHUNK_BYTES, Math.max(sizeBytes, 64));
}
