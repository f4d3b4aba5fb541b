import { EMPTY_COUNTERS, type PollCounts } from '../../protocol/capture.ts';
import type { EstimateAssumptions, MethodFigures } from '../../protocol/comparison.ts';
import type { Method } from '../../protocol/method.ts';
import { jsonArrayBytes } from '../wireFraming.ts';
import { coded } from './adaptedHeads.ts';
import type { PollingProfile, WeighedHead, WeighedIdle } from './endpointProfile.ts';
import { bodyShare, type CompressionSample } from './endpointTraffic.ts';
import { toFigures } from './figures.ts';
import { headBytes } from './httpHead.ts';
import { type Arrivals, type OnAnswer, type PollingRun, runLongPolling, runShortPolling } from './polling.ts';
import { SplitSum } from './splitSum.ts';
import { type HttpCosts, httpCosts } from './wireCosts.ts';

/** @param compressed null: bodies are not compressed */
export function pollingFigures(
  arrivals: Arrivals,
  method: Method,
  profile: PollingProfile,
  assumptions: EstimateAssumptions,
  compressed: CompressionSample | null,
): MethodFigures {
  const account = new PollAccount(profile, httpCosts(assumptions.httpVersion), assumptions, compressed);
  const run =
    method === 'short-polling'
      ? runShortPolling(arrivals, assumptions, account.answer)
      : runLongPolling(arrivals, assumptions, profile.firstIdle !== null, account.answer);
  account.requests(run);
  return toFigures(arrivals, {
    requests: run.requests,
    connections: run.connections,
    bytes: account.bytes,
    polls: countPolls(run, profile),
    delay: run.delays.toQuantiles(),
    jitterMs: run.jitterMs,
  });
}

function countPolls(run: PollingRun, { idle, firstIdle }: PollingProfile): PollCounts {
  const counts = { ...EMPTY_COUNTERS.polls, total: run.requests, withMessages: run.withMessages };
  const first = run.isFirstIdle ? 1 : 0;
  const isFirstUnchanged = (firstIdle ?? idle).isUnchanged;
  const unchanged = (idle.isUnchanged ? run.idle : 0) + (isFirstUnchanged ? first : 0);
  return { ...counts, unchanged, empty: run.idle + first - unchanged, skipped: run.skipped };
}

/** Adds up what polls and their answers weigh. */
class PollAccount {
  readonly bytes = new SplitSum();
  readonly #profile: PollingProfile;
  readonly #http: HttpCosts;
  readonly #compressed: CompressionSample | null;
  readonly #answer: WeighedHead;
  /** Whether each request has a connection of its own. */
  readonly #isAlwaysFirst: boolean;
  #answers = 0;

  constructor(
    profile: PollingProfile,
    http: HttpCosts,
    { intervalMs, keepAliveMs }: EstimateAssumptions,
    compressed: CompressionSample | null,
  ) {
    this.#profile = profile;
    this.#http = http;
    this.#compressed = compressed;
    this.#isAlwaysFirst = intervalMs >= keepAliveMs;
    this.#answer = codedHead(profile.answer, compressed !== null);
  }

  readonly answer: OnAnswer = (messages, sizeBytes, isWithin) => {
    const share = this.#compressed === null ? 1 : bodyShare(this.#compressed, messages);
    // An array's brackets are in what was seen around its items.
    const commas = jsonArrayBytes(messages, 0) - jsonArrayBytes(0, 0);
    const framing = (this.#profile.aroundBytes + commas) * share;
    this.bytes.received('framing', framing);
    this.bytes.received('payload', sizeBytes * share);
    if (isWithin) this.#addHead(this.#answer, framing + sizeBytes * share, this.#answers === 0, 1);
    this.#answers += 1;
  };

  /** To be called last: what was asked, and the answers without a message. */
  requests(run: PollingRun): void {
    const { firstRequest, request, requestBodyBytes, idle, firstIdle } = this.#profile;
    const http = this.#http;
    this.bytes.sent('heads', http.headBytes(firstRequest, requestBodyBytes, true));
    const others = run.requests - 1;
    this.bytes.sent('heads', others * http.headBytes(request, requestBodyBytes, this.#isAlwaysFirst));
    const bodies = http.headFraming + requestBodyBytes + http.bodyFraming(request, requestBodyBytes);
    this.bytes.sent('framing', run.requests * bodies + run.connections * http.opening.sentBytes);
    this.bytes.received('framing', run.connections * http.opening.receivedBytes);
    this.#addIdle(idle, run.idle, false);
    if (run.isFirstIdle) this.#addIdle(firstIdle ?? idle, 1, true);
  }

  #addIdle({ head, bodyBytes }: WeighedIdle, count: number, isFirst: boolean): void {
    if (count <= 0) return;
    this.bytes.received('framing', count * bodyBytes);
    this.#addHead(head, bodyBytes, isFirst, count);
  }

  #addHead(head: WeighedHead, bodyBytes: number, isFirst: boolean, count: number): void {
    const isFirstOfConnection = isFirst || this.#isAlwaysFirst;
    this.bytes.received('heads', count * this.#http.headBytes(head, bodyBytes, isFirstOfConnection));
    this.bytes.received(
      'framing',
      count * (this.#http.headFraming + this.#http.bodyFraming(head, bodyBytes)),
    );
  }
}

/** A head as it says whether its body is compressed. */
export function codedHead(weighed: WeighedHead, isCompressed: boolean): WeighedHead {
  const head = coded(weighed.head, isCompressed);
  return { ...weighed, head, bytes: weighed.bytes + headBytes(head) - headBytes(weighed.head) };
}
