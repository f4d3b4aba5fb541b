import { mixBits } from './murmur.ts';

const FIRST_IDS = 1024;
/** Ring places as table entries are shifted by one: 0 means free. */
const FREE = 0;

/**
 * Tells whether an id is among the most recent `limit` ones. Remembers 64-bit hashes, not strings: 16 bytes an id in
 * all and no object each. A new id is taken for a remembered one with a chance of about 1 in 10^13, unless someone
 * made it up to collide; the cost is then a wrong mark.
 */
export class RecentIds {
  readonly #limit: number;
  /** Hashes in order of arrival, a ring once full: two 32-bit halves. */
  #low = new Uint32Array(FIRST_IDS);
  #high = new Uint32Array(FIRST_IDS);
  /** Open addressing with linear probing, at most half full: place in the ring, plus one. */
  #table = new Uint32Array(2 * FIRST_IDS);
  #count = 0;
  #next = 0;

  /** @param limit a power of two, at least 1024 */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Remembers the id. @returns whether it was remembered already */
  add(id: string): boolean {
    let low = 0x9e3779b9;
    let high = 0x85ebca6b;
    for (let index = 0; index < id.length; index++) {
      const code = id.charCodeAt(index);
      low = Math.imul(low ^ code, 0x01000193);
      high = Math.imul(high ^ code, 0x5bd1e995);
      high ^= high >>> 15;
    }
    return this.#addHash(mixBits(low ^ (high >>> 16)), mixBits(high ^ Math.imul(id.length, 0xc2b2ae35)));
  }

  #addHash(low: number, high: number): boolean {
    if (this.#find(low, high)) return true;
    if (this.#count === this.#low.length && this.#count < this.#limit) this.#grow();
    if (this.#count === this.#low.length) this.#forget(this.#next);
    else this.#count++;
    this.#low[this.#next] = low;
    this.#high[this.#next] = high;
    this.#insert(this.#next);
    this.#next = (this.#next + 1) % this.#low.length;
    return false;
  }

  #find(low: number, high: number): boolean {
    const mask = this.#table.length - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#table[slot] ?? FREE;
      if (entry === FREE) return false;
      if (this.#low[entry - 1] === low && this.#high[entry - 1] === high) return true;
    }
  }

  #insert(place: number): void {
    const mask = this.#table.length - 1;
    let slot = (this.#low[place] ?? 0) & mask;
    while (this.#table[slot] !== FREE) slot = (slot + 1) & mask;
    this.#table[slot] = place + 1;
  }

  /** Removes a ring place from the table, closing the gap (Knuth, TAOCP 6.4, algorithm R): no tombstones to pile up. */
  #forget(place: number): void {
    const mask = this.#table.length - 1;
    let gap = (this.#low[place] ?? 0) & mask;
    while (this.#table[gap] !== place + 1) gap = (gap + 1) & mask;
    for (let slot = (gap + 1) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#table[slot] ?? FREE;
      if (entry === FREE) break;
      const home = (this.#low[entry - 1] ?? 0) & mask;
      // An entry may move back only as far as its home.
      if (((slot - home) & mask) < ((slot - gap) & mask)) continue;
      this.#table[gap] = entry;
      gap = slot;
    }
    this.#table[gap] = FREE;
  }

  #grow(): void {
    const size = Math.min(2 * this.#low.length, this.#limit);
    this.#low = grow(this.#low, size);
    this.#high = grow(this.#high, size);
    this.#next = this.#count;
    this.#table = new Uint32Array(2 * size);
    for (let place = 0; place < this.#count; place++) this.#insert(place);
  }
}

function grow(values: Uint32Array, size: number): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(size);
  grown.set(values);
  return grown;
}
