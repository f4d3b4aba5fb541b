import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { describe, test } from 'node:test';
import { contentOf } from '../../../src/demo/feedContent.ts';
import { MessageFeed } from '../../../src/demo/messageFeed.ts';
import { type DueMessage, ReplayProducer } from '../../../src/demo/replayProducer.ts';
import { SeededRandom } from '../../../src/demo/seededRandom.ts';
import { waitFor } from '../../support/waitFor.ts';
import { poll, SocketClient, startHandFeed, StreamClient } from './feedClients.ts';

const MESSAGE = '{"id":"1"}';

describe('a feed of any content', () => {
  test('has bytes as bytes in a WebSocket, and as base64 where only text can be', async () => {
    await using hand = await startHandFeed();
    await using socket = await SocketClient.open(hand.server.origin);
    await using stream = await StreamClient.open(`${hand.server.origin}/sse`);
    hand.feed.publish([contentOf(Buffer.of(0xff, 0), true, null)]);
    await waitFor('the message by both', () => socket.texts.length + stream.texts.length === 2);
    assert.equal(socket.binaryMessages, 1);
    assert.deepEqual(stream.texts, ['/wA=']);
    assert.equal((await poll(`${hand.server.origin}/short-polling?after=0`)).body, '["/wA="]');
  });

  test('has text that is no JSON as it is on streams, and as a JSON string in a poll', async () => {
    await using hand = await startHandFeed();
    await using socket = await SocketClient.open(hand.server.origin);
    await using stream = await StreamClient.open(`${hand.server.origin}/sse`);
    hand.feed.publish([contentOf(Buffer.from('plain\n"text"'), false, null)]);
    await waitFor('the message by both', () => socket.texts.length + stream.texts.length === 2);
    assert.deepEqual([socket.texts, stream.texts], [['plain\n"text"'], ['plain\n"text"']]);
    const { body } = await poll(`${hand.server.origin}/short-polling?after=0`);
    assert.equal(body, '["plain\\n\\"text\\""]');
  });

  test('has the names of its events, but none that would be two fields', async () => {
    await using hand = await startHandFeed();
    await using stream = await StreamClient.open(`${hand.server.origin}/sse`);
    const names = ['tick', null, 'tick\ndata: forged'];
    hand.feed.publish(names.map((name) => contentOf(Buffer.from(MESSAGE), false, name)));
    await waitFor('the events', () => stream.texts.length === 3);
    assert.deepEqual(stream.texts, [MESSAGE, MESSAGE, MESSAGE]);
    assert.deepEqual(
      stream.seen.events.map(({ event }) => event),
      ['tick', null, null],
    );
  });
});

describe('a server that misbehaves as it is told', () => {
  test('sends everything late, in order, by every method', async () => {
    const random = new SeededRandom(1);
    const lateness = { delayMs: 20, jitterMs: 30, random: () => random.next() };
    await using hand = await startHandFeed({ lateness });
    await using socket = await SocketClient.open(hand.server.origin);
    await using stream = await StreamClient.open(`${hand.server.origin}/sse`);
    const held = poll(`${hand.server.origin}/long-polling?after=0`);
    await waitFor('the poll to be held', () => hand.server.stats()['/long-polling'].open === 1);
    const texts = Array.from({ length: 20 }, (_, at) => `{"id":"${at}"}`);
    const publishedAtMs = performance.now();
    for (const text of texts) hand.publish(text);
    assert.equal((await held).body, '[{"id":"0"}]');
    assert.ok(performance.now() - publishedAtMs >= lateness.delayMs);
    await waitFor('the messages', () => socket.texts.length + stream.texts.length === 2 * texts.length);
    assert.deepEqual([socket.texts, stream.texts], [texts, texts]);
  });

  test('cuts connections that have stood for long enough, whatever they carry', async () => {
    await using hand = await startHandFeed({ dropAfterMs: 200 });
    await using socket = await SocketClient.open(hand.server.origin);
    await using stream = await StreamClient.open(`${hand.server.origin}/sse`);
    await assert.rejects(poll(`${hand.server.origin}/long-polling?after=0`));
    // No close frame: RFC 6455, section 7.1.5.
    assert.equal(await socket.closeCode(), 1006);
    await stream.text();
    assert.equal(stream.response.complete, false);
  });

  test('tells a client that comes back with a last event id to stay away', async () => {
    await using hand = await startHandFeed({ refusesLastEventId: true });
    hand.publish(MESSAGE);
    await using back = await StreamClient.open(`${hand.server.origin}/sse`, { 'Last-Event-ID': '1' });
    assert.equal(back.response.statusCode, 204);
    await using first = await StreamClient.open(`${hand.server.origin}/sse`, { 'Last-Event-ID': '' });
    assert.equal(first.response.statusCode, 200);
  });

  test('adds as many bytes to the head of an answer as it is told', async () => {
    const headOf = async (headBytes: number): Promise<number> => {
      await using hand = await startHandFeed({ headBytes });
      await using stream = await StreamClient.open(`${hand.server.origin}/sse`);
      const { rawHeaders } = stream.response;
      return rawHeaders.reduce((bytes, text) => bytes + text.length, 2 * rawHeaders.length);
    };
    assert.equal((await headOf(500)) - (await headOf(0)), 500);
  });

  test('adds them to the head of an upgrade too', async () => {
    await using hand = await startHandFeed({ headBytes: 100 });
    const { port } = new URL(hand.server.origin);
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
    const socket = net.connect(Number(port), '127.0.0.1');
    socket.write(
      `GET /websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n\r\n`,
    );
    const [head] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    assert.match(head.toString(), new RegExp(`\r\nPadding: x{${100 - 'Padding: \r\n'.length}}\r\n`));
  });
});

describe('a replay', () => {
  const due = (...times: readonly number[]): DueMessage[] =>
    times.map((atMs) => ({ atMs, content: contentOf(Buffer.from(String(atMs)), false, null) }));

  function play(
    messages: readonly DueMessage[],
    isLooped: boolean,
    speed = 1,
  ): Disposable & { heard: number[] } {
    const feed = new MessageFeed();
    const heard: number[] = [];
    feed.onNews((news) => heard.push(...news.map(({ json }) => Number(json.toString()))));
    const read = (): Iterator<DueMessage, void> => messages[Symbol.iterator]();
    const producer = new ReplayProducer(feed, { read, fromMs: messages[0]?.atMs ?? 0, speed, isLooped });
    producer.start();
    producer.start();
    return {
      heard,
      [Symbol.dispose]: () => {
        producer.stop();
      },
    };
  }

  test('loses and repeats nothing, however fast it is played', async () => {
    const times = Array.from({ length: 20_000 }, (_, at) => 7_000 + at);
    using playing = play(due(...times), false, 1_000);
    await waitFor('all of it', () => playing.heard.length >= times.length);
    assert.deepEqual(playing.heard, times);
  });

  test('begins anew where it is looped', async () => {
    using playing = play(due(5, 15), true, 100);
    await waitFor('three rounds', () => playing.heard.length >= 6);
    assert.deepEqual(playing.heard.slice(0, 6), [5, 15, 5, 15, 5, 15]);
  });

  test('of nothing is nothing', () => {
    using playing = play([], true);
    assert.deepEqual(playing.heard, []);
  });
});
