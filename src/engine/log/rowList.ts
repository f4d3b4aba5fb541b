const ROWS_PER_CHUNK = 65_536;

/**
 * Ascending row numbers that can grow at the end and be forgotten from the front. In chunks, so that growing copies
 * nothing; as doubles, for a fast feed passes 2^32 rows in an afternoon.
 */
export class RowList {
  #chunks: Float64Array[] = [];
  /** Rows forgotten within the first chunk. */
  #skipped = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @param row larger than every row before */
  push(row: number): void {
    const place = this.#skipped + this.#length;
    const offset = place % ROWS_PER_CHUNK;
    if (offset === 0) this.#chunks.push(new Float64Array(ROWS_PER_CHUNK));
    const chunk = this.#chunks.at(-1);
    if (chunk !== undefined) chunk[offset] = row;
    this.#length++;
  }

  /** @returns undefined beyond either end */
  at(position: number): number | undefined {
    if (position < 0 || position >= this.#length) return undefined;
    const place = this.#skipped + position;
    return this.#chunks[Math.floor(place / ROWS_PER_CHUNK)]?.[place % ROWS_PER_CHUNK];
  }

  /** Position of the first row that is not below `row`; the length where all are. */
  positionOf(row: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.at(middle) ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Forgets the first `count` rows. */
  dropFirst(count: number): void {
    this.#length -= count;
    this.#skipped += count;
    const chunks = Math.floor(this.#skipped / ROWS_PER_CHUNK);
    this.#chunks.splice(0, chunks);
    this.#skipped -= chunks * ROWS_PER_CHUNK;
  }
}
