import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LongPollMeter } from '../../../src/engine/longPollMeter.ts';
import { Histogram } from '../../../src/model/histogram.ts';
import { createShortPolling } from '../../../src/engine/polling/shortPolling.ts';
import { completeFeed } from '../../../src/protocol/feed.ts';
import { SinkProbe } from '../../support/httpSink.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { hold, json, startPollServer, status } from '../../support/pollServers.ts';
import { RunningCapture } from '../../support/runningCapture.ts';
import { request } from '../../support/sampleLog.ts';
import { waitFor } from '../../support/waitFor.ts';

describe('the jitter of short polling', () => {
  it('adds to each tick by chance, up to its share of the interval, and not to those after it', async () => {
    await using server = await startPollServer(json([]));
    const clock = new ManualClock();
    const sink = new SinkProbe();
    const chances = [0.5, 1, 0];
    const feed = completeFeed({
      method: 'short-polling',
      url: server.url,
      intervalMs: 1_000,
      timeoutMs: 1e9,
      jitterShare: 0.2,
    });
    const abort = new AbortController();
    const transport = createShortPolling({
      feed,
      sink,
      clock,
      random: () => chances.shift() ?? 0,
      proxySetting: null,
    });
    const ended = transport.run(abort.signal);
    const due: number[] = [];
    while (due.length < 3) {
      const next = await waitFor('the wait for the next', () =>
        sink.outcomes.at(-1) === 'empty'
          ? clock.alarmsMs.find((alarmMs) => alarmMs > clock.nowMs() && alarmMs < 1e9)
          : undefined,
      );
      due.push(next);
      const asked = sink.requests.length;
      clock.moveTo(next);
      await sink.until(() => sink.requests.length > asked);
    }
    assert.deepEqual(due, [1_100, 2_200, 3_000]);
    abort.abort();
    await ended;
  });
});

describe('the connection of polls', () => {
  for (const method of ['short-polling', 'long-polling'] as const) {
    it(`is one for all of them, by ${method}`, async () => {
      await using server = await startPollServer((_, response) => setImmediate(() => response.end('[]')));
      await using running = new RunningCapture({ method, url: server.url, intervalMs: 5 });
      await waitFor('five answers', () => running.outcomes.length >= 5);
      assert.equal(running.counters.connections, 1);
      assert.deepEqual(
        running.log.requests.slice(0, 3).map(({ isConnectionReused }) => isConnectionReused),
        [false, true, true],
      );
    });
  }
});

describe('how long polls were held', () => {
  it('is told with the gaps between them, and what may have come in the gaps', () => {
    const meter = new LongPollMeter();
    const holds = new Histogram();
    assert.equal(meter.figures(holds.toQuantiles(), 0), null);
    const poll = (startedAtMs: number, endedAtMs: number, idleBeforeMs: number | null): void => {
      const phases = {
        dnsMs: null,
        connectMs: null,
        tlsMs: null,
        waitMs: endedAtMs - startedAtMs,
        transferMs: 0,
      };
      holds.record(phases.waitMs);
      meter.add(request(1, 0, { startedAtMs, endedAtMs, idleBeforeMs, phases }));
    };
    poll(0, 900, null);
    poll(1_000, 1_900, 100);
    const figures = meter.figures(holds.toQuantiles(), 36);
    assert.equal(figures?.unheldMs, 100);
    // 36 messages in 1,800 ms are 2 in 100 ms.
    assert.equal(figures.estimatedMissed, 2);
    assert.equal(figures.holds.count, 2);
    assert.equal(figures.gaps?.count, 1);
  });

  it('is measured of a capture: the hold of each request, and the gap before it', async () => {
    await using server = await startPollServer(
      (_, response) => setTimeout(() => response.writeHead(200).end('[1]'), 30),
      (_, response) => setTimeout(() => response.writeHead(204).end(), 30),
      hold(),
    );
    await using running = new RunningCapture({ method: 'long-polling', url: server.url });
    await waitFor('two answers', () => running.outcomes.length === 2);
    const { longPolls } = running.capture.summary();
    assert.equal(longPolls?.holds.count, 2);
    assert.ok(longPolls.holds.p50 > 20);
    const [first, second] = running.log.requests;
    assert.equal(first?.idleBeforeMs, null);
    assert.ok(
      second?.idleBeforeMs !== null && second?.idleBeforeMs !== undefined && second.idleBeforeMs >= 0,
    );
    assert.ok(longPolls.estimatedMissed >= 0 && longPolls.estimatedMissed < 1);
  });

  it('is not told of a capture by another method', async () => {
    await using server = await startPollServer(status(204));
    await using running = new RunningCapture({ method: 'short-polling', url: server.url, intervalMs: 5 });
    await waitFor('two answers', () => running.outcomes.length >= 2);
    assert.equal(running.capture.summary().longPolls, null);
  });
});
