import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { MAX_KEPT_MESSAGES } from '../../../src/demo/messageFeed.ts';
import { waitFor } from '../../support/waitFor.ts';
import { deafClient, SocketClient, startHandFeed, StreamClient } from './feedClients.ts';

const message = (seq: number): string => `{"id":"${seq}"}`;
const MIB = 'x'.repeat(1024 * 1024);

describe('SSE', () => {
  test('sends its head and the time to reconnect at once', async () => {
    await using hand = await startHandFeed();
    await using stream = await StreamClient.open(`${hand.origin}/sse`);
    assert.equal(stream.response.statusCode, 200);
    assert.equal(stream.response.headers['content-type'], 'text/event-stream');
    assert.equal(stream.response.headers['cache-control'], 'no-cache');
    assert.equal(stream.response.headers['access-control-allow-origin'], '*');
    await waitFor('the time to reconnect', () => stream.seen.retries.length === 1);
    assert.deepEqual(stream.seen.retries, ['2000']);
  });

  test('sends each message as an event with its position as id, from now on', async () => {
    await using hand = await startHandFeed();
    hand.publish(message(1));
    await using stream = await StreamClient.open(`${hand.origin}/sse`);
    hand.publish(message(2), message(3));
    hand.publish(message(4));
    await waitFor('three events', () => stream.texts.length === 3);
    assert.deepEqual(
      stream.seen.events,
      [2, 3, 4].map((seq) => ({ id: String(seq), event: null, data: message(seq) })),
    );
    const { open, messagesSent, requests } = hand.server.stats()['/sse'];
    assert.deepEqual({ open, messagesSent, requests }, { open: 1, messagesSent: 3, requests: 1 });
  });

  test('resumes after the last event id', async () => {
    await using hand = await startHandFeed();
    hand.publish(message(1), message(2), message(3));
    await using stream = await StreamClient.open(`${hand.origin}/sse`, { 'Last-Event-ID': '1' });
    hand.publish(message(4));
    await waitFor('three events', () => stream.texts.length === 3);
    assert.deepEqual(stream.texts, [2, 3, 4].map(message));
  });

  test('takes an empty last event id for none, and one of an earlier run too', async () => {
    await using hand = await startHandFeed();
    hand.publish(message(1));
    for (const lastEventId of ['', '500']) {
      await using stream = await StreamClient.open(`${hand.origin}/sse`, { 'Last-Event-ID': lastEventId });
      await waitFor('the stream to be open', () => hand.server.stats()['/sse'].open === 1);
      hand.publish(message(2));
      await waitFor('an event', () => stream.texts.length === 1);
      assert.deepEqual(stream.texts, [message(2)]);
      await stream[Symbol.asyncDispose]();
      await waitFor('the stream to be forgotten', () => hand.server.stats()['/sse'].open === 0);
    }
  });

  test('refuses a last event id that is no position', async () => {
    await using hand = await startHandFeed();
    const stream = await StreamClient.open(`${hand.origin}/sse`, { 'Last-Event-ID': 'abc' });
    assert.equal(stream.response.statusCode, 400);
    assert.match(await stream.text(), /^Last-Event-ID is the seq of a message.*"abc"\.\n$/);
  });

  test('says in a comment how many messages are gone', async () => {
    await using hand = await startHandFeed();
    hand.publish(...Array.from({ length: MAX_KEPT_MESSAGES + 3 }, (_, at) => message(at + 1)));
    await using stream = await StreamClient.open(`${hand.origin}/sse`, { 'Last-Event-ID': '1' });
    await waitFor('the backlog', () => stream.texts.length === MAX_KEPT_MESSAGES);
    assert.deepEqual(stream.seen.comments, ['2 messages after 1 are gone']);
  });

  test('shows that it lives in comments', async () => {
    await using hand = await startHandFeed({ heartbeatMs: 10 });
    await using stream = await StreamClient.open(`${hand.origin}/sse`);
    await waitFor('two heartbeats', () => stream.seen.comments.length >= 2);
    assert.deepEqual([...new Set(stream.seen.comments)], ['heartbeat']);
    assert.deepEqual(stream.texts, []);
  });

  test('keeps the lines of a message of several', async () => {
    await using hand = await startHandFeed();
    await using stream = await StreamClient.open(`${hand.origin}/sse`);
    hand.publish('{\n"a": 1\r\n}', 'b\rc');
    await waitFor('two events', () => stream.texts.length === 2);
    assert.deepEqual(stream.texts, ['{\n"a": 1\n}', 'b\nc']);
  });

  test('ends for HEAD', async () => {
    await using hand = await startHandFeed();
    const answer = await fetch(`${hand.origin}/sse`, { method: 'HEAD' });
    assert.equal(answer.headers.get('content-type'), 'text/event-stream');
    assert.equal(await answer.text(), '');
    assert.equal(hand.server.stats()['/sse'].open, 0);
  });

  test('drops a client that does not read, and no other', async () => {
    await using hand = await startHandFeed();
    const deaf = deafClient(Number(new URL(hand.origin).port), 'GET /sse HTTP/1.1');
    await using stream = await StreamClient.open(`${hand.origin}/sse`);
    await waitFor('both streams', () => hand.server.stats()['/sse'].open === 2);
    let sent = 0;
    await waitFor('the deaf client to be dropped', () => {
      hand.publish(MIB);
      sent += 1;
      return hand.server.stats()['/sse'].clientsDropped === 1;
    });
    await waitFor('all that was sent', () => stream.seen.events.length === sent);
    assert.ok(sent > 8, `dropped after ${sent} MiB`);
    assert.equal(hand.server.stats()['/sse'].open, 1);
    deaf.destroy();
  });
});

for (const [path, name] of [
  ['/sse?after=0', 'SSE'],
  ['/websocket?after=0', 'WebSocket'],
] as const) {
  test(`${name} gives a client that asks for the past time to read it`, async () => {
    await using hand = await startHandFeed();
    const texts = Array.from({ length: 20 }, (_, at) => `${at}${MIB}`);
    hand.publish(...texts);
    const isStream = name === 'SSE';
    await using client = isStream
      ? await StreamClient.open(hand.origin + path)
      : await SocketClient.open(hand.origin, path);
    hand.publish('a', 'b');
    hand.publish('c');
    await waitFor('all of it', () => client.texts.length === 23);
    assert.deepEqual(client.texts, [...texts, 'a', 'b', 'c']);
  });
}

describe('WebSocket', () => {
  test('sends each message as text, from now on', async () => {
    await using hand = await startHandFeed();
    hand.publish(message(1));
    await using client = await SocketClient.open(hand.origin);
    hand.publish(message(2), message(3));
    hand.publish(message(4));
    await waitFor('three messages', () => client.texts.length === 3);
    assert.deepEqual(client.texts, [2, 3, 4].map(message));
    assert.equal(client.binaryMessages, 0);
    assert.equal(client.webSocket.extensions, '');
    const { open, messagesSent, requests, connections } = hand.server.stats()['/websocket'];
    assert.deepEqual(
      { open, messagesSent, requests, connections },
      { open: 1, messagesSent: 3, requests: 1, connections: 1 },
    );
  });

  test('resumes after a position', async () => {
    await using hand = await startHandFeed();
    hand.publish(message(1), message(2));
    await using client = await SocketClient.open(hand.origin, '/websocket?after=1');
    hand.publish(message(3));
    await waitFor('two messages', () => client.texts.length === 2);
    assert.deepEqual(client.texts, [2, 3].map(message));
  });

  test('counts what clients send and answers nothing', async () => {
    await using hand = await startHandFeed();
    await using client = await SocketClient.open(hand.origin);
    client.webSocket.send('hello');
    client.webSocket.send(Buffer.from([1, 2, 3]));
    await waitFor('both to be counted', () => hand.server.stats()['/websocket'].messagesReceived === 2);
    hand.publish(message(1));
    await waitFor('a message', () => client.texts.length > 0);
    assert.deepEqual(client.texts, [message(1)]);
  });

  test('pings, and drops a client that answers no ping', async () => {
    await using hand = await startHandFeed({ heartbeatMs: 200 });
    await using alive = await SocketClient.open(hand.origin);
    await using dead = await SocketClient.open(hand.origin, '/websocket', false);
    await dead.closeCode();
    await waitFor('another ping', () => alive.pings >= 3);
    assert.equal(dead.pings, 1);
    const { open, clientsDropped } = hand.server.stats()['/websocket'];
    assert.deepEqual({ open, clientsDropped }, { open: 1, clientsDropped: 1 });
  });

  test('answers a close frame and ends the connection', async () => {
    await using hand = await startHandFeed();
    const client = await SocketClient.open(hand.origin);
    client.webSocket.close(1000);
    assert.equal(await client.closeCode(), 1000);
    await waitFor('the client to be forgotten', () => hand.server.stats()['/websocket'].open === 0);
    hand.publish(message(1));
    const { messagesSent, clientsDropped } = hand.server.stats()['/websocket'];
    assert.deepEqual({ messagesSent, clientsDropped }, { messagesSent: 0, clientsDropped: 0 });
  });

  test('drops a client that does not read, and no other', async () => {
    await using hand = await startHandFeed();
    const deaf = deafClient(
      Number(new URL(hand.origin).port),
      'GET /websocket HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    );
    await using client = await SocketClient.open(hand.origin);
    await waitFor('both clients', () => hand.server.stats()['/websocket'].open === 2);
    let sent = 0;
    await waitFor('the deaf client to be dropped', () => {
      hand.publish(MIB);
      sent += 1;
      return hand.server.stats()['/websocket'].clientsDropped === 1;
    });
    await waitFor('all that was sent', () => client.texts.length === sent);
    assert.equal(hand.server.stats()['/websocket'].open, 1);
    deaf.destroy();
  });

  test('tells a plain GET to upgrade', async () => {
    await using hand = await startHandFeed();
    const answer = await fetch(`${hand.origin}/websocket`);
    assert.equal(answer.status, 426);
    assert.equal(answer.headers.get('upgrade'), 'websocket');
    assert.match(await answer.text(), /ws:/);
  });

  for (const [path, status] of [
    ['/sse', 400],
    ['/nowhere', 404],
    ['/websocket?after=x', 400],
  ] as const) {
    test(`refuses an upgrade at ${path} with ${status}`, async () => {
      await using hand = await startHandFeed();
      const answered = await new Promise((resolve) => {
        const webSocket = new WebSocket(hand.origin.replace('http', 'ws') + path);
        webSocket.on('open', () => {
          resolve('open');
        });
        webSocket.on('unexpected-response', (_, response) => {
          resolve(response.statusCode);
          response.destroy();
        });
      });
      assert.equal(answered, status);
    });
  }
});
