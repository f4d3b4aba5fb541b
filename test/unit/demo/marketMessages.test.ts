import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ArrivalGaps } from '../../../src/demo/arrivalGaps.ts';
import { type FeedContent, jsonContent } from '../../../src/demo/feedContent.ts';
import { MarketMessages } from '../../../src/demo/marketMessages.ts';
import { MAX_KEPT_BYTES, MAX_KEPT_MESSAGES, MessageFeed } from '../../../src/demo/messageFeed.ts';
import { SeededRandom } from '../../../src/demo/seededRandom.ts';

const TIME = '2026-01-01T00:00:00.000Z';

function textOf(text: string): FeedContent {
  return jsonContent(Buffer.from(text));
}

function texts(seed: number, sizeBytes: number, count: number): readonly string[] {
  const messages = new MarketMessages(seed, sizeBytes);
  return Array.from({ length: count }, (_, at) => messages.next(at + 1, TIME).toString());
}

function gaps(rate: number, burstiness: number, seed: number, count: number): readonly number[] {
  const source = new ArrivalGaps(rate, burstiness, seed);
  return Array.from({ length: count }, () => source.nextMs());
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The standard deviation in means: 0 for a clock, 1 for independent arrivals. */
function variation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2))) / centre;
}

describe('the messages of the demo feed', () => {
  test('are the same for the same seed and others for another', () => {
    assert.deepEqual(texts(7, 200, 500), texts(7, 200, 500));
    assert.notDeepEqual(texts(7, 200, 500), texts(8, 200, 500));
  });

  test('are JSON objects with an id, a seq, a time, a type and data', () => {
    for (const [at, text] of texts(1, 200, 500).entries()) {
      const message: unknown = JSON.parse(text);
      assert.ok(typeof message === 'object' && message !== null);
      assert.deepEqual(Object.keys(message), ['id', 'seq', 'time', 'type', 'data']);
      assert.ok('id' in message && message.id === String(at + 1));
      assert.ok('seq' in message && message.seq === at + 1);
      assert.ok('time' in message && message.time === TIME);
    }
  });

  test('come as ticks, orders and chat', () => {
    const types = texts(1, 200, 500).map((text) => /"type":"(\w+)"/.exec(text)?.[1]);
    assert.deepEqual([...new Set(types)].sort(), ['chat', 'order', 'tick']);
  });

  for (const sizeBytes of [250, 1_000, 65_536]) {
    test(`are ${sizeBytes} bytes large, whatever is in them`, () => {
      const sizes = texts(3, sizeBytes, 300).map((text) => Buffer.byteLength(text));
      assert.deepEqual([...new Set(sizes)], [sizeBytes]);
    });
  }

  test('are cut to the size at the end of a member', () => {
    for (const text of texts(3, 120, 300)) {
      assert.doesNotThrow(() => JSON.parse(text));
      assert.ok(Buffer.byteLength(text) <= 120, text);
      assert.match(text, /"data":\{"(symbol|from)":/);
    }
  });

  test('keep what stands before their data at any size', () => {
    assert.match(texts(3, 1, 1)[0] ?? '', /^\{"id":"1","seq":1,.*"data":\{\}\}$/);
  });

  test('tell the same story at another size', () => {
    const symbol = (text: string): string | undefined => /"symbol":"(\w+)"/.exec(text)?.[1];
    assert.deepEqual(texts(3, 120, 200).map(symbol), texts(3, 900, 200).map(symbol));
  });
});

describe('the gaps between arrivals', () => {
  test('are the same for the same seed and others for another', () => {
    assert.deepEqual(gaps(5, 0.3, 7, 200), gaps(5, 0.3, 7, 200));
    assert.notDeepEqual(gaps(5, 0.3, 7, 200), gaps(5, 0.3, 8, 200));
  });

  test('are all the same without burstiness', () => {
    assert.deepEqual(new Set(gaps(8, 0, 1, 100)), new Set([125]));
  });

  for (const burstiness of [0.3, 0.7, 1]) {
    test(`keep the rate at burstiness ${burstiness}`, () => {
      const average = mean(gaps(50, burstiness, 1, 200_000));
      assert.ok(Math.abs(average - 20) < 0.6, `the mean gap is ${average} ms`);
    });
  }

  test('vary more the burstier the feed', () => {
    const at = [0, 0.3, 0.7, 1].map((burstiness) => variation(gaps(50, burstiness, 1, 50_000)));
    assert.deepEqual(
      at,
      at.toSorted((a, b) => a - b),
    );
    assert.ok((at[3] ?? 0) > 3, `at full burstiness the variation is ${at[3]}`);
  });
});

describe('the numbers of a seed', () => {
  test('lie evenly from 0 to 1', () => {
    const random = new SeededRandom(42);
    const tenths = new Array<number>(10).fill(0);
    for (let at = 0; at < 100_000; at += 1) {
      const tenth = Math.floor(random.next() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    assert.equal(tenths.length, 10);
    for (const count of tenths) assert.ok(Math.abs(count - 10_000) < 500, tenths.join(' '));
  });

  test('reach both ends of a range of integers', () => {
    const random = new SeededRandom(42);
    const drawn = new Set(Array.from({ length: 1_000 }, () => random.integer(3, 6)));
    assert.deepEqual([...drawn].sort(), [3, 4, 5, 6]);
  });
});

describe('the feed', () => {
  test('keeps the most recent messages and says how many are gone', () => {
    const feed = new MessageFeed();
    feed.publish(Array.from({ length: MAX_KEPT_MESSAGES + 5 }, (_, at) => textOf(String(at + 1))));
    assert.equal(feed.latestSeq, MAX_KEPT_MESSAGES + 5);
    assert.equal(feed.since(0).length, MAX_KEPT_MESSAGES);
    assert.equal(feed.since(0)[0]?.json.toString(), '6');
    assert.equal(feed.goneSince(0), 5);
    assert.equal(feed.goneSince(2), 3);
    assert.equal(feed.goneSince(5), 0);
    assert.equal(feed.goneSince(9_999), 0);
  });

  test('keeps fewer large messages, and the last one however large it is', () => {
    const feed = new MessageFeed();
    const large = jsonContent(Buffer.alloc(MAX_KEPT_BYTES / 4));
    feed.publish([large, large, large, large, large]);
    assert.deepEqual(
      feed.since(0).map(({ seq }) => seq),
      [2, 3, 4, 5],
    );
    feed.publish([jsonContent(Buffer.alloc(MAX_KEPT_BYTES + 1))]);
    assert.deepEqual(
      feed.since(0).map(({ seq }) => seq),
      [6],
    );
  });

  test('tells each listener of all that is new at once, and of nothing never', () => {
    const feed = new MessageFeed();
    const heard: number[][] = [];
    feed.onNews((news) => heard.push(news.map(({ seq }) => seq)));
    feed.publish([textOf('a'), textOf('b')]);
    feed.publish([]);
    feed.publish([textOf('c')]);
    assert.deepEqual(heard, [[1, 2], [3]]);
  });
});
