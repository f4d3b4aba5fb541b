import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hexDiffRows } from '../../../src/model/hexDiff.ts';
import { diffJson, type JsonDiff, numberStep } from '../../../src/model/jsonDiff.ts';
import { parseJson } from '../../../src/model/jsonTree.ts';
import { diffText } from '../../../src/model/textDiff.ts';
import { MAX_DIFF_CHANGES } from '../../../src/protocol/limits.ts';

function jsonDiff(before: string, after: string): JsonDiff {
  return diffJson(parseJson(before)?.value, parseJson(after)?.value);
}

/** `~ $.a 1 2`, one for each change. */
function changesOf(before: string, after: string): string[] {
  const signs = { added: '+', removed: '-', changed: '~' };
  return jsonDiff(before, after).changes.map((change) =>
    [signs[change.kind], change.path, change.before, change.after].filter((part) => part !== null).join(' '),
  );
}

describe('the difference of two JSON values', () => {
  it('names what was added, removed and changed by its path, in whatever order members stand', () => {
    assert.deepEqual(
      changesOf('{"a":1,"b":{"c":true,"d":null},"e":"x"}', '{"e":"x","b":{"c":false},"f":[1]}'),
      ['- $.a 1', '~ $.b.c true false', '- $.b.d null', '+ $.f [1]'],
    );
    assert.equal(jsonDiff('{"a":1,"e":"x"}', '{"a":2,"e":"x"}').sameCount, 1);
  });

  it('matches items of arrays by what they are: one put in at the front is one difference', () => {
    assert.deepEqual(changesOf('[1,2,3]', '[0,1,2,3]'), ['+ $[0] 0']);
    assert.deepEqual(changesOf('[{"id":1,"p":5},{"id":2,"p":6}]', '[{"id":1,"p":7},{"id":2,"p":6}]'), [
      '~ $[0].p 5 7',
    ]);
    assert.deepEqual(changesOf('[1,2,3,4]', '[1,4,5]'), ['- $[1] 2', '- $[2] 3', '+ $[2] 5']);
  });

  it('tells long numbers, kinds of values and empty ones apart', () => {
    assert.deepEqual(changesOf('[12345678901234567890]', '[12345678901234567891]'), [
      '~ $[0] 12345678901234567890 12345678901234567891',
    ]);
    assert.deepEqual(changesOf('{"a":{}}', '{"a":[]}'), ['~ $.a {} []']);
    assert.deepEqual(changesOf('{"a":{"b":1}}', '{"a":[1]}'), ['~ $.a {"b":1} [1]']);
    assert.deepEqual(changesOf('1', '"1"'), ['~ $ 1 "1"']);
  });

  it('is nothing between a value and itself, and something between any two', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const [before, after] = [JSON.stringify(one), JSON.stringify(other)];
        assert.deepEqual(changesOf(before, before), []);
        const isSame = sorted(one) === sorted(other);
        assert.equal(changesOf(before, after).length === 0, isSame);
      }),
    );
  });

  it('ends at so many changes', () => {
    const numbers = (from: number): string =>
      JSON.stringify(Array.from({ length: MAX_DIFF_CHANGES + 1 }, (_, index) => from + index));
    const diff = jsonDiff(numbers(0), numbers(1_000_000));
    assert.equal(diff.changes.length, MAX_DIFF_CHANGES);
    assert.ok(diff.isCut);
  });

  it('says by how much a number has changed', () => {
    const step = (before: string, after: string): string | null =>
      numberStep({ kind: 'changed', path: '$', before, after });
    assert.equal(step('0.1', '0.3'), '+0.2');
    assert.equal(step('101.9', '101'), '−0.9');
    assert.equal(step('1', '"2"'), null);
    assert.equal(step('12345678901234567890', '1'), null);
  });
});

/** JSON with members in order of their names. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

describe('the difference of two texts', () => {
  it('is by words', () => {
    assert.deepEqual(
      diffText('price is 101', 'price was 101')?.map(({ kind, text }) => [kind, text]),
      [
        ['same', 'price '],
        ['removed', 'is'],
        ['added', 'was'],
        ['same', ' 101'],
      ],
    );
  });

  it('folds what is the same away from differences', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index}\n`);
    const parts = diffText(lines.join(''), lines.with(20, 'another line\n').join('')) ?? [];
    assert.deepEqual(
      parts.filter(({ foldedLines }) => foldedLines > 0).map(({ foldedLines }) => foldedLines),
      [17, 17],
    );
  });

  it('is by lines for long texts, and none where they have too little in common', () => {
    const long = Array.from({ length: 5_000 }, (_, index) => `line number ${index}\n`);
    const parts = diffText(long.join(''), long.with(9, 'x\n').join('')) ?? [];
    assert.deepEqual(
      parts.filter(({ kind }) => kind !== 'same').map(({ text }) => text),
      ['line number 9\n', 'x\n'],
    );
    assert.equal(diffText(long.join(''), long.map((line) => `other ${line}`).join('')), null);
  });
});

describe('the difference of two payloads in bytes', () => {
  it('lays lines that differ one over the other, and folds the others', () => {
    const before = new Uint8Array(160);
    const after = before.slice(0, 150);
    after[70] = 1;
    assert.deepEqual(hexDiffRows(before, after), [
      { kind: 'fold', lineCount: 2 },
      { kind: 'same', line: 2 },
      { kind: 'same', line: 3 },
      { kind: 'removed', line: 4 },
      { kind: 'added', line: 4 },
      { kind: 'same', line: 5 },
      { kind: 'same', line: 6 },
      { kind: 'same', line: 7 },
      { kind: 'same', line: 8 },
      { kind: 'removed', line: 9 },
      { kind: 'added', line: 9 },
    ]);
  });

  it('has lines that only one of the two has', () => {
    assert.deepEqual(hexDiffRows(new Uint8Array(0), new Uint8Array(3)), [{ kind: 'added', line: 0 }]);
    assert.deepEqual(hexDiffRows(new Uint8Array(3), new Uint8Array(0)), [{ kind: 'removed', line: 0 }]);
    assert.deepEqual(hexDiffRows(new Uint8Array(3), new Uint8Array(3)), [{ kind: 'same', line: 0 }]);
  });
});
