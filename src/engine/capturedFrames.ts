import type { FrameBlock } from '../model/frameBlock.ts';
import { isMessage, isSent, kindOf } from '../model/frameFlags.ts';
import type { CompressionSample } from '../model/estimate/endpointTraffic.ts';
import { MessageIndex } from '../model/messageIndex.ts';
import { sampleCompression } from './compressionSample.ts';

/** Payloads kept to see what compression makes of them: the first ones, so many and of so many bytes. */
const SAMPLED_MESSAGES = 64;
const SAMPLED_BYTES = 512 * 1024;
/** A comment of an event stream has a space after its colon; none is as good as always left out. */
const COMMENT_SPACE_BYTES = 1;
/** A `retry` field and the blank line after it, around its digits. */
const RETRY_BYTES = 'retry: \n\n'.length;
/** A comment and the blank line after it, around its text. */
const COMMENT_BYTES = ': \n\n'.length;

/** What a comparison takes of a capture's frames, read once in order. */
export class CapturedFrames {
  readonly index = new MessageIndex();
  /** Messages sent. */
  sent = 0;
  /** Event stream: bytes of its comments and `retry` fields, framing of chunks not included. */
  controlBytes = 0;
  /** Event stream: bytes of its `retry` fields. */
  retryBytes = 0;
  readonly #signs = { count: 0, bytes: 0, firstAtMs: 0, lastAtMs: 0 };
  /** The first payloads received, copied. */
  readonly #sample: Uint8Array[] = [];
  #sampledBytes = 0;
  #compressed: { readonly messages: number; readonly sample: CompressionSample | null } | null = null;

  /** @param row of the frame in the log */
  take(block: FrameBlock, place: number, row: number): void {
    const bits = block.columns.flags[place] ?? 0;
    const atMs = block.columns.atMs[place] ?? 0;
    if (!isMessage(bits)) this.#takeControl(bits, atMs, block.payloadOf(place).length);
    else if (isSent(bits)) this.sent += 1;
    else this.#takeMessage(atMs, block.payloadOf(place), block.idOf(place), row);
  }

  /** What a comment or a ping holds on average; null: none came. */
  get heartbeatBytes(): number | null {
    return this.#signs.count === 0 ? null : this.#signs.bytes / this.#signs.count;
  }

  /**
   * From one comment or ping to the next.
   * @param spanMs how long the capture has been open
   * @returns 0 where none came
   */
  heartbeatMs(spanMs: number): number {
    const { count, firstAtMs, lastAtMs } = this.#signs;
    if (count === 0) return 0;
    // Of one alone it is only known that there is no other in this time.
    return count === 1 ? spanMs : (lastAtMs - firstAtMs) / (count - 1);
  }

  /** What compression makes of the first messages. They do not change: what was measured of them once holds. */
  compression(): CompressionSample | null {
    const messages = this.#sample.length;
    if (this.#compressed?.messages !== messages) {
      this.#compressed = { messages, sample: sampleCompression(this.#sample) };
    }
    return this.#compressed.sample;
  }

  #takeMessage(atMs: number, payload: Uint8Array, id: Uint8Array | null, row: number): void {
    this.index.add(atMs, payload, id, row);
    if (this.#sample.length >= SAMPLED_MESSAGES || this.#sampledBytes >= SAMPLED_BYTES) return;
    this.#sample.push(payload.slice());
    this.#sampledBytes += payload.length;
  }

  #takeControl(bits: number, atMs: number, sizeBytes: number): void {
    const kind = kindOf(bits);
    if (kind === 'retry') {
      this.retryBytes += RETRY_BYTES + sizeBytes;
      this.controlBytes += RETRY_BYTES + sizeBytes;
    }
    if (kind === 'comment') this.controlBytes += COMMENT_BYTES + sizeBytes;
    const isSign = kind === 'comment' || (kind === 'ping' && !isSent(bits));
    if (!isSign) return;
    const signs = this.#signs;
    if (signs.count === 0) signs.firstAtMs = atMs;
    signs.count += 1;
    signs.bytes += sizeBytes + (kind === 'comment' ? COMMENT_SPACE_BYTES : 0);
    signs.lastAtMs = atMs;
  }
}
