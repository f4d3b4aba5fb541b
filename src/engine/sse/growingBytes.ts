const FIRST_CAPACITY_BYTES = 4 * 1024;
/** What one large piece made it grow to is given back once that piece is gone. */
const KEPT_CAPACITY_BYTES = 1024 * 1024;

/** Bytes that arrive in pieces, in one buffer that doubles as it fills. */
export class GrowingBytes {
  #bytes = Buffer.allocUnsafeSlow(FIRST_CAPACITY_BYTES);
  #sizeBytes = 0;

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** What has been appended; valid until the next call that changes it. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#sizeBytes);
  }

  append(source: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start);
    this.#bytes.set(source.subarray(start, end), this.#sizeBytes);
    this.#sizeBytes += end - start;
  }

  appendByte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#sizeBytes] = byte;
    this.#sizeBytes += 1;
  }

  clear(): void {
    this.#sizeBytes = 0;
    if (this.#bytes.byteLength > KEPT_CAPACITY_BYTES)
      this.#bytes = Buffer.allocUnsafeSlow(FIRST_CAPACITY_BYTES);
  }

  #reserve(extraBytes: number): void {
    const needed = this.#sizeBytes + extraBytes;
    if (needed <= this.#bytes.byteLength) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.byteLength));
    larger.set(this.view());
    this.#bytes = larger;
  }
}
