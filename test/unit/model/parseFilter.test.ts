import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { FrameTest } from '../../../src/model/filter/filterTerm.ts';
import { filterProblem } from '../../../src/model/filter/filterProblem.ts';
import { JsonTest } from '../../../src/model/filter/jsonTest.ts';
import { parseFilter } from '../../../src/model/filter/parseFilter.ts';

/** The tests of a filter; those of negated terms in a list of their own. */
function read(text: string): readonly (FrameTest | readonly [FrameTest])[] {
  const parsed = parseFilter(text);
  if ('problem' in parsed) return assert.fail(parsed.problem);
  return parsed.map(({ isNegated, test }) => (isNegated ? ([test] as const) : test));
}

function problemOf(text: string): string {
  return filterProblem(text)?.problem ?? assert.fail(`"${text}" is a filter`);
}

/** The words that a problem is about. */
function marked(text: string): string {
  const found = filterProblem(text) ?? assert.fail(`"${text}" is a filter`);
  return text.slice(found.from, found.to);
}

function textOf(text: string): FrameTest {
  return { kind: 'text', test: { kind: 'substring', text } };
}

describe('a filter', () => {
  it('has words, quoted words and patterns, with spaces between', () => {
    assert.deepEqual(read('  price "two words" /^\\{.*\\/\\}$/i '), [
      textOf('price'),
      textOf('two words'),
      { kind: 'text', test: { kind: 'pattern', source: '^\\{.*\\/\\}$', flags: 'i' } },
    ]);
    assert.deepEqual(read(''), []);
  });

  it('takes a piece of JSON for the text that it is', () => {
    for (const text of ['"price":101', '{"a":[1,2]}', 'a/b/c', '-', 'x:y', 'http://localhost']) {
      assert.deepEqual(read(text), [textOf(text)], text);
    }
    assert.deepEqual(read('- 5'), [textOf('-'), textOf('5')]);
  });

  it('has fields of a frame', () => {
    assert.deepEqual(read('size>2kb size:0 event:tick event:/^t/ id:"a b" kind:ping is:out mark:duplicate'), [
      { kind: 'size', comparator: '>', bytes: 2_000 },
      { kind: 'size', comparator: '==', bytes: 0 },
      { kind: 'event', test: { kind: 'substring', text: 'tick' } },
      { kind: 'event', test: { kind: 'pattern', source: '^t', flags: '' } },
      { kind: 'id', test: { kind: 'substring', text: 'a b' } },
      { kind: 'frame-kind', frameKind: 'ping' },
      { kind: 'direction', direction: 'out' },
      { kind: 'mark', mark: 'duplicate' },
    ]);
  });

  it('has what a JSONPath finds, compared or not', () => {
    const json = (
      path: string,
      comparison: Extract<FrameTest, { kind: 'json' }>['comparison'],
    ): FrameTest => ({
      kind: 'json',
      path,
      comparison,
    });
    assert.deepEqual(read("$.type == 'trade'"), [json('$.type', { comparator: '==', literal: 'trade' })]);
    assert.deepEqual(read('$.price>100 -$.error x'), [
      json('$.price', { comparator: '>', literal: 100 }),
      [json('$.error', null)],
      textOf('x'),
    ]);
    assert.deepEqual(read("$.a[?@.b == 'x y'].c != null $['a b']<=-1.5e3"), [
      json("$.a[?@.b == 'x y'].c", { comparator: '!=', literal: null }),
      json("$['a b']", { comparator: '<=', literal: -1_500 }),
    ]);
    assert.deepEqual(read('$.a == "it\\"s" $.b == true'), [
      json('$.a', { comparator: '==', literal: 'it"s' }),
      json('$.b', { comparator: '==', literal: true }),
    ]);
  });

  it('is refused in words where it is wrong', () => {
    assert.match(problemOf('/(/'), /Invalid regular expression/);
    assert.match(problemOf('event:/(/'), /Invalid regular expression/);
    assert.match(problemOf('size>big'), /size>200/);
    assert.match(problemOf('kind:banana'), /message, ping/);
    assert.match(problemOf('is:sideways'), /is:in or is:out/);
    assert.match(problemOf('mark:late'), /out-of-order/);
    assert.match(problemOf('$.type == trade'), /value after ==/);
    assert.match(problemOf('id>5'), /id:5/);
  });

  it('is marked at what is wrong', () => {
    assert.equal(marked('a kind:banana b'), 'banana');
    assert.equal(marked('a -kind: b'), 'kind:');
    assert.equal(marked('x id>5'), 'id>');
    assert.equal(marked('event==/a b(/ x'), '/a b(/');
    assert.equal(marked('$.a == trade x'), 'trade');
    assert.equal(marked("$.a == 'not closed x"), "'not closed x");
    assert.equal(marked('$.price > '), '>');
    assert.equal(marked('ok $.a[ x'), '$.a[ x');
    assert.equal(problemOf('$.a.'), 'Write a name after $.a.');
    assert.equal(
      problemOf('$100'),
      "$100 is not a JSONPath: expected '.', '..' or a bracketed selection, found '1'",
    );
  });

  it('compares whole names, and takes one equals sign for two', () => {
    const equal = (kind: 'event' | 'id', text: string): FrameTest => ({
      kind,
      test: { kind: 'equal', text },
    });
    assert.deepEqual(read('event=tick id=="a \\u0022\\n" -id!=5 event!=x'), [
      equal('event', 'tick'),
      equal('id', 'a "\n'),
      equal('id', '5'),
      [equal('event', 'x')],
    ]);
    assert.deepEqual(read('$.a=5'), read('$.a == 5'));
  });

  it('is read to its end, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const parsed = parseFilter(text);
        if (!('problem' in parsed)) assert.equal(parsed.length === 0, text.trim() === '');
      }),
    );
  });
});

describe('what a JSONPath of a filter finds', () => {
  const payload =
    '{"type":"trade","price":101.5,"legs":[{"side":"buy"},{"side":"sell"}],"gone":null,"ok":true}';
  const cases: readonly (readonly [filter: string, isFound: boolean])[] = [
    ["$.type == 'trade'", true],
    ["$.type != 'trade'", false],
    ["$.type < 'u'", true],
    ['$.price > 101', true],
    ['$.price >= 102', false],
    ["$.price > '1'", false],
    ['$.gone == null', true],
    ['$.gone', true],
    ['$.missing', false],
    ['$.missing != 1', false],
    ['$.ok == true', true],
    ["$.legs[1].side == 'sell'", true],
    ["$.legs[*].side == 'sell'", true],
    ["$.legs[?@.side == 'hold']", false],
    ["$..side == 'buy'", true],
    ['$.toString', false],
  ];
  for (const [filter, isFound] of cases) {
    it(`is ${isFound ? '' : 'not '}there by ${filter}`, () => {
      const [test] = read(filter);
      assert.ok(test !== undefined && 'kind' in test && test.kind === 'json');
      assert.equal(new JsonTest(test.path, test.comparison).matches(payload), isFound);
    });
  }

  it('is nothing in what is no JSON', () => {
    const test = new JsonTest('$', null);
    for (const text of ['', ' ', 'hello', '{"a":', '<p>']) assert.equal(test.matches(text), false);
    assert.equal(test.matches(' [1]'), true);
  });

  it('is an option that is refused where the path is none', () => {
    assert.throws(() => new JsonTest('$[', null), { code: 'invalid-option' });
  });
});
