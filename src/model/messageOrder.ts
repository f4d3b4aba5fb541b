import type { OrderMark } from '../protocol/frame.ts';
import { MAX_REMEMBERED_IDS } from '../protocol/limits.ts';
import { RecentIds } from './recentIds.ts';

/** Digits of an id that are compared as a number: two halves that each fit a double exactly. */
const HALF_DIGITS = 15;
const ZERO = 0x30;
const NINE = 0x39;

/**
 * Says of each message of a capture, by its id, whether it came before (among the last MAX_REMEMBERED_IDS ids) or is
 * behind one that came earlier. Order can be told where ids end in a number and what is before it is the same as in the
 * id before (`17`, `m-17`); where it changes, as in random ids, counting begins anew and nothing is said.
 */
export class MessageOrder {
  readonly #seen = new RecentIds(MAX_REMEMBERED_IDS);
  #prefix: string | null = null;
  #highestUpper = 0;
  #highestLower = 0;

  mark(id: string): OrderMark | null {
    if (this.#seen.add(id)) return 'duplicate';
    return this.#isBehind(id) ? 'out-of-order' : null;
  }

  #isBehind(id: string): boolean {
    const start = digitsStart(id);
    const digits = id.length - start;
    if (digits === 0 || digits > 2 * HALF_DIGITS) return false;
    const middle = Math.max(start, id.length - HALF_DIGITS);
    const upper = readDigits(id, start, middle);
    const lower = readDigits(id, middle, id.length);
    if (this.#prefix?.length !== start || !id.startsWith(this.#prefix)) {
      this.#prefix = id.slice(0, start);
    } else if (upper < this.#highestUpper || (upper === this.#highestUpper && lower < this.#highestLower)) {
      return true;
    }
    this.#highestUpper = upper;
    this.#highestLower = lower;
    return false;
  }
}

function digitsStart(id: string): number {
  let start = id.length;
  while (start > 0 && isDigit(id.charCodeAt(start - 1))) start--;
  return start;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function readDigits(id: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index++) value = 10 * value + id.charCodeAt(index) - ZERO;
  return value;
}
