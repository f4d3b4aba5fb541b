import type { MessagePair, PairPlace } from '../protocol/comparison.ts';
import type { Method } from '../protocol/method.ts';
import type { MessageIndex } from './messageIndex.ts';

/**
 * How many messages, before and after the moment, a capture is searched for one that another has: what is further away
 * counts as missing, so that a step costs the same however long the captures are.
 */
const SEARCHED_MESSAGES = 4_096;
/** How many messages are tried for one that all captures have; the one that most have is taken then. */
const TRIED_MESSAGES = 256;
const ABSENT = -1;

/** A capture whose messages are paired with those of others. */
export interface PairedCapture {
  readonly captureId: number;
  readonly method: Method;
  readonly index: MessageIndex;
}

/** By what messages are told to be the same. */
export type PairBasis = 'message id' | 'content';

/** Walks through the messages of one capture, and finds each in the others: the nearest of them that is the same. */
export class MessagePairs {
  readonly #captures: readonly PairedCapture[];
  /** Those that have a message at all. */
  readonly #filled: readonly PairedCapture[];
  readonly #basis: PairBasis;

  constructor(captures: readonly PairedCapture[], basis: PairBasis) {
    this.#captures = captures;
    this.#filled = captures.filter(({ index }) => index.count > 0);
    this.#basis = basis;
  }

  /**
   * The message some steps from a place, or the last one there is in this direction; from nowhere, the latest one that
   * all captures have, or most of them.
   * @param guide the capture to walk through, where `from` names none that is there
   * @returns null where there are no two captures with messages
   */
  find(from: PairPlace | null, step: number, guide: Method): MessagePair | null {
    if (this.#filled.length < 2) return null;
    const known = this.#filled.find(({ captureId }) => captureId === from?.captureId);
    if (known === undefined || from === null) return this.#latest(guide);
    const { index } = known;
    const message = Math.trunc(from.ordinal + step) - index.forgotten;
    return this.#pairOf(known, Math.min(Math.max(message, 0), index.count - 1));
  }

  #latest(guide: Method): MessagePair | null {
    const capture = this.#filled.find(({ method }) => method === guide) ?? this.#filled[0];
    if (capture === undefined) return null;
    // After this moment one of them has nothing yet.
    const untilMs = Math.min(...this.#filled.map(({ index }) => index.atMs(index.count - 1)));
    const newest = Math.max(0, firstFrom(capture.index, untilMs + 1) - 1);
    const oldest = Math.max(0, newest - TRIED_MESSAGES);
    let best: MessagePair | null = null;
    for (let message = newest; message >= oldest; message--) {
      const pair = this.#pairOf(capture, message);
      if (best === null || arrivalsIn(pair) > arrivalsIn(best)) best = pair;
      if (arrivalsIn(best) === this.#filled.length) break;
    }
    return best;
  }

  #pairOf(capture: PairedCapture, message: number): MessagePair {
    const { index, captureId } = capture;
    const [key, atMs] = [this.#keyOf(index, message), index.atMs(message)];
    const arrivals = this.#captures.map((other) => {
      const place = other === capture ? message : this.#nearest(other.index, key, atMs);
      const isThere = place !== ABSENT;
      return {
        captureId: other.captureId,
        method: other.method,
        atMs: isThere ? other.index.atMs(place) : null,
        row: isThere ? other.index.row(place) : null,
      };
    });
    return {
      place: { captureId, ordinal: index.forgotten + message },
      hasBefore: message > 0,
      hasAfter: message < index.count - 1,
      arrivals,
    };
  }

  #nearest(index: MessageIndex, key: number, atMs: number): number {
    const start = firstFrom(index, atMs);
    for (let away = 0; away < SEARCHED_MESSAGES; away++) {
      const [after, before] = [start + away, start - 1 - away];
      if (after < index.count && this.#keyOf(index, after) === key) return after;
      if (before >= 0 && this.#keyOf(index, before) === key) return before;
    }
    return ABSENT;
  }

  #keyOf(index: MessageIndex, message: number): number {
    return this.#basis === 'content' ? index.contentKey(message) : index.idKey(message);
  }
}

function arrivalsIn({ arrivals }: MessagePair): number {
  return arrivals.filter(({ atMs }) => atMs !== null).length;
}

/** The first message at or after a moment; `count` where there is none. */
function firstFrom(index: MessageIndex, atMs: number): number {
  let [from, to] = [0, index.count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (index.atMs(middle) < atMs) from = middle + 1;
    else to = middle;
  }
  return from;
}
