import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NewsFilter } from '../../../src/engine/polling/newsFilter.ts';
import { type PollBody, PollBodyReader } from '../../../src/engine/polling/pollBody.ts';
import { InspectorError } from '../../../src/protocol/errors.ts';
import { completeFeed, type Feed } from '../../../src/protocol/feed.ts';

const utf8 = new TextEncoder();
const text = new TextDecoder();

function read(body: string | Uint8Array, options: Partial<Feed> = {}): PollBody {
  const reader = new PollBodyReader(
    completeFeed({ method: 'short-polling', url: 'http://localhost/', ...options }),
  );
  return reader.read(typeof body === 'string' ? utf8.encode(body) : body);
}

function textsOf({ items }: Pick<PollBody, 'items'>): string[] {
  return items.map(({ payload }) => text.decode(payload));
}

describe('the messages in the body of a poll', () => {
  it('are the items of a JSON array, each as it is written there', () => {
    const body = read(' [ {"a" : 1.10,\n "b":[ ]} ,12345678901234567890, "é\\u00e9" , null,[1, 2]] ');
    assert.deepEqual(textsOf(body), [
      '{"a" : 1.10,\n "b":[ ]}',
      '12345678901234567890',
      '"é\\u00e9"',
      'null',
      '[1, 2]',
    ]);
  });

  it('are one, the whole body, where that is no array', () => {
    for (const body of ['{"price":1}', 'plain text', '[1, 2', '"a"']) {
      assert.deepEqual(textsOf(read(body)), [body]);
      assert.equal(read(body).items[0]?.id, null);
    }
  });

  it('are none in an empty body and in an empty array', () => {
    assert.deepEqual(read('').items, []);
    assert.deepEqual(read('[]').items, []);
  });

  it('are what the split path finds, wherever that is', () => {
    const body = '{"päge":{"items":[{"n":1},{"n" : 2}],"last":{"n":3}}}';
    assert.deepEqual(textsOf(read(body, { split: '$..items[*]' })), ['{"n":1}', '{"n" : 2}']);
    assert.deepEqual(textsOf(read(body, { split: "$['päge'].last" })), ['{"n":3}']);
    assert.deepEqual(textsOf(read(body, { split: '$.nothing' })), []);
  });

  it('are found under names however these are written', () => {
    const names = ['"päge"', '"p\\u00e4ge"', '"\\u0070äge"'];
    for (const name of names) {
      assert.deepEqual(textsOf(read(`{${name}:[1, {}]}`, { split: "$['päge'][*]" })), ['1', '{}']);
    }
    assert.deepEqual(textsOf(read('{"\\ud83d\\ude00":[1],"😀 ":[2]}', { split: '$.*[*]' })), ['1', '2']);
    assert.deepEqual(textsOf(read('{"__proto__":{"a\\"b":[1]}}', { split: '$.*.*[*]' })), ['1']);
  });

  it('are taken from the last of two members with one name, as JSON.parse does', () => {
    assert.deepEqual(textsOf(read('{"a":[1],"a":[2, 3]}', { split: '$.a[*]' })), ['2', '3']);
  });

  it('keep bytes that are not UTF-8 as they came', () => {
    const body = Buffer.concat([Buffer.from('["'), Buffer.from([0xff, 0xfe]), Buffer.from('", 1]')]);
    const [first] = read(body).items;
    assert.deepEqual([...(first?.payload ?? [])], [0x22, 0xff, 0xfe, 0x22]);
  });

  it('are found behind a byte order mark', () => {
    assert.deepEqual(textsOf(read('\ufeff[1, 2]')), ['1', '2']);
  });

  it('cannot be found by a path in a body that is no JSON', () => {
    assert.throws(
      () => read('<html>', { split: '$[*]' }),
      (error) => error instanceof InspectorError && error.code === 'invalid-body',
    );
  });

  it('have the id that the id path finds, else their own id member', () => {
    const body = '[{"id":1,"key":"a"},{"id":"x"},{"key":"c"},7]';
    const idsOf = (options: Partial<Feed>): unknown => read(body, options).items.map(({ id }) => id);
    assert.deepEqual(idsOf({}), ['1', 'x', null, null]);
    assert.deepEqual(idsOf({ id: '$.key' }), ['a', null, 'c', null]);
  });

  it('have ids with all the digits that were sent', () => {
    const body = '[{"id":12345678901234567890},{"id":12345678901234567891},{"id":-7},{"id":1.0}]';
    const ids = ['12345678901234567890', '12345678901234567891', '-7', '1'];
    for (const options of [{}, { id: '$.id' }, { id: '$..id', split: '$[*]' }]) {
      assert.deepEqual(
        read(body, options).items.map(({ id }) => id),
        ids,
      );
    }
  });

  it('have an id as a whole body only by a path or behind a cursor: else it is the state of one thing', () => {
    const cursor: Feed['cursor'] = {
      from: { kind: 'json-path', path: '$.id' },
      to: { kind: 'query', name: 'after' },
    };
    const idOf = (options: Partial<Feed>): unknown => read('{"id":5}', options).items[0]?.id;
    assert.deepEqual([idOf({}), idOf({ id: '$.id' }), idOf({ cursor })], [null, '5', '5']);
  });

  it('are found however deeply a body is nested, but for a search through all of it', () => {
    const inner = '['.repeat(20_000) + ']'.repeat(20_000);
    for (const options of [{}, { split: '$[*]' }]) {
      assert.deepEqual(
        read(`[${inner}]`, options).items.map(({ payload }) => Buffer.from(payload).toString()),
        [inner],
      );
    }
    assert.throws(
      () => read(inner, { split: '$..a' }),
      (error) => error instanceof InspectorError && error.code === 'invalid-body',
    );
  });

  it('were looked for in vain where the list is not where the path says', () => {
    const isInVain = (body: string, split: string): boolean => read(body, { split }).isSplitInVain;
    for (const split of ['$.items[*]', '$.items.*', '$["items"] [ * ]']) {
      for (const body of ['{"items":[]}', '{"items":null}', '{"items":{}}', '[]', '{}', 'null'])
        assert.equal(isInVain(body, split), false, `${split} in ${body}`);
      for (const body of ['{"data":[]}', '{"items":"none"}', '7'])
        assert.equal(isInVain(body, split), true, `${split} in ${body}`);
    }
    assert.equal(isInVain('{"items":[]}', '$..[?@.id]'), true);
  });

  it('are not looked for in vain by a path that has found some before', () => {
    const feed = completeFeed({ method: 'short-polling', url: 'http://localhost/', split: '$.new[*]' });
    const reader = new PollBodyReader(feed);
    const isInVain = ['{"old":1}', '{"new":[1]}', '{"old":1}'].map(
      (body) => reader.read(utf8.encode(body)).isSplitInVain,
    );
    assert.deepEqual(isInVain, [true, false, false]);
  });

  it('takes time in proportion to the body', () => {
    const members = Array.from({ length: 50_000 }, (_, place) => `"k${place}":{"v":${place}}`);
    assert.equal(read(`{${members.join()}}`, { split: '$.*' }).items.length, 50_000);
  });
});

describe('what is new in the body of a poll', () => {
  function newsOf(bodies: readonly string[], options: Partial<Feed> = {}): string[][] {
    const news = new NewsFilter(options.id !== undefined);
    return bodies.map((body) => textsOf({ items: news.take(read(body, options)) }));
  }

  it('is an item whose id has not been seen, however the windows overlap', () => {
    assert.deepEqual(newsOf(['[{"id":1},{"id":2}]', '[{"id":2},{"id":3}]', '[{"id":1}]']), [
      ['{"id":1}', '{"id":2}'],
      ['{"id":3}'],
      [],
    ]);
  });

  it('is an item with a known id of its own and other content, as a change', () => {
    const bodies = ['[{"id":1,"s":"new"}]', '[{"id":1,"s":"paid"}]', '[{"id":1,"s":"paid"}]'];
    assert.deepEqual(newsOf(bodies), [['{"id":1,"s":"new"}'], ['{"id":1,"s":"paid"}'], []]);
  });

  it('is no change where the user said that the id decides', () => {
    const bodies = ['[{"id":1,"s":"new"}]', '[{"id":1,"s":"paid"}]'];
    assert.deepEqual(newsOf(bodies, { id: '$.id' }), [['{"id":1,"s":"new"}'], []]);
  });

  it('is without ids what the body before did not have, counted', () => {
    assert.deepEqual(newsOf(['["a","b"]', '["b","b","c"]', '["b","c"]', '["a"]']), [
      ['"a"', '"b"'],
      ['"b"', '"c"'],
      [],
      ['"a"'],
    ]);
  });

  it('is the whole body each time that it changes', () => {
    assert.deepEqual(newsOf(['{"v":1}', '{"v":1}', '{"v":2}', '{"v":1}']), [
      ['{"v":1}'],
      [],
      ['{"v":2}'],
      ['{"v":1}'],
    ]);
  });
});
