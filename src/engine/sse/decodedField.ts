/** Longer values are rare, and not worth comparing. */
const MAX_REMEMBERED_BYTES = 64;

/** Text of a field that often says the same again: it is decoded when its bytes differ from those before. */
export class DecodedField {
  readonly #bytes = new Uint8Array(MAX_REMEMBERED_BYTES);
  #sizeBytes = 0;
  #text = '';

  /** @returns the bytes as text; what is no UTF-8 is replaced with U+FFFD */
  read(bytes: Buffer, start: number, end: number): string {
    const sizeBytes = end - start;
    if (sizeBytes > MAX_REMEMBERED_BYTES) return bytes.toString('utf8', start, end);
    if (this.#holds(bytes, start, sizeBytes)) return this.#text;
    this.#sizeBytes = sizeBytes;
    this.#text = this.#remember(bytes, start, sizeBytes)
      ? bytes.toString('latin1', start, end)
      : bytes.toString('utf8', start, end);
    return this.#text;
  }

  #holds(bytes: Buffer, start: number, sizeBytes: number): boolean {
    if (sizeBytes !== this.#sizeBytes) return false;
    // From the end: ids that count differ there.
    for (let index = sizeBytes - 1; index >= 0; index--)
      if (bytes[start + index] !== this.#bytes[index]) return false;
    return true;
  }

  /** @returns whether all is ASCII, which is decoded faster as Latin-1 */
  #remember(bytes: Buffer, start: number, sizeBytes: number): boolean {
    let all = 0;
    for (let index = 0; index < sizeBytes; index++) {
      const byte = bytes[start + index] ?? 0;
      this.#bytes[index] = byte;
      all |= byte;
    }
    return all < 0x80;
  }
}
