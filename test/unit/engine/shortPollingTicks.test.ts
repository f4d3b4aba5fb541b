import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import { createShortPolling } from '../../../src/engine/polling/shortPolling.ts';
import { completeFeed } from '../../../src/protocol/feed.ts';
import { SinkProbe } from '../../support/httpSink.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { type PollServer, startPollServer } from '../../support/pollServers.ts';
import { waitFor } from '../../support/waitFor.ts';

/** A feed polled by a clock that the test moves, of a server whose answers the test gives. */
/** Beyond all that happens here, so that no poll runs into it. */
const TIMEOUT_MS = 1e9;

class ClockedPolls implements AsyncDisposable {
  readonly clock = new ManualClock();
  readonly sink = new SinkProbe();
  readonly #server: PollServer;
  readonly #held: ServerResponse[];
  readonly #abort = new AbortController();
  readonly #ended: Promise<void>;

  private constructor(server: PollServer, held: ServerResponse[]) {
    this.#server = server;
    this.#held = held;
    const feed = completeFeed({
      method: 'short-polling',
      url: server.url,
      intervalMs: 1_000,
      timeoutMs: TIMEOUT_MS,
    });
    const { sink, clock } = this;
    this.#ended = createShortPolling({ feed, sink, clock, random: () => 0.5, proxySetting: null }).run(
      this.#abort.signal,
    );
  }

  static async start(): Promise<ClockedPolls> {
    const held: ServerResponse[] = [];
    return new ClockedPolls(await startPollServer((_, response) => held.push(response)), held);
  }

  get startsMs(): readonly number[] {
    return this.sink.requests.map(({ startedAtMs }) => startedAtMs);
  }

  /** Lets a request take until a moment. @returns when the next one is due */
  async answer(atMs: number, code = 200, headers: Record<string, string> = {}): Promise<number> {
    const response = await waitFor('a request', () => this.#held.pop());
    this.clock.moveTo(atMs);
    response.writeHead(code, headers).end();
    return waitFor('the wait for the next', () =>
      this.clock.alarmsMs.find((alarmMs) => alarmMs < TIMEOUT_MS),
    );
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#ended;
  }

  /** Waits for a request, so that one is under way. */
  async asked(): Promise<void> {
    await waitFor('a request', () => this.#held.length > 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.#server[Symbol.asyncDispose]();
  }
}

describe('the ticks of short polling', () => {
  it('come at the interval from the first request on, however long the answers take', async () => {
    await using polls = await ClockedPolls.start();
    const due = [];
    for (const answeredAtMs of [300, 1_700, 2_001, 3_999]) {
      due.push(await polls.answer(answeredAtMs));
      polls.clock.moveTo(due.at(-1) ?? 0);
    }
    assert.deepEqual(due, [1_000, 2_000, 3_000, 4_000]);
    await polls.asked();
    assert.deepEqual(polls.startsMs, [0, 1_000, 2_000, 3_000, 4_000]);
    assert.equal(polls.sink.skippedTicks, 0);
  });

  it('that pass while a request is under way are skipped, each counted', async () => {
    await using polls = await ClockedPolls.start();
    assert.equal(await polls.answer(3_500), 4_000);
    assert.equal(polls.sink.skippedTicks, 3);
    polls.clock.moveTo(4_000);
    await polls.asked();
    polls.clock.moveTo(6_100);
    await polls.stop();
    assert.equal(polls.sink.skippedTicks, 5);
    assert.deepEqual(polls.sink.outcomes, ['empty', 'cancelled']);
  });

  it('stay where they are after a failure: the next one after the wait', async () => {
    await using polls = await ClockedPolls.start();
    polls.clock.moveTo(await polls.answer(0));
    // The jitter makes it half a second, which is over before the next tick.
    assert.equal(await polls.answer(1_100, 500), 2_000);
    polls.clock.moveTo(2_000);
    // Then a whole one.
    assert.equal(await polls.answer(2_100, 500), 4_000);
    polls.clock.moveTo(4_000);
    assert.equal(await polls.answer(4_100, 503, { 'retry-after': '5' }), 10_000);
    assert.deepEqual(
      polls.sink.retries.map(({ retryAtMs }) => retryAtMs),
      [2_000, 4_000, 10_000],
    );
    polls.clock.moveTo(10_000);
    // A good answer, and the backoff begins anew.
    polls.clock.moveTo(await polls.answer(10_100));
    assert.equal(await polls.answer(11_400, 500), 12_000);
  });

  it('wait for the date that a server names, but for ten minutes at most, and it says so', async () => {
    await using polls = await ClockedPolls.start();
    polls.clock.moveTo(await polls.answer(0));
    const date = new Date(8_000).toUTCString();
    polls.clock.moveTo(await polls.answer(1_000, 429, { 'retry-after': date }));
    await polls.answer(8_500, 503, { 'retry-after': '86400' });
    const [first, second] = polls.sink.retries;
    assert.equal(first?.retryAtMs, 8_000);
    assert.equal(second?.retryAtMs, 609_000);
    assert.match(second.error?.message ?? '', /503.*asks to wait 86400 s, of which it gets 600 s/);
  });
});
