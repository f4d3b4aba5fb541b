/** A walk through what was sent, as in a terminal: what was being written waits at its end. */
export class HistoryWalk {
  #items: readonly string[] = [];
  /** Place in the items; null: at what is being written. */
  #place: number | null = null;
  #written = '';

  get isUnderWay(): boolean {
    return this.#place !== null;
  }

  /** @param items oldest first @returns what was sent before; null where there is nothing */
  older(items: readonly string[], written: string): string | null {
    if (this.#place === null) {
      this.#items = items;
      this.#written = written;
    }
    const place = (this.#place ?? this.#items.length) - 1;
    if (place < 0) return null;
    this.#place = place;
    return this.#items[place] ?? null;
  }

  /** @returns what was sent after it, and at last what was being written; null where it is not under way */
  newer(): string | null {
    if (this.#place === null) return null;
    const place = this.#place + 1;
    this.#place = place < this.#items.length ? place : null;
    return this.#place === null ? this.#written : (this.#items[place] ?? null);
  }

  /** Something was written or sent: the next walk begins anew. */
  end(): void {
    this.#place = null;
  }
}
