import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findPattern, findRanges } from '../../../src/model/findText.ts';
import { findBytes } from '../../../src/model/hexFind.ts';
import { findInJson, type JsonHit } from '../../../src/model/jsonFind.ts';
import { parseJson } from '../../../src/model/jsonTree.ts';
import { MAX_FIND_HITS } from '../../../src/protocol/limits.ts';

function inText(text: string, wanted: string, isMatchCase = false): (readonly [number, number])[] {
  const pattern = findPattern({ text: wanted, isMatchCase });
  assert.ok(pattern !== null);
  return findRanges(text, pattern).map(({ start, end }) => [start, end]);
}

function inJson(json: string, wanted: string, isMatchCase = false): readonly JsonHit[] {
  const pattern = findPattern({ text: wanted, isMatchCase });
  assert.ok(pattern !== null);
  return findInJson(parseJson(json)?.value, pattern);
}

describe('finding in text', () => {
  it('takes every character as itself', () => {
    assert.deepEqual(inText('a.b a+b (a.b)', 'a.b'), [
      [0, 3],
      [9, 12],
    ]);
    assert.deepEqual(inText('[/x\\]', '/x\\]'), [[1, 5]]);
    assert.equal(findPattern({ text: '', isMatchCase: false }), null);
  });

  it('takes either case, unless it is told not to', () => {
    assert.equal(inText('Price PRICE price', 'price').length, 3);
    assert.deepEqual(inText('Price PRICE price', 'price', true), [[12, 17]]);
    assert.deepEqual(inText('ÄRGER', 'ärger'), [[0, 5]]);
  });

  it('ends at so many hits', () => {
    assert.equal(inText('a'.repeat(MAX_FIND_HITS + 5), 'a').length, MAX_FIND_HITS);
  });
});

describe('finding in JSON', () => {
  it('finds keys and scalars in the order of the text, and what is to be opened for them', () => {
    const hits = inJson('{"price":{"bid":[1,"price"]},"id":"x"}', 'price');
    assert.deepEqual(hits, [
      { path: '$.price', parents: ['$'], part: 'key', start: 0, end: 5 },
      { path: '$.price.bid[1]', parents: ['$', '$.price', '$.price.bid'], part: 'value', start: 1, end: 6 },
    ]);
  });

  it('finds numbers as they were written, literals and escapes as the tree shows them', () => {
    assert.equal(inJson('{"id":12345678901234567890}', '567890')[0]?.path, '$.id');
    assert.equal(inJson('[true,null]', 'null')[0]?.path, '$[1]');
    assert.equal(inJson(String.raw`["a\nb"]`, String.raw`\n`).length, 1);
    assert.equal(inJson('["a\u202eb"]', '202E').length, 1);
    assert.equal(inJson('"only"', 'only')[0]?.path, '$');
    assert.equal(inJson('{"a":[]}', '[]')[0]?.path, '$.a');
  });

  it('goes as deep as the value does, and ends at so many hits', () => {
    let deep: unknown = 'needle';
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    const pattern = /needle/giu;
    assert.equal(findInJson(deep, pattern)[0]?.parents.length, 100_000);
    assert.equal(inJson(JSON.stringify(Array.from({ length: 6_000 }, () => 'a')), 'a').length, MAX_FIND_HITS);
  });
});

describe('finding in bytes', () => {
  const payload = new TextEncoder().encode('{"price":1,"PRICE":2,"7b 22":3}');
  const starts = (text: string, isMatchCase = false): number[] =>
    findBytes(payload, { text, isMatchCase }).map(({ start }) => start);

  it('finds bytes that are written as such', () => {
    assert.deepEqual(starts('7b 22'), [0]);
    assert.deepEqual(starts('0x7B22'), [0]);
    assert.deepEqual(starts('22 3a'), [7, 17, 27]);
  });

  it('finds text, in either case or not', () => {
    assert.deepEqual(starts('price'), [2, 12]);
    assert.deepEqual(starts('PRICE', true), [12]);
    assert.deepEqual(starts('7b'), [22]);
    assert.deepEqual(starts(''), []);
    assert.deepEqual(starts('3}x'), []);
  });
});
