import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { initiallyExpanded, jsonLines, jsonText, parseJson } from '../../../src/model/jsonTree.ts';

function parsed(text: string): unknown {
  const result = parseJson(text);
  assert.ok(result !== null);
  return result.value;
}

describe('jsonTree', () => {
  it('lists only what is open', () => {
    const value = parsed('{"a":{"b":[1,2]},"c":null}');
    const closed = jsonLines(value, new Set()).lines;
    assert.deepEqual(
      closed.map((line) => line.path),
      ['$'],
    );
    const open = jsonLines(value, new Set(['$', '$.a.b'])).lines;
    assert.deepEqual(
      open.map(({ path, depth, kind }) => [path, depth, kind]),
      [
        ['$', 0, 'object'],
        ['$.a', 1, 'object'],
        ['$.c', 1, 'null'],
      ],
    );
  });

  it('names every place by a JSONPath', () => {
    const value = parsed(String.raw`{"odd key":[{"it's \\":true}]}`);
    const lines = jsonLines(value, initiallyExpanded(value, 50)).lines;
    assert.equal(lines.at(-1)?.path, String.raw`$['odd key'][0]['it\'s \\']`);
  });

  it('keeps the digits of numbers that a JavaScript number would round', () => {
    const value = parsed('{"id":12345678901234567890,"price":0.1,"trailing":1.50,"tiny":1e-7}');
    const texts = jsonLines(value, new Set(['$'])).lines.slice(1);
    assert.deepEqual(
      texts.map((line) => line.text),
      ['12345678901234567890', '0.1', '1.5', '1e-7'],
    );
    assert.ok(texts.every((line) => line.kind === 'number'));
    assert.equal(jsonText(value, 0), '{"id":12345678901234567890,"price":0.1,"trailing":1.5,"tiny":1e-7}');
  });

  it('opens a small document whole and a large one only as far as it fits', () => {
    assert.deepEqual([...initiallyExpanded(parsed('{"a":{"b":{"c":1}}}'), 50)], ['$', '$.a', '$.a.b']);
    const wide = parsed(JSON.stringify({ rows: Array.from({ length: 500 }, (_, index) => index), end: [1] }));
    assert.deepEqual([...initiallyExpanded(wide, 50)], ['$']);
  });

  it('says so where there are more lines than it lists', () => {
    const value = parsed(JSON.stringify(Array.from({ length: 30 }, () => 0)));
    const cut = jsonLines(value, new Set(['$']), 10);
    assert.equal(cut.lines.length, 10);
    assert.equal(cut.isCut, true);
    assert.equal(jsonLines(value, new Set(['$']), 31).isCut, false);
  });

  it('previews what is folded, shortened', () => {
    const value = parsed('{"a":1,"b":{"x":1},"c":[],"d":[1,2,3],"e":"two"}');
    assert.equal(jsonLines(value, new Set()).lines[0]?.text, '{a: 1, b: {…}, c: [], d: [3], e: "two"}');
    const long = parsed(JSON.stringify({ text: 'x'.repeat(1000) }));
    assert.ok((jsonLines(long, new Set()).lines[0]?.text.length ?? 0) < 90);
  });

  it('writes a node back as text', () => {
    assert.equal(
      jsonText(parsed('{"a":[1,{}],"b":"é\\n"}'), 2),
      '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": "é\\n"\n}',
    );
  });

  it('takes any JSON text and nothing else', () => {
    assert.equal(parsed('3'), 3);
    assert.equal(parseJson('{"a":'), null);
    assert.equal(parseJson(''), null);
    assert.equal(parseJson('undefined'), null);
  });

  it('keeps a member called __proto__ a member', () => {
    const value = parsed('{"__proto__":{"polluted":true}}');
    assert.equal(jsonLines(value, new Set(['$'])).lines[1]?.key, '__proto__');
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });
});
