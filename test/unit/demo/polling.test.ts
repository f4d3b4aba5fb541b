import assert from 'node:assert/strict';
import http from 'node:http';
import { describe, test } from 'node:test';
import { MAX_KEPT_MESSAGES } from '../../../src/demo/messageFeed.ts';
import { waitFor } from '../../support/waitFor.ts';
import { poll, PollingClient, startHandFeed } from './feedClients.ts';

const message = (seq: number): string => `{"id":"${seq}"}`;

describe('short and long polling', () => {
  for (const path of ['/short-polling', '/long-polling'] as const) {
    test(`${path} without a position starts from now, with the position to go on from`, async () => {
      await using hand = await startHandFeed();
      assert.deepEqual(await poll(hand.origin + path), {
        status: 200,
        etag: '"0"',
        cursor: '0',
        gone: null,
        body: '[]',
      });
      hand.publish(message(1), message(2));
      const later = await poll(hand.origin + path);
      assert.equal(later.body, '[]');
      assert.equal(later.etag, '"2"');
      assert.equal(hand.server.stats()[path].messagesSent, 0);
    });

    test(`${path} answers with all that is new after a position`, async () => {
      await using hand = await startHandFeed();
      hand.publish(message(1), message(2), message(3));
      const expected = { status: 200, etag: '"3"', cursor: '3', gone: null };
      const all = `[${message(1)},${message(2)},${message(3)}]`;
      const lastTwo = `[${message(2)},${message(3)}]`;
      assert.deepEqual(await poll(`${hand.origin}${path}?after=0`), { ...expected, body: all });
      assert.deepEqual(await poll(`${hand.origin}${path}?after=1`), { ...expected, body: lastTwo });
      assert.deepEqual(await poll(hand.origin + path, '"1"'), { ...expected, body: lastTwo });
      assert.deepEqual(await poll(hand.origin + path, 'W/"1"'), { ...expected, body: lastTwo });
    });

    test(`${path} goes by the furthest position where an address holds one for good`, async () => {
      await using hand = await startHandFeed();
      hand.publish(message(1), message(2));
      assert.equal((await poll(`${hand.origin}${path}?after=0`, '"1"')).body, `[${message(2)}]`);
    });

    test(`${path} starts from now for a position of an earlier run`, async () => {
      await using hand = await startHandFeed();
      hand.publish(message(1));
      const answer = await poll(hand.origin + path, '"900"');
      assert.deepEqual([answer.status, answer.body, answer.etag], [200, '[]', '"1"']);
    });

    test(`${path} says how many messages are no longer kept`, async () => {
      await using hand = await startHandFeed();
      hand.publish(...Array.from({ length: MAX_KEPT_MESSAGES + 7 }, (_, at) => message(at + 1)));
      const answer = await poll(`${hand.origin}${path}?after=2`);
      assert.equal(answer.gone, '5');
      assert.equal((JSON.parse(answer.body) as unknown[]).length, MAX_KEPT_MESSAGES);
      assert.equal(hand.server.stats()[path].messagesGone, 5);
    });

    for (const after of ['-1', '1.5', 'x', '0x1', '9'.repeat(40)]) {
      test(`${path} refuses after=${after} in a sentence`, async () => {
        await using hand = await startHandFeed();
        const answer = await poll(`${hand.origin}${path}?after=${after}`);
        assert.equal(answer.status, 400);
        assert.match(answer.body, /^after is the seq of a message.*\.\n$/);
      });
    }

    test(`${path} gives HEAD the head at once and counts no message`, async () => {
      await using hand = await startHandFeed();
      hand.publish(message(1));
      const news = await fetch(`${hand.origin}${path}?after=0`, { method: 'HEAD' });
      assert.deepEqual([news.status, news.headers.get('etag'), await news.text()], [200, '"1"', '']);
      const none = await fetch(hand.origin + path, { method: 'HEAD', headers: { 'If-None-Match': '"1"' } });
      assert.equal(none.status, path === '/short-polling' ? 304 : 204);
      assert.equal(hand.server.stats()[path].messagesSent, 0);
    });
  }
});

describe('short polling', () => {
  test('answers 304 with the position to an entity tag when there is nothing new', async () => {
    await using hand = await startHandFeed();
    hand.publish(message(1));
    const expected = { status: 304, etag: '"1"', cursor: '1', gone: null, body: '' };
    assert.deepEqual(await poll(`${hand.origin}/short-polling`, '"1"'), expected);
    assert.deepEqual(await poll(`${hand.origin}/short-polling?after=0`, '"1"'), expected);
  });

  test('answers an empty array to ?after= when there is nothing new', async () => {
    await using hand = await startHandFeed();
    hand.publish(message(1));
    const answer = await poll(`${hand.origin}/short-polling?after=1`);
    assert.deepEqual([answer.status, answer.body, answer.etag], [200, '[]', '"1"']);
  });

  test('gives a client that sends back entity tags each message once', async () => {
    await using hand = await startHandFeed();
    const client = new PollingClient(`${hand.origin}/short-polling`);
    const sent: string[] = [];
    await client.pollOnce();
    for (const burst of [0, 1, 3, 0, 0, 50, 1]) {
      const texts = Array.from({ length: burst }, (_, at) => message(sent.length + at + 1));
      sent.push(...texts);
      hand.publish(...texts);
      await client.pollOnce();
    }
    assert.deepEqual(client.texts, sent);
    assert.deepEqual(client.statuses, [200, 304, 200, 200, 304, 304, 200, 200]);
    const { requests, messagesSent } = hand.server.stats()['/short-polling'];
    assert.deepEqual({ requests, messagesSent }, { requests: 8, messagesSent: sent.length });
  });

  test('keeps one connection for polls one after the other', async () => {
    await using hand = await startHandFeed();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let at = 0; at < 3; at += 1) {
      await new Promise<void>((resolve, reject) => {
        const request = http.get(`${hand.origin}/short-polling`, { agent }, (response) => {
          response.resume().on('end', resolve);
        });
        request.on('error', reject);
      });
    }
    agent.destroy();
    const { requests, connections } = hand.server.stats()['/short-polling'];
    assert.deepEqual({ requests, connections }, { requests: 3, connections: 1 });
  });
});

describe('long polling', () => {
  test('holds a request until there is news and answers with all of it', async () => {
    await using hand = await startHandFeed();
    const held = poll(`${hand.origin}/long-polling`, '"0"');
    await waitFor('the poll to be held', () => hand.server.stats()['/long-polling'].open === 1);
    hand.publish(message(1), message(2));
    assert.deepEqual(await held, {
      status: 200,
      etag: '"2"',
      cursor: '2',
      gone: null,
      body: `[${message(1)},${message(2)}]`,
    });
    const { open, messagesSent } = hand.server.stats()['/long-polling'];
    assert.deepEqual({ open, messagesSent }, { open: 0, messagesSent: 2 });
  });

  test('answers 204 with the position when its time is up', async () => {
    await using hand = await startHandFeed({ longPollTimeoutMs: 30 });
    hand.publish(message(1));
    const startedMs = performance.now();
    assert.deepEqual(await poll(`${hand.origin}/long-polling?after=1`), {
      status: 204,
      etag: '"1"',
      cursor: '1',
      gone: null,
      body: '',
    });
    assert.ok(performance.now() - startedMs >= 29, 'it was held');
  });

  test('forgets a client that leaves while it is held, and counts no message for it', async () => {
    await using hand = await startHandFeed();
    const abort = new AbortController();
    const held = fetch(`${hand.origin}/long-polling?after=0`, { signal: abort.signal });
    await waitFor('the poll to be held', () => hand.server.stats()['/long-polling'].open === 1);
    abort.abort();
    await assert.rejects(held, { name: 'AbortError' });
    await waitFor('the poll to be forgotten', () => hand.server.stats()['/long-polling'].open === 0);
    hand.publish(message(1));
    assert.equal(hand.server.stats()['/long-polling'].messagesSent, 0);
  });

  test('answers every client that is held', async () => {
    await using hand = await startHandFeed();
    hand.publish(message(1));
    const held = ['0', '1', '1'].map((after) => poll(`${hand.origin}/long-polling?after=${after}`, '"1"'));
    await waitFor('the polls to be held', () => hand.server.stats()['/long-polling'].open === 3);
    hand.publish(message(2));
    const bodies = (await Promise.all(held)).map(({ body }) => body);
    assert.deepEqual(bodies, new Array(3).fill(`[${message(2)}]`));
  });

  test('loses nothing between requests while bursts keep coming', async () => {
    await using hand = await startHandFeed();
    const clients = [1, 2, 3].map(() => new PollingClient(`${hand.origin}/long-polling`));
    await Promise.all(clients.map((client) => client.pollOnce()));
    const total = 600;
    for (const client of clients) client.start(total);
    const sent: string[] = [];
    for (let burst = 0; sent.length < total; burst = (burst + 1) % 7) {
      const texts = Array.from({ length: Math.min(burst, total - sent.length) }, (_, at) =>
        message(sent.length + at + 1),
      );
      sent.push(...texts);
      hand.publish(...texts);
      // Between two bursts the clients get from no turn to a few of the event loop.
      for (let turn = 0; turn < burst % 4; turn += 1) await new Promise(setImmediate);
    }
    await Promise.all(clients.map((client) => client.ended()));
    for (const client of clients) assert.deepEqual(client.texts, sent);
    assert.equal(hand.server.stats()['/long-polling'].messagesSent, total * clients.length);
  });
});
