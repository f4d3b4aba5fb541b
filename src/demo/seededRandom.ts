const TWO_TO_32 = 4_294_967_296;

/** A small generator of numbers that a seed decides: mulberry32 (Tommy Ettinger, public domain). Not for secrets. */
export class SeededRandom {
  #state: number;

  /** @param seed an integer from 0 to 2³² − 1 */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** The next number, from 0 up to but not including 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / TWO_TO_32;
  }

  /** An integer from `from` to `to`, both included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** One of the items, each as likely as the others. */
  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.integer(0, items.length - 1)] ?? items[0];
  }

  /** Exponentially distributed with a mean of 1: the gaps of arrivals that know nothing of each other. */
  exponential(): number {
    return -Math.log(1 - this.next());
  }
}
