import { NO_WIRE_BYTES, type Wire, type WireBytes } from '../../protocol/request.ts';

/** What a client sends first (RFC 9113, section 3.4). */
const PREFACE_BYTES = 24;
/** Length, type, flags and stream identifier (RFC 9113, section 4.1). */
const HEADER_BYTES = 9;
const DATA = 0x0;
/** HEADERS, PUSH_PROMISE and CONTINUATION carry field blocks. */
const FIELD_BLOCKS: readonly number[] = [0x1, 0x5, 0x9];
const PADDED = 0x8;

/** Counts the frames of one direction of an HTTP/2 connection, from chunks cut anywhere. */
export class Http2FrameCounter {
  readonly #header = new Uint8Array(HEADER_BYTES);
  #filled = 0;
  /** Of the frame under way. */
  #leftBytes = 0;
  #isPaddingLengthNext = false;
  #isData = false;
  #prefaceLeft: number;
  #heads = 0;
  #framing = 0;
  #payload = 0;

  /** @param hasPreface whether it is what a client sends */
  constructor(hasPreface: boolean) {
    this.#prefaceLeft = hasPreface ? PREFACE_BYTES : 0;
  }

  /** Field blocks as they are compressed (RFC 7541). */
  get headBytes(): number {
    return this.#heads;
  }

  /** All that is neither a field block nor data. */
  get framingBytes(): number {
    return this.#framing;
  }

  get payloadBytes(): number {
    return this.#payload;
  }

  add(chunk: Uint8Array): void {
    let at = this.#skipPreface(chunk);
    while (at < chunk.length) {
      at = this.#leftBytes > 0 ? this.#takeBody(chunk, at) : this.#takeHeader(chunk, at);
    }
  }

  #skipPreface(chunk: Uint8Array): number {
    const length = Math.min(this.#prefaceLeft, chunk.length);
    this.#prefaceLeft -= length;
    this.#framing += length;
    return length;
  }

  #takeHeader(chunk: Uint8Array, at: number): number {
    const length = Math.min(HEADER_BYTES - this.#filled, chunk.length - at);
    this.#header.set(chunk.subarray(at, at + length), this.#filled);
    this.#filled += length;
    if (this.#filled === HEADER_BYTES) this.#beginFrame();
    return at + length;
  }

  #beginFrame(): void {
    const [high = 0, middle = 0, low = 0, type = 0, flags = 0] = this.#header;
    const length = (high << 16) | (middle << 8) | low;
    this.#filled = 0;
    this.#framing += HEADER_BYTES;
    this.#leftBytes = length;
    this.#isData = type === DATA;
    this.#isPaddingLengthNext = this.#isData && (flags & PADDED) !== 0 && length > 0;
    if (this.#isData) this.#payload += length;
    else if (FIELD_BLOCKS.includes(type)) this.#heads += length;
    else this.#framing += length;
  }

  #takeBody(chunk: Uint8Array, at: number): number {
    if (this.#isPaddingLengthNext) this.#movePadding(chunk[at] ?? 0);
    const length = Math.min(this.#leftBytes, chunk.length - at);
    this.#leftBytes -= length;
    return at + length;
  }

  /** Padding and the octet that says how much there is of it are framing (RFC 9113, section 6.1). */
  #movePadding(padding: number): void {
    this.#isPaddingLengthNext = false;
    const framing = Math.min(padding + 1, this.#leftBytes);
    this.#payload -= framing;
    this.#framing += framing;
  }
}

/** @returns the wire bytes of a connection; what was decoded is for those to say who did it */
export function wireOf(received: Http2FrameCounter, sent: Http2FrameCounter): Wire {
  const pair = (name: 'headBytes' | 'framingBytes' | 'payloadBytes'): WireBytes => ({
    receivedBytes: received[name],
    sentBytes: sent[name],
  });
  const heads = pair('headBytes');
  const framing = pair('framingBytes');
  const payload = pair('payloadBytes');
  return {
    receivedBytes: heads.receivedBytes + framing.receivedBytes + payload.receivedBytes,
    sentBytes: heads.sentBytes + framing.sentBytes + payload.sentBytes,
    parts: { heads, framing, payload, decoded: NO_WIRE_BYTES },
  };
}
