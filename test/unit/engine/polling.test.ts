import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Feed } from '../../../src/protocol/feed.ts';
import { startRawServer, startServer } from '../../support/httpServers.ts';
import { CountingProxy } from '../../support/httpCountingProxy.ts';
import { RunningCapture } from '../../support/runningCapture.ts';
import { waitFor } from '../../support/waitFor.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, poll: number) => void;

/** A server that answers each poll as the test says, by the number of the poll from 0; beyond the last, as the last. */
async function pollServer(...answers: readonly Answer[]): ReturnType<typeof startServer> {
  let polls = 0;
  return startServer((request, response) => {
    const answer = answers[Math.min(polls, answers.length - 1)];
    answer?.(request, response, polls);
    polls += 1;
  });
}

const json =
  (value: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  };
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(code, headers).end();
  };

function shortPoll(url: string, options: Partial<Feed> = {}): RunningCapture {
  return new RunningCapture({ method: 'short-polling', url, intervalMs: 20, ...options });
}

function longPoll(url: string, options: Partial<Feed> = {}): RunningCapture {
  return new RunningCapture({ method: 'long-polling', url, ...options });
}

describe('short polling', () => {
  it('classes each answer: with messages, empty, unchanged, failed', async () => {
    await using server = await pollServer(
      json([{ id: 1 }]),
      json([]),
      status(204),
      status(304),
      json([{ id: 1 }]),
      json([{ id: 1 }, { id: 2 }]),
      status(500),
      json([{ id: 3 }]),
    );
    await using running = shortPoll(server.url);
    await waitFor('the last message', () => running.log.texts.includes('{"id":3}'));
    assert.deepEqual(running.outcomes.slice(0, 8), [
      'messages',
      'empty',
      'empty',
      'unchanged',
      'unchanged',
      'messages',
      'failed',
      'messages',
    ]);
    assert.deepEqual(running.log.texts, ['{"id":1}', '{"id":2}', '{"id":3}']);
    const { polls } = running.counters;
    assert.equal(polls.withMessages, 3);
    assert.equal(polls.failed, 1);
  });

  it('sends both validators back, together', async () => {
    const validators: unknown[] = [];
    await using server = await pollServer(
      json([], { etag: '"a"', 'last-modified': 'Tue, 24 Nov 2026 08:00:00 GMT' }),
      (request, response) => {
        validators.push([request.headers['if-none-match'], request.headers['if-modified-since']]);
        response.writeHead(304).end();
      },
    );
    await using running = shortPoll(server.url);
    await waitFor('a third poll', () => validators.length >= 2);
    const both = ['"a"', 'Tue, 24 Nov 2026 08:00:00 GMT'];
    assert.deepEqual(validators.slice(0, 2), [both, both]);
    assert.equal(running.counters.polls.empty, 1);
  });

  it('never has two requests at once, and counts the ticks that it skips', async () => {
    let open = 0;
    let most = 0;
    await using server = await startServer((_, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end('[]');
      }, 70);
    });
    await using running = shortPoll(server.url);
    await waitFor('three polls', () => running.outcomes.length >= 3);
    assert.equal(most, 1);
    assert.ok(running.counters.polls.skipped >= 6, `${running.counters.polls.skipped} skipped`);
  });

  it('carries a cursor from the body into the query', async () => {
    const positions: (string | null)[] = [];
    await using server = await startServer((request, response) => {
      const after = new URL(request.url ?? '', 'http://localhost').searchParams.get('after');
      positions.push(after);
      const next = Number(after ?? 0) + 2;
      response.end(JSON.stringify({ items: [{ n: next - 1 }, { n: next }], next }));
    });
    await using running = shortPoll(`${server.url}/?a=b`, {
      split: '$.items[*]',
      cursor: { from: { kind: 'json-path', path: '$.next' }, to: { kind: 'query', name: 'after' } },
    });
    await waitFor('six messages', () => running.log.texts.length >= 6);
    assert.deepEqual(positions.slice(0, 3), [null, '2', '4']);
    assert.deepEqual(running.log.texts.slice(0, 4), ['{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}']);
  });

  it('carries a cursor from a header into a header', async () => {
    const positions: unknown[] = [];
    await using server = await startServer((request, response) => {
      positions.push(request.headers['x-after']);
      response.writeHead(200, { cursor: `c${positions.length}` }).end('[]');
    });
    await using running = shortPoll(server.url, {
      cursor: { from: { kind: 'header', name: 'Cursor' }, to: { kind: 'header', name: 'X-After' } },
    });
    await waitFor('three polls', () => positions.length >= 3);
    assert.deepEqual(positions.slice(0, 3), [undefined, 'c1', 'c2']);
    assert.deepEqual(running.log.texts, []);
  });

  it('waits as long as the server asks for, and says so', async () => {
    await using server = await pollServer(json([]), status(503, { 'retry-after': '600' }));
    await using running = shortPoll(server.url);
    await waitFor('the wait', () => running.capture.summary().state === 'reconnecting');
    const { retryAtMs, errors } = running.capture.summary();
    assert.ok((retryAtMs ?? 0) > Date.now() + 500_000);
    assert.match(errors[0]?.message ?? '', /503.*wait 600 s/);
  });

  it('is open again after a failure that was over', async () => {
    await using server = await pollServer(json([]), status(500), json([{ id: 9 }]));
    await using running = shortPoll(server.url);
    await waitFor('the message', () => running.log.texts.length === 1);
    assert.equal(running.capture.summary().state, 'open');
    assert.equal(running.counters.errors, 1);
  });

  it('fails where the first body cannot be split as it is told to', async () => {
    await using server = await startServer((_, response) => response.end('<html>'));
    await using running = shortPoll(server.url, { split: '$[*]' });
    await running.capture.ended;
    assert.equal(running.capture.summary().failure?.code, 'invalid-body');
  });

  it('says once that a split path finds nothing', async () => {
    await using server = await pollServer(json({ data: [1] }));
    await using running = shortPoll(server.url, { split: '$.items[*]' });
    await waitFor('three polls', () => running.outcomes.length >= 3);
    assert.deepEqual(
      running.capture.summary().errors.map(({ code }) => code),
      ['path-found-nothing'],
    );
  });

  it('counts each byte of many polls on one connection, compressed or not', async () => {
    const body = JSON.stringify(Array.from({ length: 50 }, (_, id) => ({ id })));
    await using server = await startServer((request, response) => {
      if (request.url === '/plain') response.end(body);
      else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body));
    });
    for (const path of ['/plain', '/gzip']) {
      await using proxy = await CountingProxy.start(server.port);
      const running = shortPoll(`${proxy.url}${path}`);
      await waitFor('five polls', () => running.outcomes.length >= 5);
      await running.capture.stop('user');
      const { bytes, connections, messages } = running.counters;
      assert.deepEqual([messages.received, connections], [50, 1]);
      assert.deepEqual([bytes.received, bytes.sent], [proxy.wire.receivedBytes, proxy.wire.sentBytes]);
    }
  });
});

describe('long polling', () => {
  it('asks again at once, and loses nothing that comes in between', async () => {
    let latest = 0;
    const held: (() => void)[] = [];
    await using server = await startServer((request, response) => {
      const after = Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('after') ?? 0);
      const answer = (): void => {
        const items = Array.from({ length: latest - after }, (_, place) => ({ n: after + place + 1 }));
        response.end(JSON.stringify({ items, next: latest }));
      };
      if (after < latest) answer();
      else held.push(answer);
    });
    await using running = longPoll(server.url, {
      split: '$.items[*]',
      cursor: { from: { kind: 'json-path', path: '$.next' }, to: { kind: 'query', name: 'after' } },
    });
    while (latest < 500) {
      // Bursts of one to three, each as soon as the client waits or, at every third, while it does not.
      if (latest % 3 !== 0) await waitFor('a held poll', () => held.length > 0);
      latest += 1 + (latest % 3);
      held.pop()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await waitFor('everything', () => running.log.texts.length === latest);
    assert.deepEqual(
      running.log.texts,
      Array.from({ length: latest }, (_, place) => `{"n":${place + 1}}`),
    );
  });

  it('takes time-outs by the server and by the client for empty polls', async () => {
    await using server = await pollServer(
      status(204),
      status(304),
      status(408),
      status(504),
      () => undefined,
      json([1]),
      () => undefined,
    );
    await using running = longPoll(server.url, { timeoutMs: 150 });
    await waitFor('the message', () => running.log.texts.length === 1);
    assert.deepEqual(running.outcomes.slice(0, 6), ['empty', 'empty', 'empty', 'empty', 'empty', 'messages']);
    assert.equal(running.counters.errors, 0);
  });

  it('does not ask as fast as it can where the server does not hold, and says why', async () => {
    let polls = 0;
    await using server = await startServer((_, response) => {
      polls += 1;
      response.end('[]');
    });
    await using running = longPoll(server.url);
    await waitFor('the warning', () => running.counters.errors === 1);
    const { startedAtMs, errors } = running.capture.summary();
    assert.match(errors[0]?.message ?? '', /answers at once/);
    assert.ok(polls <= 3 + ((errors[0]?.atMs ?? 0) - startedAtMs) / 100, `${polls} polls`);
  });

  it('fails where there is no connection to ask on in all the time that it waits', async () => {
    // A server that never says a word of TLS.
    await using server = await startRawServer(() => undefined);
    await using running = longPoll(server.url.replace('http:', 'https:'), { timeoutMs: 100 });
    await running.capture.ended;
    assert.equal(running.capture.summary().failure?.code, 'connection-timeout');
    assert.deepEqual(running.outcomes, ['failed']);
  });

  it('ends with its request under way as cancelled', async () => {
    await using server = await startServer(() => undefined);
    await using running = longPoll(server.url);
    await waitFor('the poll', () => running.log.requests.some(({ requestHead }) => requestHead !== ''));
    await running.capture.stop('user');
    assert.deepEqual(running.outcomes, ['cancelled']);
    assert.equal(running.capture.summary().state, 'closed');
  });

  it('keeps what the server had sent when it is stopped', async () => {
    let finish = (): void => undefined;
    await using server = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n["a');
      finish = () => socket.write('bcd"]');
    });
    await using running = longPoll(server.url);
    await waitFor('the head', () => running.log.requests[0]?.status === 200);
    const stopped = running.capture.stop('user');
    // On its way before the goodbye arrives.
    finish();
    await stopped;
    assert.deepEqual(running.log.texts, ['"abcd"']);
    assert.deepEqual(running.outcomes, ['messages']);
  });
});
