import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import type { CaptureOptions } from '../../../src/engine/capture.ts';
import type { CursorRule, Feed } from '../../../src/protocol/feed.ts';
import { CountingProxy } from '../../support/httpCountingProxy.ts';
import { startRawServer, startServer, unusedUrl } from '../../support/httpServers.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { hold, json, startPollServer, status } from '../../support/pollServers.ts';
import { RunningCapture } from '../../support/runningCapture.ts';
import { waitFor } from '../../support/waitFor.ts';

const NEXT_TO_AFTER: CursorRule = {
  from: { kind: 'json-path', path: '$.next' },
  to: { kind: 'query', name: 'after' },
};

/** Backs off without waiting. */
function poll(url: string, feed: Partial<Feed> = {}, options: Partial<CaptureOptions> = {}): RunningCapture {
  return new RunningCapture({ method: 'long-polling', ...feed, url }, { random: () => 0, ...options });
}

const startsMs = ({ log }: RunningCapture): number[] => log.requests.map(({ startedAtMs }) => startedAtMs);

describe('long polling', () => {
  it('asks again at once after an answer with news, by a clock that stands', async () => {
    let count = 0;
    await using server = await startServer((_, response) => {
      count += 1;
      if (count <= 20) response.end(`[{"id":${count}}]`);
    });
    await using running = poll(server.url, {}, { clock: new ManualClock() });
    await waitFor('the held poll', () => count === 21);
    assert.deepEqual(
      startsMs(running),
      Array.from({ length: 21 }, () => 0),
    );
    assert.equal(running.counters.messages.received, 20);
    assert.equal(running.counters.connections, 1);
  });

  it('gives a poll up after its time-out, asks on a new connection, and stays open', async () => {
    await using server = await startPollServer(json([1]), hold(), json([2]), hold());
    const clock = new ManualClock();
    await using running = poll(server.url, { timeoutMs: 60_000 }, { clock });
    await waitFor('the held poll', () => server.requests.length === 2);
    assert.deepEqual(clock.alarmsMs, [60_000]);
    clock.moveTo(60_000);
    await waitFor('the message after it', () => running.log.texts.length === 2);
    assert.deepEqual(running.outcomes.slice(0, 3), ['messages', 'empty', 'messages']);
    assert.equal(running.counters.connections, 2);
    assert.equal(running.capture.summary().state, 'open');
    assert.equal(running.counters.errors, 0);
  });

  it('leaves no time-out behind of a poll that was answered', async () => {
    await using server = await startPollServer(json([1]), json([2]), hold());
    const clock = new ManualClock();
    await using running = poll(server.url, { timeoutMs: 60_000 }, { clock });
    await waitFor('the held poll', () => server.requests.length === 3);
    assert.deepEqual(clock.alarmsMs, [60_000]);
    await running.capture.stop('user');
    assert.deepEqual(clock.alarmsMs, []);
  });

  it('is open when the head is here, though the body is held back', async () => {
    await using server = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    });
    await using running = poll(server.url);
    await waitFor('being open', () => running.capture.summary().state === 'open');
    assert.deepEqual(running.outcomes, []);
  });

  it('takes a body that the time-out cuts off for none, and gets it with the next poll', async () => {
    await using server = await startRawServer((socket, _, count) => {
      const head = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n';
      socket.write(count === 1 ? `${head}[1, 2` : `${head}[1, 2, 3]`);
    });
    const clock = new ManualClock();
    await using running = poll(server.url, {}, { clock });
    await waitFor('the head', () => running.log.requests[0]?.status === 200);
    clock.moveTo(60_000);
    await waitFor('the messages', () => running.log.texts.length === 3);
    assert.deepEqual(running.outcomes.slice(0, 2), ['empty', 'messages']);
  });

  it('loses nothing and sees nothing twice where bursts come between two polls', async () => {
    let latest = 0;
    let waiting: (() => void) | null = null;
    const burst = (): void => {
      latest += 7;
      waiting?.();
      waiting = null;
    };
    await using server = await startServer((request, response) => {
      const after = Number(/\d+/.exec(request.headers['if-none-match'] ?? '')?.[0] ?? 0);
      const answer = (): void => {
        const items = Array.from({ length: latest - after }, (_, place) => ({ id: after + place + 1 }));
        response.writeHead(200, { etag: `"${latest}"` }).end(JSON.stringify(items));
        // While the answer is on its way, and once more as it arrives.
        if (latest < 700) setImmediate(burst);
        if (latest < 700) setTimeout(burst, 1);
      };
      if (after < latest) answer();
      else waiting = answer;
    });
    await using running = poll(server.url);
    await waitFor('a held poll', () => waiting !== null);
    burst();
    await waitFor('everything', () => latest >= 700 && running.log.texts.length >= latest);
    assert.deepEqual(
      running.log.messages.map(({ id }) => id),
      Array.from({ length: latest }, (_, place) => String(place + 1)),
    );
    assert.equal(running.counters.messages.duplicates, 0);
  });

  it('counts each byte of held polls, those given up too', async () => {
    await using server = await startPollServer(json([1]), hold(), json([2]), status(204), json([3]), hold());
    await using proxy = await CountingProxy.start(server.port);
    const running = poll(proxy.url, { timeoutMs: 200 });
    await waitFor('the last poll', () => server.requests.length === 6);
    await running.capture.stop('user');
    const { bytes, requests } = running.counters;
    assert.equal(requests, 6);
    assert.deepEqual([bytes.received, bytes.sent], [proxy.wire.receivedBytes, proxy.wire.sentBytes]);
  });
});

describe('a server that does not hold long polls', () => {
  it('is asked again at once after its first answer without news: that may be how it gives a position', async () => {
    await using server = await startPollServer(json([], { etag: '"5"' }), hold());
    await using running = poll(server.url, {}, { clock: new ManualClock() });
    await waitFor('the second poll', () => server.requests.length === 2);
    assert.deepEqual(startsMs(running), [0, 0]);
    assert.equal(server.requests[1]?.headers['if-none-match'], '"5"');
  });

  it('is asked every 100 ms from then on, and told of once', async () => {
    await using server = await startPollServer(json([]));
    const clock = new ManualClock();
    await using running = poll(server.url, {}, { clock });
    for (let atMs = 100; atMs <= 800; atMs += 100) {
      await waitFor('the wait', () => clock.alarmsMs[0] === atMs);
      clock.moveTo(atMs);
    }
    await waitFor('the last poll', () => running.outcomes.length === 10);
    assert.deepEqual(startsMs(running), [0, 0, 100, 200, 300, 400, 500, 600, 700, 800]);
    assert.deepEqual(
      running.capture.summary().errors.map(({ code }) => code),
      ['invalid-response'],
    );
  });

  it('is not asked as fast as it can answer where the cursor does not move', async () => {
    await using server = await startPollServer(json({ items: ['again'], next: 3 }));
    const clock = new ManualClock();
    await using running = poll(server.url, { split: '$.items[*]', cursor: NEXT_TO_AFTER }, { clock });
    for (let atMs = 100; atMs <= 600; atMs += 100) {
      await waitFor('the wait', () => clock.alarmsMs[0] === atMs);
      clock.moveTo(atMs);
    }
    // The first answer moved the cursor, the second was the first that did not.
    assert.deepEqual(startsMs(running).slice(0, 6), [0, 0, 0, 100, 200, 300]);
    assert.match(running.capture.summary().errors[0]?.message ?? '', /its cursor does not move/);
  });

  it('is asked at once again where it has news after all', async () => {
    const answers = [json([]), json([]), json([1]), json([]), json([2])];
    await using server = await startPollServer(...answers, hold());
    const clock = new ManualClock();
    await using running = poll(server.url, {}, { clock });
    await waitFor('the wait', () => clock.alarmsMs[0] === 100);
    clock.moveTo(100);
    await waitFor('the held poll', () => server.requests.length === 6);
    assert.deepEqual(startsMs(running), [0, 0, 100, 100, 100, 100]);
    assert.equal(running.counters.errors, 0);
  });
});

describe('long polling that fails', () => {
  it('fails where nothing listens, and with the status of its first answer', async () => {
    await using refused = poll(await unusedUrl());
    await refused.capture.ended;
    assert.equal(refused.capture.summary().failure?.code, 'connection-refused');
    for (const code of [404, 500]) {
      await using server = await startPollServer(status(code, {}, 'why not'));
      await using running = poll(server.url);
      await running.capture.ended;
      assert.equal(running.capture.summary().failure?.code, 'http-status');
      assert.equal(running.log.requests[0]?.failureBody, 'why not');
    }
  });

  it('waits longer with each failure in a row, and at least as long as it is asked to', async () => {
    const answers = [json([1]), status(500), status(502), status(503, { 'retry-after': '7' }), json([2])];
    await using server = await startPollServer(...answers, status(500), hold());
    const clock = new ManualClock();
    await using running = poll(server.url, {}, { clock, random: () => 0.5 });
    const waits: number[] = [];
    for (let failures = 0; failures < 4; failures++) {
      await waitFor('the wait', () => running.capture.summary().state === 'reconnecting');
      const { retryAtMs } = running.capture.summary();
      waits.push((retryAtMs ?? 0) - clock.nowMs());
      await waitFor('the alarm', () => clock.alarmsMs.includes(retryAtMs ?? 0));
      clock.moveTo(retryAtMs ?? 0);
      const asked = failures + 3;
      await waitFor('the next answer', () => running.outcomes.length >= Math.min(asked, 6));
    }
    assert.deepEqual(waits, [500, 1_000, 7_000, 500]);
    assert.deepEqual(running.log.texts, ['1', '2']);
  });

  it('waits no longer when it is stopped', async () => {
    const open: ServerResponse[] = [];
    await using server = await startPollServer(
      json([1]),
      status(503, { 'retry-after': '600' }),
      (_, response) => open.push(response),
    );
    await using running = poll(server.url);
    await waitFor('the wait', () => running.capture.summary().state === 'reconnecting');
    await running.capture.stop('user');
    assert.equal(running.capture.summary().state, 'closed');
    assert.equal(open.length, 0);
  });
});
