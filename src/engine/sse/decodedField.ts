/** Longer values are rare, and not worth comparing. */
const MAX_REMEMBERED_BYTES = 64;

/** Text of a field that often says the same again: it is decoded when its bytes differ from those before. */
export class DecodedField {
  readonly #bytes = Buffer.allocUnsafeSlow(MAX_REMEMBERED_BYTES);
  #sizeBytes = 0;
  #text = '';

  /** @returns the bytes as text; what is no UTF-8 is replaced with U+FFFD */
  read(bytes: Buffer, start: number, end: number): string {
    const sizeBytes = end - start;
    if (sizeBytes > MAX_REMEMBERED_BYTES) return bytes.toString('utf8', start, end);
    if (this.#holds(bytes, start, sizeBytes)) return this.#text;
    bytes.copy(this.#bytes, 0, start, end);
    this.#sizeBytes = sizeBytes;
    this.#text = bytes.toString('utf8', start, end);
    return this.#text;
  }

  #holds(bytes: Buffer, start: number, sizeBytes: number): boolean {
    if (sizeBytes !== this.#sizeBytes) return false;
    for (let index = 0; index < sizeBytes; index++)
      if (bytes[start + index] !== this.#bytes[index]) return false;
    return true;
  }
}
