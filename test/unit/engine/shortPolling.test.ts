import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { CaptureOptions } from '../../../src/engine/capture.ts';
import type { ErrorCode } from '../../../src/protocol/errors.ts';
import type { Feed } from '../../../src/protocol/feed.ts';
import { MAX_MESSAGE_BYTES } from '../../../src/protocol/limits.ts';
import { startRawServer, unusedUrl } from '../../support/httpServers.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { hold, json, startPollServer, status, text } from '../../support/pollServers.ts';
import { RunningCapture } from '../../support/runningCapture.ts';
import { waitFor } from '../../support/waitFor.ts';

/** Backs off without waiting. */
function poll(url: string, feed: Partial<Feed> = {}, options: Partial<CaptureOptions> = {}): RunningCapture {
  return new RunningCapture(
    { method: 'short-polling', intervalMs: 20, ...feed, url },
    { random: () => 0, ...options },
  );
}

async function failureOf(running: RunningCapture): Promise<{ code: ErrorCode; message: string } | null> {
  await running.capture.ended;
  assert.equal(running.capture.summary().state, 'failed');
  return running.capture.summary().failure;
}

describe('short polling', () => {
  it('counts the requests that the server got, redirects among them but not as polls', async () => {
    await using server = await startPollServer(
      (_, response) => response.writeHead(302, { location: '/there' }).end(),
      json([1]),
      status(204),
    );
    await using running = poll(server.url);
    await waitFor('five polls', () => running.counters.polls.total >= 5);
    await running.capture.stop('user');
    const { requests, polls, connections } = running.counters;
    assert.equal(requests, server.requests.length);
    assert.equal(polls.total, server.requests.length - 1);
    const { withMessages, empty, unchanged, failed, cancelled } = polls;
    assert.equal(withMessages + empty + unchanged + failed + cancelled, polls.total);
    assert.equal(connections, 1);
  });

  it('asks as the feed says: method, body, headers, and for JSON where they do not say', async () => {
    await using server = await startPollServer(json([]));
    await using running = poll(server.url, {
      httpMethod: 'POST',
      body: '{"a":1}',
      headers: [['X-Mine', 'yes']],
    });
    await waitFor('two polls', () => running.outcomes.length >= 2);
    for (const { method, headers } of server.requests.slice(0, 2)) {
      assert.equal(method, 'POST');
      assert.equal(headers.accept, 'application/json, */*;q=0.8');
      assert.deepEqual([headers['content-length'], headers['x-mine']], ['7', 'yes']);
    }
    assert.equal(running.log.requests[0]?.purpose, 'poll');
  });

  it('takes a body that comes again after a 304 for seen', async () => {
    await using server = await startPollServer(
      text('{"v":1}'),
      status(304),
      text('{"v":1}'),
      text('{"v":2}'),
    );
    await using running = poll(server.url);
    await waitFor('the change', () => running.log.texts.length === 2);
    assert.deepEqual(running.outcomes.slice(0, 4), ['messages', 'unchanged', 'unchanged', 'messages']);
  });

  it('dates messages by the last byte of their body', async () => {
    let finish = (): void => undefined;
    await using server = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n[1,');
      finish = () => socket.write('2]');
    });
    const clock = new ManualClock(1_000);
    await using running = poll(server.url, {}, { clock });
    await waitFor('the head', () => running.log.requests[0]?.status === 200);
    assert.equal(running.capture.summary().openedAtMs, 1_000);
    clock.moveTo(1_015);
    finish();
    await waitFor('the messages', () => running.log.messages.length === 2);
    assert.deepEqual(
      running.log.messages.map(({ atMs }) => atMs),
      [1_015, 1_015],
    );
  });

  it('tells binary payloads from text', async () => {
    await using server = await startPollServer(text(Uint8Array.of(0xff, 0x00)), text('é'), hold());
    await using running = poll(server.url);
    await waitFor('both', () => running.log.messages.length === 2);
    assert.deepEqual(
      running.log.messages.map(({ isBinary }) => isBinary),
      [true, false],
    );
  });

  it('takes an empty list for no news, and not for a wrong path', async () => {
    for (const items of [[], null]) {
      await using server = await startPollServer(json({ items, next: 1 }));
      await using running = poll(server.url, { split: '$.items[*]' });
      await waitFor('three polls', () => running.outcomes.length >= 3);
      assert.deepEqual(running.outcomes.slice(0, 3), ['empty', 'empty', 'empty']);
      assert.equal(running.counters.errors, 0);
    }
  });

  it('goes on after bodies that it cannot take, and says what is wrong with each', async () => {
    await using server = await startPollServer(
      json([]),
      text('<html>'),
      text('not gzip', { 'content-encoding': 'gzip' }),
      text(gzipSync(Buffer.alloc(MAX_MESSAGE_BYTES + 1)), { 'content-encoding': 'gzip' }),
      json([1]),
    );
    await using running = poll(server.url, { split: '$[*]' });
    await waitFor('the message', () => running.log.texts.length === 1);
    assert.deepEqual(running.outcomes.slice(0, 5), ['empty', 'failed', 'failed', 'failed', 'messages']);
    const codes = ['invalid-body', 'invalid-response', 'body-too-large'];
    assert.deepEqual(
      running.capture.summary().errors.map(({ code }) => code),
      codes,
    );
    assert.deepEqual(
      running.log.requests.slice(1, 4).map(({ error }) => error?.code),
      codes,
    );
  });

  it('outlives a server that is away for a while', async () => {
    await using server = await startRawServer((socket, _, count) => {
      if (count === 2) socket.destroy();
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\n[1]');
    });
    await using running = poll(server.url);
    await waitFor('four polls', () => running.outcomes.length >= 4);
    assert.deepEqual(running.outcomes.slice(0, 4), ['messages', 'failed', 'unchanged', 'unchanged']);
    assert.equal(running.capture.summary().errors[0]?.code, 'connection-reset');
    assert.equal(running.capture.summary().state, 'open');
  });

  it('ends its request under way as cancelled when it is stopped, and asks no more', async () => {
    await using server = await startPollServer(hold());
    await using running = poll(server.url);
    await waitFor('the poll', () => server.requests.length === 1);
    await running.capture.stop('user');
    assert.deepEqual(running.outcomes, ['cancelled']);
    assert.equal(running.counters.polls.cancelled, 1);
    assert.equal(running.capture.summary().state, 'closed');
  });

  it('cannot send', async () => {
    await using server = await startPollServer(json([]));
    await using running = poll(server.url);
    await assert.rejects(running.capture.send({ kind: 'text', text: 'hello' }), { code: 'not-open' });
  });
});

describe('short polling that cannot begin', () => {
  it('fails where nothing listens', async () => {
    await using running = poll(await unusedUrl());
    assert.equal((await failureOf(running))?.code, 'connection-refused');
    assert.deepEqual(running.outcomes, ['failed']);
  });

  it('fails with the status of the first answer, and keeps what its body says', async () => {
    for (const code of [404, 500]) {
      await using server = await startPollServer(status(code, {}, 'why not'));
      await using running = poll(server.url);
      const failure = await failureOf(running);
      assert.equal(failure?.code, 'http-status');
      assert.match(failure.message, new RegExp(`answered ${code}`));
      assert.equal(running.log.requests[0]?.failureBody, 'why not');
      assert.equal(server.requests.length, 1);
    }
  });

  it('fails with an address or a path that cannot be used', async () => {
    await using wrongScheme = poll('ws://127.0.0.1:1/');
    assert.equal((await failureOf(wrongScheme))?.code, 'invalid-url');
    for (const feed of [{ split: '$[' }, { id: 'id' }]) {
      await using wrongPath = poll('http://127.0.0.1:1/', feed);
      assert.equal((await failureOf(wrongPath))?.code, 'invalid-option');
    }
  });
});
