import assert from 'node:assert/strict';
import http from 'node:http';
import { describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { startDemoServer, type DemoServer, type DemoServerOptions } from '../../../src/demo/demoServer.ts';
import { InspectorError } from '../../../src/protocol/errors.ts';
import { waitFor } from '../../support/waitFor.ts';
import { poll, PollingClient, SocketClient, startHandFeed, StreamClient, textsOf } from './feedClients.ts';

async function start(options: DemoServerOptions = {}): Promise<DemoServer & AsyncDisposable> {
  const server = await startDemoServer(options);
  return { ...server, [Symbol.asyncDispose]: server.close };
}

async function firstTexts(server: DemoServer, count: number): Promise<readonly string[]> {
  await waitFor(`${count} messages`, () => server.stats().messages >= count);
  return textsOf((await poll(`${server.origin}/short-polling?after=0`)).body).slice(0, count);
}

const withoutTime = (text: string): string => text.replace(/"time":"[^"]*"/, '"time":""');

describe('the demo feed', () => {
  test('says the same on two servers of one seed but for the times, at any rate', async () => {
    await using one = await start({ rate: 2_000, seed: 5 });
    await using same = await start({ rate: 400, seed: 5, burstiness: 1 });
    await using other = await start({ rate: 2_000, seed: 6 });
    const texts = (await firstTexts(one, 50)).map(withoutTime);
    assert.equal(texts.length, 50);
    assert.deepEqual((await firstTexts(same, 50)).map(withoutTime), texts);
    assert.notDeepEqual((await firstTexts(other, 50)).map(withoutTime), texts);
  });

  test('says when a message was made', async () => {
    const beforeMs = Date.now();
    await using server = await start({ rate: 1_000 });
    const [first = ''] = await firstTexts(server, 1);
    const time = /"time":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"/.exec(first)?.[1] ?? '';
    assert.ok(Date.parse(time) >= beforeMs && Date.parse(time) <= Date.now(), first);
  });

  test('gives every method the same bytes and counts what each client got', async () => {
    await using server = await start({ rate: 1_000, burstiness: 1 });
    const { origin } = server;
    const short = new PollingClient(`${origin}/short-polling?after=0`);
    const long = new PollingClient(`${origin}/long-polling?after=0`);
    await using stream = await StreamClient.open(`${origin}/sse`, { 'Last-Event-ID': '0' });
    await using socket = await SocketClient.open(origin, '/websocket?after=0');
    const total = 300;
    short.start(total);
    long.start(total);
    await Promise.all([short.ended(), long.ended()]);
    await waitFor('the streams', () => stream.texts.length >= total && socket.texts.length >= total);
    const texts = short.texts.slice(0, total);
    assert.equal(new Set(texts).size, total);
    assert.deepEqual(long.texts.slice(0, total), texts);
    assert.deepEqual(stream.texts.slice(0, total), texts);
    assert.deepEqual(socket.texts.slice(0, total), texts);
    const stats = server.stats();
    assert.equal(stats['/short-polling'].messagesSent, short.texts.length);
    assert.equal(stats['/short-polling'].requests, short.statuses.length);
    assert.equal(stats['/long-polling'].messagesSent, long.texts.length);
    assert.equal(stats['/long-polling'].requests, long.statuses.length);
    await waitFor('each stream to have what it was sent', () => {
      const now = server.stats();
      return (
        now['/sse'].messagesSent === stream.texts.length &&
        now['/websocket'].messagesSent === socket.texts.length
      );
    });
  });

  test('makes no messages at rate 0', async () => {
    await using server = await start({ rate: 0, longPollTimeoutMs: 50 });
    assert.equal((await poll(`${server.origin}/long-polling`, '"0"')).status, 204);
    assert.equal(server.stats().messages, 0);
  });

  test('keeps up with thousands of messages per second', async () => {
    const startedMs = performance.now();
    await using server = await start({ rate: 10_000, burstiness: 0 });
    // With one message each time the timer fires, at most one a millisecond, it would take 5 s.
    await waitFor('messages', () => server.stats().messages >= 5_000, 4_000);
    const tookMs = performance.now() - startedMs;
    assert.ok(tookMs > 450, `5,000 messages came after ${tookMs} ms: too early`);
  });

  test('makes messages of the size asked for', async () => {
    await using server = await start({ rate: 1_000, sizeBytes: 2_048 });
    const sizes = (await firstTexts(server, 5)).map((text) => Buffer.byteLength(text));
    assert.deepEqual(sizes, [2_048, 2_048, 2_048, 2_048, 2_048]);
  });

  test('says in a sentence that a port is taken', async () => {
    await using server = await start();
    const port = Number(new URL(server.origin).port);
    await assert.rejects(startDemoServer({ port }), (error) => {
      assert.ok(error instanceof InspectorError);
      assert.equal(error.code, 'invalid-option');
      assert.equal(error.message, `port ${port} of this machine is taken`);
      return true;
    });
  });

  for (const options of [
    { port: 65_536 },
    { rate: -1 },
    { rate: Number.NaN },
    { sizeBytes: 0 },
    { sizeBytes: 1.5 },
    { burstiness: 1.1 },
    { seed: -1 },
    { longPollTimeoutMs: 2 ** 31 },
    { heartbeatMs: 0 },
  ]) {
    test(`refuses ${JSON.stringify(options)}`, async () => {
      await assert.rejects(startDemoServer(options), { name: 'InspectorError', code: 'invalid-option' });
    });
  }

  test('runs in a thread that posts its origin', async () => {
    const worker = new Worker(new URL('../../../src/demo/worker.ts', import.meta.url));
    try {
      const origin = await new Promise<string>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
      });
      assert.match(origin, /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.equal((await poll(`${origin}/short-polling`)).status, 200);
    } finally {
      await worker.terminate();
    }
  });
});

describe('the server of a feed', () => {
  test('takes a whole URL for a request target', async () => {
    await using hand = await startHandFeed();
    const { port } = new URL(hand.origin);
    const target = 'http://example.test/short-polling?after=x';
    const status = await new Promise((resolve, reject) => {
      const request = http.get({ host: '127.0.0.1', port, path: target }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject);
    });
    assert.equal(status, 400);
  });

  test('takes news after it closed', async () => {
    const hand = await startHandFeed();
    const stream = await StreamClient.open(`${hand.origin}/sse`);
    const socket = await SocketClient.open(hand.origin);
    const closed = hand.server.close();
    hand.publish('late');
    await closed;
    assert.deepEqual([socket.texts, await stream.text()], [[], 'retry: 2000\n\n']);
  });

  test('lists its paths where there is nothing', async () => {
    await using hand = await startHandFeed();
    for (const path of ['/', '/nowhere', '//sse', '/sse/']) {
      const answer = await fetch(hand.origin + path);
      assert.equal(answer.status, 404, path);
      assert.match(await answer.text(), /\/short-polling, \/long-polling, \/websocket, \/sse;/);
    }
  });

  test('takes nothing but GET and HEAD', async () => {
    await using hand = await startHandFeed();
    for (const path of ['/short-polling', '/long-polling', '/websocket', '/sse', '/stats']) {
      const answer = await fetch(hand.origin + path, { method: 'POST', body: 'x' });
      assert.equal(answer.status, 405, path);
      assert.equal(answer.headers.get('allow'), 'GET, HEAD');
      await answer.text();
    }
  });

  test('lets pages of any origin send a position', async () => {
    await using hand = await startHandFeed();
    const answer = await fetch(`${hand.origin}/short-polling`, {
      method: 'OPTIONS',
      headers: { 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'if-none-match' },
    });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.match(answer.headers.get('access-control-allow-headers') ?? '', /If-None-Match/);
  });

  test('gives its counts at /stats and does not count the asking', async () => {
    await using hand = await startHandFeed();
    hand.publish('{"id":"1"}');
    await poll(`${hand.origin}/short-polling?after=0`);
    const answer = await fetch(`${hand.origin}/stats`);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.deepEqual(await answer.json(), hand.server.stats());
    const none = { messagesReceived: 0, open: 0, messagesGone: 0, clientsDropped: 0 };
    assert.deepEqual(hand.server.stats(), {
      '/short-polling': { requests: 1, connections: 1, messagesSent: 1, ...none },
      '/long-polling': { requests: 0, connections: 0, messagesSent: 0, ...none },
      '/websocket': { requests: 0, connections: 0, messagesSent: 0, ...none },
      '/sse': { requests: 0, connections: 0, messagesSent: 0, ...none },
      messages: 1,
      latestSeq: 1,
    });
  });

  test('ends every connection when it closes, and says so where it can', async () => {
    const hand = await startHandFeed();
    const stream = await StreamClient.open(`${hand.origin}/sse`);
    const socket = await SocketClient.open(hand.origin);
    const held = poll(`${hand.origin}/long-polling`, '"0"');
    await waitFor('the poll to be held', () => hand.server.stats()['/long-polling'].open === 1);
    await hand.server.close();
    assert.equal((await held).status, 204);
    assert.equal(await socket.closeCode(), 1001);
    assert.match(await stream.text(), /^retry: 2000\n\n$/);
    assert.ok(stream.response.complete, 'the stream ended in its last chunk');
    await assert.rejects(fetch(`${hand.origin}/stats`));
  });
});
