import type { EstimateAssumptions } from '../protocol/comparison.ts';
import { Histogram } from './histogram.ts';
import { jsonArrayBytes } from './wireFraming.ts';

/** What is to be delivered: when each message is there, ascending from the span's beginning, and how large it is. */
export interface Arrivals {
  readonly atMs: Float64Array;
  readonly sizeBytes: Uint32Array | Float64Array;
  readonly spanMs: number;
}

/** What polling makes of arrivals. */
export interface PollingRun {
  /** Asked within the span. */
  readonly requests: number;
  readonly withMessages: number;
  /** Answered without a message. */
  readonly empty: number;
  /** Short polling: ticks that pass while a request is under way. */
  readonly skipped: number;
  /** Bodies of all answers: messages in JSON arrays. An answer without a message has none (304 or 204). */
  readonly bodyBytes: number;
  readonly delays: Histogram;
}

/** Shorter ones make no sense and would make no progress. */
const SHORTEST_MS = 1;

/**
 * Polls begin every interval from the span's beginning, but not while one is under way. Each brings what is there when
 * it reaches the server, half a round trip after it began, and is back another half later. Messages after the last
 * poll of the span are delivered by the one that follows; its heads belong to what follows.
 */
export function runShortPolling(arrivals: Arrivals, assumptions: EstimateAssumptions): PollingRun {
  const { roundTripMs } = assumptions;
  const intervalMs = Math.max(SHORTEST_MS, assumptions.intervalMs);
  const periodMs = intervalMs * Math.max(1, Math.ceil(roundTripMs / intervalMs));
  const requests = Math.floor(arrivals.spanMs / periodMs) + 1;
  const deliveries = new Deliveries(arrivals);
  let withMessages = 0;
  while (deliveries.hasNext) {
    const poll = Math.max(0, Math.ceil((deliveries.nextAtMs - roundTripMs / 2) / periodMs));
    const startMs = poll * periodMs;
    deliveries.deliver(startMs + roundTripMs / 2, startMs + roundTripMs);
    if (poll < requests) withMessages += 1;
  }
  return {
    requests,
    withMessages,
    empty: requests - withMessages,
    skipped: Math.floor(arrivals.spanMs / intervalMs) + 1 - requests,
    bodyBytes: deliveries.bodyBytes,
    delays: deliveries.delays,
  };
}

/**
 * The server holds a request until there is a message, or answers without one at the timeout; the client asks again as
 * soon as it has the answer. What comes meanwhile waits for the next request to arrive. The request that is held at
 * the span's end is asked, but not answered.
 */
export function runLongPolling(arrivals: Arrivals, assumptions: EstimateAssumptions): PollingRun {
  const { roundTripMs } = assumptions;
  const { spanMs } = arrivals;
  const timeoutMs = Math.max(SHORTEST_MS, assumptions.timeoutMs);
  const cycleMs = timeoutMs + roundTripMs;
  const deliveries = new Deliveries(arrivals);
  let [startMs, withMessages, empty] = [0, 0, 0];
  while (deliveries.hasNext) {
    // All the polls that time out before the next message at once: a quiet feed costs no more than a busy one.
    const untilTimeoutMs = deliveries.nextAtMs - startMs - roundTripMs / 2 - timeoutMs;
    const timeouts = Math.max(0, Math.ceil(untilTimeoutMs / cycleMs));
    empty += timeouts;
    startMs += timeouts * cycleMs;
    const answeredMs = Math.max(startMs + roundTripMs / 2, deliveries.nextAtMs);
    deliveries.deliver(answeredMs, answeredMs + roundTripMs / 2);
    if (startMs <= spanMs) withMessages += 1;
    startMs = answeredMs + roundTripMs / 2;
  }
  const asked = startMs > spanMs ? 0 : Math.floor((spanMs - startMs) / cycleMs) + 1;
  const lastAskedMs = startMs + (asked - 1) * cycleMs;
  const isHeld = asked > 0 && lastAskedMs + roundTripMs / 2 + timeoutMs > spanMs;
  return {
    requests: withMessages + empty + asked,
    withMessages,
    empty: empty + asked - (isHeld ? 1 : 0),
    skipped: 0,
    bodyBytes: deliveries.bodyBytes,
    delays: deliveries.delays,
  };
}

/** Hands out messages in order, each once. */
class Deliveries {
  readonly delays = new Histogram();
  readonly #arrivals: Arrivals;
  #next = 0;
  #bodyBytes = 0;

  constructor(arrivals: Arrivals) {
    this.#arrivals = arrivals;
  }

  get hasNext(): boolean {
    return this.#next < this.#arrivals.atMs.length;
  }

  get nextAtMs(): number {
    return this.#arrivals.atMs[this.#next] ?? Infinity;
  }

  get bodyBytes(): number {
    return this.#bodyBytes;
  }

  /** Delivers the next message, which the caller knows to be there, and all that are there at `servedAtMs`, in one body. */
  deliver(servedAtMs: number, receivedAtMs: number): void {
    const first = this.#next;
    let itemsBytes = 0;
    do {
      this.delays.record(receivedAtMs - this.nextAtMs);
      itemsBytes += this.#arrivals.sizeBytes[this.#next] ?? 0;
      this.#next += 1;
    } while (this.nextAtMs <= servedAtMs);
    this.#bodyBytes += jsonArrayBytes(this.#next - first, itemsBytes);
  }
}
