/** Polls of one capture are never closer than this share of their interval. */
const SAME_POLL_SHARE = 0.5;

/**
 * When messages were there, from when polls brought them: those of one poll are spread evenly over the time since the
 * poll before. Taken as they arrived they would look like bursts, and a method that answers at once would seem to need
 * one answer where it needs one for each message.
 * @param arrivedAtMs ascending, from 0
 * @param uncertaintyMs how far an arrival may be behind its message
 * @returns ascending, none later than its arrival
 */
export function spreadArrivals(arrivedAtMs: Float64Array, uncertaintyMs: number): Float64Array {
  if (uncertaintyMs <= 0) return arrivedAtMs;
  const spread = new Float64Array(arrivedAtMs.length);
  let previousMs = 0;
  for (let first = 0; first < arrivedAtMs.length;) {
    const polledAtMs = arrivedAtMs[first] ?? 0;
    const next = endOfPoll(arrivedAtMs, first, polledAtMs + uncertaintyMs * SAME_POLL_SHARE);
    const fromMs = Math.max(previousMs, polledAtMs - uncertaintyMs, 0);
    const stepMs = (polledAtMs - fromMs) / (next - first);
    for (let place = first; place < next; place++) spread[place] = fromMs + (place - first + 0.5) * stepMs;
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
