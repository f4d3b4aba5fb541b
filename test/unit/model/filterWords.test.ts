import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { JsonTest } from '../../../src/model/filter/jsonTest.ts';
import { nameTerm, textTerm, valueTerm, withTerm } from '../../../src/model/filter/filterWords.ts';
import { parseFilter } from '../../../src/model/filter/parseFilter.ts';
import { childPath } from '../../../src/model/jsonPathText.ts';

const HOSTILE = [
  '',
  ' ',
  'two words',
  'it\'s "quoted"',
  'back\\slash\\',
  '\\"',
  "\\'",
  'line\nfeed\r\ttab\0nul',
  '-minus',
  '/pattern/',
  '$.path',
  'event:x',
  '\u202eright to left\u200b',
  '\ud800 alone',
  '\u{e0041}tag 😀',
  "'] == 1 || $['",
];
const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', "'", '\\', '\n', ' ', 'n', 'u', '/', ']', '=', '-', 'é') }),
);

/** As a text field keeps it: on one line. */
function isOneLine(filter: string): boolean {
  return !/[\n\r\0\u202e]/u.test(filter);
}

describe('a term made of data', () => {
  it('asks for that text', () => {
    fc.assert(
      fc.property(text, (wanted) => {
        const term = textTerm(wanted);
        assert.ok(isOneLine(term));
        assert.deepEqual(parseFilter(term), [
          { isNegated: false, test: { kind: 'text', test: { kind: 'substring', text: wanted } } },
        ]);
      }),
    );
    assert.equal(textTerm('price'), 'price');
    assert.equal(textTerm('two words'), '"two words"');
  });

  it('asks for just that event name or id', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('event', 'id'), (wanted, field) => {
        const term = nameTerm(field, wanted);
        assert.ok(isOneLine(term));
        assert.deepEqual(parseFilter(term), [
          { isNegated: false, test: { kind: field, test: { kind: 'equal', text: wanted } } },
        ]);
      }),
    );
    assert.equal(nameTerm('event', 'tick'), 'event==tick');
  });

  it('asks for just that value at just that path', () => {
    fc.assert(
      fc.property(text, text, (key, value) => {
        const term = valueTerm(childPath('$', key), value);
        assert.ok(isOneLine(term));
        const parsed = parseFilter(term);
        assert.ok(!('problem' in parsed), term);
        const [only, ...others] = parsed;
        assert.ok(only?.test.kind === 'json' && others.length === 0, term);
        const test = new JsonTest(only.test.path, only.test.comparison);
        assert.equal(test.matches(JSON.stringify({ [key]: value })), true, term);
        assert.equal(test.matches(JSON.stringify({ [key]: `${value}x` })), false, term);
        assert.equal(test.matches(JSON.stringify({ [`${key}x`]: value })), false, term);
      }),
    );
    assert.equal(valueTerm('$.ok', true), '$.ok == true');
    assert.equal(valueTerm('$.type', 'trade'), "$.type == 'trade'");
  });
});

describe('a filter with one more term', () => {
  it('asks for what it asked for and for that', () => {
    const filter = fc
      .array(fc.constantFrom('a', '"', ' ', '/', '$.a', '=', '5', "'", '-', 'event:', '\\'), {
        maxLength: 12,
      })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(filter, text, (written, name) => {
        const before = parseFilter(written);
        fc.pre(!('problem' in before));
        const added = parseFilter(nameTerm('id', name));
        const after = parseFilter(withTerm(written, nameTerm('id', name)));
        assert.ok(!('problem' in added) && !('problem' in after));
        const sorted = (terms: readonly unknown[]) => terms.map((term) => JSON.stringify(term)).toSorted();
        const wanted = sorted([...before, ...added]);
        assert.deepEqual(new Set(sorted(after)), new Set(wanted));
      }),
    );
  });

  it('does not ask twice for the same', () => {
    assert.equal(withTerm('', 'event==tick'), 'event==tick');
    assert.equal(withTerm(' price ', 'event==tick'), 'price event==tick');
    assert.equal(withTerm('event=="tick" price', 'event==tick'), 'event=="tick" price');
    assert.equal(withTerm('"open', '" x"'), '" x" "open');
  });

  it('is the term alone where the filter is wrong', () => {
    assert.equal(withTerm('kind:banana', 'event==tick'), 'event==tick');
  });
});
