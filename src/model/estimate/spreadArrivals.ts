/** Polls of one capture are never closer than this share of their interval. */
const SAME_POLL_SHARE = 0.5;

/**
 * How the messages of one poll can have come since the poll before: `even` stands for what is most likely, the others
 * for what lies furthest from it. `first`: all of them right after the poll before; `last`: right before this one.
 */
export const ARRIVAL_READINGS = ['even', 'first', 'last'] as const;
export type ArrivalReading = (typeof ARRIVAL_READINGS)[number];

/** Where between the two polls a message is, from 0 to 1. */
const PLACES: Readonly<Record<ArrivalReading, (place: number, count: number) => number>> = {
  even: (place, count) => (place + 0.5) / count,
  first: () => 0,
  // Not at its very moment, where it may be in it or not.
  last: () => 0.99,
};

/**
 * When messages were there, from when polls brought them: somewhere in the time since the poll before. Taken as they
 * arrived they would look like bursts, and a method that answers at once would seem to need one answer where it needs one
 * for each message.
 * @param arrivedAtMs ascending, from 0
 * @param uncertaintyMs how far an arrival may be behind its message
 * @returns ascending, none later than its arrival
 */
export function spreadArrivals(
  arrivedAtMs: Float64Array,
  uncertaintyMs: number,
  reading: ArrivalReading = 'even',
): Float64Array {
  if (uncertaintyMs <= 0) return arrivedAtMs;
  const spread = new Float64Array(arrivedAtMs.length);
  let previousMs = 0;
  for (let first = 0; first < arrivedAtMs.length;) {
    const polledAtMs = arrivedAtMs[first] ?? 0;
    const next = endOfPoll(arrivedAtMs, first, polledAtMs + uncertaintyMs * SAME_POLL_SHARE);
    const fromMs = Math.max(previousMs, polledAtMs - uncertaintyMs, 0);
    for (let place = first; place < next; place++) {
      spread[place] = fromMs + PLACES[reading](place - first, next - first) * (polledAtMs - fromMs);
    }
    previousMs = polledAtMs;
    first = next;
  }
  return spread;
}

function endOfPoll(arrivedAtMs: Float64Array, first: number, untilMs: number): number {
  let next = first + 1;
  while (next < arrivedAtMs.length && (arrivedAtMs[next] ?? 0) < untilMs) next += 1;
  return next;
}
