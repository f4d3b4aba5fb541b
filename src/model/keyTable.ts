const FIRST_SLOTS = 4_096;
const FREE = -1;

/**
 * Numbers distinct keys from 0 in order of appearance. Open addressing with linear probing over typed arrays, at most
 * half full: a Map would hold each double as an object of its own.
 */
export class KeyTable {
  #keys = new Float64Array(FIRST_SLOTS);
  #numbers = new Int32Array(FIRST_SLOTS).fill(FREE);
  #count = 0;

  /** How many distinct keys there are. */
  get count(): number {
    return this.#count;
  }

  /** @param key an integer below 2^53, evenly spread as a hash is */
  numberOf(key: number): number {
    if (2 * this.#count >= this.#keys.length) this.#grow();
    const slot = this.#slotOf(key);
    const known = this.#numbers[slot] ?? FREE;
    if (known !== FREE) return known;
    this.#keys[slot] = key;
    this.#numbers[slot] = this.#count;
    return this.#count++;
  }

  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    // A hash's lower half is as good as all of it for a place in the table.
    let slot = (key % 2 ** 32) & mask;
    while (this.#numbers[slot] !== FREE && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, numbers] = [this.#keys, this.#numbers];
    this.#keys = new Float64Array(2 * keys.length);
    this.#numbers = new Int32Array(2 * keys.length).fill(FREE);
    for (const [slot, number] of numbers.entries()) {
      if (number === FREE) continue;
      const key = keys[slot] ?? 0;
      const place = this.#slotOf(key);
      this.#keys[place] = key;
      this.#numbers[place] = number;
    }
  }
}
