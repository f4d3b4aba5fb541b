import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { completeFilter } from '../../../src/model/filter/completeFilter.ts';
import {
  type FilterKnowledge,
  NO_KNOWLEDGE,
  samplePaths,
} from '../../../src/model/filter/filterKnowledge.ts';
import { filterProblem } from '../../../src/model/filter/filterProblem.ts';

const KNOWN: FilterKnowledge = {
  eventNames: ['tick', 'trade', 'order "filled" now'],
  paths: samplePaths([
    '{"type":"trade","price":101.5,"bid":{"price":1,"size":5},"halted":false,"legs":[{"side":"buy"}],"a b":1}',
    '{"type":"it\'s","price":102,"note":null}',
    'no JSON',
  ]),
};

/** The labels offered at the caret, which `|` stands for. */
function offered(written: string, known = KNOWN): readonly string[] {
  return completionsAt(written, known).suggestions.map(({ label }) => label);
}

function completionsAt(written: string, known = KNOWN): ReturnType<typeof completeFilter> {
  return completeFilter(written.replace('|', ''), written.indexOf('|'), known);
}

/** The filter after the suggestion of that label has been chosen. */
function chosen(written: string, label: string): string {
  const text = written.replace('|', '');
  const { from, to, suggestions } = completionsAt(written);
  const suggestion = suggestions.find((one) => one.label === label);
  assert.ok(suggestion !== undefined, `${label} among ${suggestions.map((one) => one.label).join(' ')}`);
  return text.slice(0, from) + suggestion.insert + text.slice(to);
}

describe('what is offered', () => {
  it('where nothing is written yet is every field, every path and a negation, and only when asked for', () => {
    const labels = offered('|');
    for (const label of ['event:', 'id==', 'kind:', 'is:', 'mark:', 'size>', '$.', '$.price', '-']) {
      assert.ok(labels.includes(label), label);
    }
    assert.equal(completionsAt('|').isEager, false);
    assert.deepEqual(offered('foo |'), labels);
    assert.deepEqual(offered('a | b'), labels);
  });

  it('in a word is what begins like it: fields, event names, and paths by their last name', () => {
    assert.deepEqual(offered('si|'), ['size>', 'size<', '$.bid.size', '$.legs[*].side']);
    assert.deepEqual(offered('TI|'), ['event==tick']);
    assert.equal(chosen('x pri|', '$.bid.price'), 'x $.bid.price');
    assert.equal(chosen('x pri| y', '$.price'), 'x $.price y');
    assert.equal(chosen('or|', 'event=="order \\"filled\\" now"'), 'event=="order \\"filled\\" now"');
  });

  it('after a minus is what the minus can stand before', () => {
    assert.ok(offered('-|').includes('kind:'));
    assert.ok(!offered('-|').includes('-'));
    assert.equal(chosen('-|', 'kind:'), '-kind:');
    assert.equal(chosen('-ki|', 'kind:'), '-kind:');
  });

  it('after a field is its values, in place of the one that is there', () => {
    assert.deepEqual(offered('kind:p|'), ['ping', 'pong']);
    assert.equal(chosen('kind:p|ing x', 'pong'), 'kind:pong x');
    assert.deepEqual(offered('is:|'), ['in', 'out']);
    assert.deepEqual(offered('mark:|'), ['duplicate', 'out-of-order']);
    assert.equal(chosen('event:|', 'tick'), 'event:tick');
    assert.equal(chosen('event=="or|', '"order \\"filled\\" now"'), 'event=="order \\"filled\\" now"');
    assert.equal(chosen('-kind:|close', 'ping'), '-kind:ping');
    assert.ok(offered('size>|').includes('1kb'));
    assert.equal(chosen('ev|ent:tick', 'event=='), 'event==tick');
  });

  it('in a JSONPath is the paths that go on from there', () => {
    assert.deepEqual(offered('$.bid|').slice(0, 2), ['$.bid.price', '$.bid.size']);
    assert.deepEqual(offered('$.bid.p|'), ['$.bid.price']);
    assert.deepEqual(offered("$['|"), ["$['a b']"]);
    assert.equal(chosen('-$.le|', '$.legs[*].side'), '-$.legs[*].side');
  });

  it('after a JSONPath is a comparison', () => {
    assert.deepEqual(offered('$.price|'), ['==', '!=', '>', '>=', '<', '<=']);
    assert.equal(chosen('$.price|', '>='), '$.price >= ');
    assert.deepEqual(offered('$.price |').slice(0, 6), ['==', '!=', '>', '>=', '<', '<=']);
    assert.equal(chosen('$.other |', '=='), '$.other == ');
    assert.equal(completionsAt('$.price |').isEager, true);
    assert.deepEqual(offered('$.price >|= 5'), ['>']);
  });

  it('after a comparison is values that were found there', () => {
    assert.deepEqual(offered('$.type == |'), ["'trade'", "'it\\'s'"]);
    assert.equal(chosen('$.type == |', "'it\\'s'"), "$.type == 'it\\'s'");
    assert.equal(chosen('$.type=="tr|', "'trade'"), "$.type=='trade'");
    assert.deepEqual(offered('$.price > |'), ['101.5', '102']);
    assert.deepEqual(offered('$.price > 102|'), []);
    assert.deepEqual(offered('$.halted == |'), ['false', 'true']);
    assert.deepEqual(offered('$.note == |'), ['null']);
    assert.deepEqual(offered('$.unseen == |'), ['true', 'false', 'null']);
  });

  it('is nothing in quotations and patterns, and nothing before a term that is there', () => {
    for (const written of ['"some w|"', '/pat|tern/', 'event:/t|/', '|foo', '$.a |== 5', '$.a ==  | 5']) {
      assert.deepEqual(offered(written), [], written);
    }
  });

  it('is the language alone where nothing is known', () => {
    assert.ok(offered('|', NO_KNOWLEDGE).includes('event:'));
    assert.deepEqual(offered('event:|', NO_KNOWLEDGE), []);
  });
});

describe('completions at every place', () => {
  const corpus = [
    "price $.type == 'trade' -$.error size>2kb event:tick id==42 kind:ping is:in mark:duplicate",
    '"some words" /^a b/i -"x" - -- -$ $ $. $.a= $.a== $.a == \'unclosed -event=="a \\" b" kind:banana size>',
    "$['a b'].c[?@.x > 'y z'] != null $..b >= -1.5e3 event:/a b/ $.a=1 $.legs[*].side=='buy'",
  ];

  function check(text: string, caret: number): void {
    const { from, to, suggestions } = completeFilter(text, caret, KNOWN);
    assert.ok(0 <= from && from <= to && to <= text.length, `${from} to ${to} of ${text.length}`);
    assert.ok(from <= caret && caret <= to, `${caret} in ${from} to ${to}`);
    for (const { label, insert } of suggestions) {
      assert.notEqual(label, '');
      assert.notEqual(insert, text.slice(from, to));
    }
  }

  it('replace what is at the caret, within the filter', () => {
    for (const text of corpus) for (let caret = 0; caret <= text.length; caret += 1) check(text, caret);
  });

  it('do so whatever is written', () => {
    const piece = fc.constantFrom(
      '$',
      '.',
      '[',
      ']',
      "'",
      '"',
      '=',
      '>',
      '!',
      '-',
      ':',
      ' ',
      '/',
      '\\',
      'event',
      'size',
      'a',
      '1',
      '😀',
    );
    const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, fc.nat(40), (written, caret) => {
        check(written, Math.min(caret, written.length));
      }),
    );
  });

  it('make filters of what was begun: a path, a comparison, a value', () => {
    for (const { label } of completionsAt('$.price == |').suggestions) {
      assert.equal(filterProblem(chosen('$.price == |', label)), null);
    }
    for (const { path } of KNOWN.paths) assert.equal(filterProblem(path), null, path);
  });
});

describe('the paths of a sample', () => {
  it('are in the order of their members, with examples', () => {
    const paths = samplePaths(['{"b":1,"a":{"c":[{"d":"x"},{"d":"y"}]}}', '{"b":2}', '{"b":2}', '7']);
    assert.deepEqual(
      paths.map(({ path, type, examples }) => [path, type, ...examples]),
      [
        ['$.b', 'number', 1, 2],
        ['$.a', 'object'],
        ['$.a.c', 'array'],
        ['$.a.c[*]', 'object'],
        ['$.a.c[*].d', 'string', 'x', 'y'],
      ],
    );
  });

  it('are bounded, however large a payload is', () => {
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`k${at}`, at])));
    const deep = '['.repeat(5_000) + ']'.repeat(5_000);
    assert.ok(samplePaths([wide]).length <= 400);
    assert.ok(samplePaths([deep]).length < 10);
  });
});
