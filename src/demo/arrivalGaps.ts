import { SeededRandom } from './seededRandom.ts';

/** Of the gaps of the burstiest feed, this share lies within a burst … */
const IN_BURST_SHARE = 0.9;
/** … where a gap is this part of the mean one; the pauses between bursts make up for it. */
const IN_BURST_GAP = 0.1;
const PAUSE_GAP = (1 - IN_BURST_SHARE * IN_BURST_GAP) / (1 - IN_BURST_SHARE);

/** Tells arrivals from what arrives: a feed's texts stay the same at another rate. */
const ARRIVALS_SALT = 0x9e3779b9;

/**
 * The gaps between arrivals, which rate, burstiness and seed decide. The mean is `1000 / rate` ms at any burstiness:
 * each gap lies between the even one and a draw from bursts with pauses (a hyperexponential distribution).
 */
export class ArrivalGaps {
  readonly #meanMs: number;
  readonly #burstiness: number;
  readonly #random: SeededRandom;

  /**
   * @param rate messages per second, above 0
   * @param burstiness from 0, evenly spaced, to 1, strongly bursty
   */
  constructor(rate: number, burstiness: number, seed: number) {
    this.#meanMs = 1000 / rate;
    this.#burstiness = burstiness;
    this.#random = new SeededRandom(seed ^ ARRIVALS_SALT);
  }

  nextMs(): number {
    const scale = this.#random.next() < IN_BURST_SHARE ? IN_BURST_GAP : PAUSE_GAP;
    const bursty = scale * this.#random.exponential();
    return this.#meanMs * (1 - this.#burstiness + this.#burstiness * bursty);
  }
}
