import type { EstimateAssumptions } from '../../protocol/comparison.ts';
import { Histogram } from '../histogram.ts';
import { JitterMeter } from '../jitter.ts';

/** What is to be delivered: when each message is there, ascending from the span's beginning, and how large it is. */
export interface Arrivals {
  readonly atMs: Float64Array;
  readonly sizeBytes: Uint32Array | Float64Array;
  readonly spanMs: number;
}

/**
 * Told of each answer with messages.
 * @param messages in it
 * @param sizeBytes of all of them
 * @param isWithin whether it was asked for within the span
 */
export type OnAnswer = (messages: number, sizeBytes: number, isWithin: boolean) => void;

/** What polling makes of arrivals. */
export interface PollingRun {
  /** Asked within the span. */
  readonly requests: number;
  readonly withMessages: number;
  /** Answered without a message, but for the first one. */
  readonly idle: number;
  /** Whether the first was answered without a message. */
  readonly isFirstIdle: boolean;
  /** Short polling: ticks that pass while a request is under way. */
  readonly skipped: number;
  readonly connections: number;
  readonly delays: Histogram;
  readonly jitterMs: number | null;
}

/** Shorter ones make no sense and would make no progress. */
const SHORTEST_MS = 1;

/**
 * Polls begin every interval from the span's beginning, but not while one is under way. Each brings what is there when
 * it reaches the server: half a round trip after it began, later where it needs a connection first. It is back half a
 * round trip after that. Messages after the last poll of the span are delivered by the one that follows; its heads belong
 * to what follows.
 */
export function runShortPolling(
  arrivals: Arrivals,
  assumptions: EstimateAssumptions,
  onAnswer: OnAnswer,
): PollingRun {
  const { roundTripMs, connectRoundTrips, keepAliveMs } = assumptions;
  const intervalMs = Math.max(SHORTEST_MS, assumptions.intervalMs);
  const connectMs = connectRoundTrips * roundTripMs;
  const isKeptAlive = intervalMs < keepAliveMs;
  const reachMs = (isKeptAlive ? 0 : connectMs) + roundTripMs / 2;
  const periodMs = intervalMs * Math.max(1, Math.ceil((reachMs + roundTripMs / 2) / intervalMs));
  const firstReachMs = connectMs + roundTripMs / 2;
  const servedMsOf = (poll: number): number => poll * periodMs + (poll === 0 ? firstReachMs : reachMs);
  const requests = Math.floor(arrivals.spanMs / periodMs) + 1;
  const deliveries = new Deliveries(arrivals, onAnswer);
  const isFirstIdle = deliveries.nextAtMs > firstReachMs;
  let withMessages = 0;
  while (deliveries.hasNext) {
    const isFirst = deliveries.nextAtMs <= firstReachMs;
    let poll = isFirst ? 0 : Math.max(0, Math.ceil((deliveries.nextAtMs - reachMs) / periodMs));
    // Rounded, a quotient can name the poll that came just before.
    if (servedMsOf(poll) < deliveries.nextAtMs) poll += 1;
    const servedMs = servedMsOf(poll);
    const isWithin = poll < requests;
    deliveries.deliver(servedMs, servedMs + roundTripMs / 2, isWithin);
    if (isWithin) withMessages += 1;
  }
  return {
    requests,
    withMessages,
    idle: requests - withMessages - (isFirstIdle ? 1 : 0),
    isFirstIdle,
    skipped: Math.floor(arrivals.spanMs / intervalMs) + 1 - requests,
    connections: isKeptAlive ? 1 : requests,
    ...deliveries.delayed,
  };
}

/**
 * The server holds a request until there is a message, or answers without one at the timeout; the client asks again as
 * soon as it has the answer. What comes meanwhile waits for the next request to arrive. The request that is held at the
 * span's end is asked, but not answered.
 * @param isFirstAnswered whether the first request, without a position, is answered at once
 */
export function runLongPolling(
  arrivals: Arrivals,
  assumptions: EstimateAssumptions,
  isFirstAnswered: boolean,
  onAnswer: OnAnswer,
): PollingRun {
  const { roundTripMs, turnaroundMs } = assumptions;
  const { spanMs } = arrivals;
  const halfTripMs = roundTripMs / 2;
  const timeoutMs = Math.max(SHORTEST_MS, assumptions.timeoutMs);
  const cycleMs = timeoutMs + roundTripMs + turnaroundMs;
  const connectMs = assumptions.connectRoundTrips * roundTripMs;
  const deliveries = new Deliveries(arrivals, onAnswer);
  let [startMs, withMessages, idle] = [connectMs, 0, 0];
  if (isFirstAnswered) startMs += roundTripMs + turnaroundMs;
  while (deliveries.hasNext) {
    // All the polls that time out before the next message at once: a quiet feed costs no more than a busy one.
    const untilTimeoutMs = deliveries.nextAtMs - startMs - halfTripMs - timeoutMs;
    const timeouts = Math.max(0, Math.ceil(untilTimeoutMs / cycleMs));
    idle += timeouts;
    startMs += timeouts * cycleMs;
    const answeredMs = Math.max(startMs + halfTripMs, deliveries.nextAtMs);
    const isWithin = startMs <= spanMs;
    deliveries.deliver(answeredMs, answeredMs + halfTripMs, isWithin);
    if (isWithin) withMessages += 1;
    startMs = answeredMs + halfTripMs + turnaroundMs;
  }
  const asked = startMs > spanMs ? 0 : Math.floor((spanMs - startMs) / cycleMs) + 1;
  const lastAskedMs = startMs + (asked - 1) * cycleMs;
  const isHeld = asked > 0 && lastAskedMs + halfTripMs + timeoutMs > spanMs;
  // A span shorter than its first request still has that.
  const requests = Math.max(1, withMessages + idle + asked + (isFirstAnswered ? 1 : 0));
  return {
    requests,
    withMessages,
    idle: idle + asked - (isHeld ? 1 : 0),
    isFirstIdle: isFirstAnswered,
    skipped: 0,
    connections: 1,
    ...deliveries.delayed,
  };
}

/** Hands out messages in order, each once. */
class Deliveries {
  readonly #delays = new Histogram();
  readonly #jitter = new JitterMeter();
  readonly #arrivals: Arrivals;
  readonly #onAnswer: OnAnswer;
  #next = 0;

  constructor(arrivals: Arrivals, onAnswer: OnAnswer) {
    this.#arrivals = arrivals;
    this.#onAnswer = onAnswer;
  }

  get hasNext(): boolean {
    return this.#next < this.#arrivals.atMs.length;
  }

  get nextAtMs(): number {
    return this.#arrivals.atMs[this.#next] ?? Infinity;
  }

  get delayed(): Pick<PollingRun, 'delays' | 'jitterMs'> {
    return { delays: this.#delays, jitterMs: this.#jitter.meanMs };
  }

  /** Delivers the next message, which the caller knows to be there, and all that are there at `servedAtMs`, in one body. */
  deliver(servedAtMs: number, receivedAtMs: number, isWithin: boolean): void {
    const first = this.#next;
    let sizeBytes = 0;
    do {
      const delayMs = receivedAtMs - this.nextAtMs;
      this.#delays.record(delayMs);
      this.#jitter.record(delayMs);
      sizeBytes += this.#arrivals.sizeBytes[this.#next] ?? 0;
      this.#next += 1;
    } while (this.nextAtMs <= servedAtMs);
    this.#onAnswer(this.#next - first, sizeBytes, isWithin);
  }
}
