import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkJson, formatJson } from '../../../src/model/jsonCheck.ts';
import { placeIn } from '../../../src/model/variables.ts';

function problem(text: string): string {
  const verdict = checkJson(text, true);
  assert.ok(verdict.kind === 'invalid', `${text} is ${verdict.kind}`);
  const { line, column } = placeIn(text, verdict.problem.start);
  return `${line}:${column} ${verdict.problem.message}`;
}

describe('the check of a text that looks like JSON', () => {
  it('has nothing to say about other texts', () => {
    for (const text of ['', 'hello', '42', '"text"', '{{uuid}}', '{{nothing}}']) {
      assert.equal(checkJson(text, true).kind, 'none', text);
    }
  });

  it('says where it is wrong, and how, in words', () => {
    assert.equal(problem('{\n  "a": 1\n  "b": 2\n}'), '3:3 a comma is expected here');
    assert.equal(problem('{"a":1,}'), '1:8 a name in double quotes is expected here');
    assert.equal(problem('[1,2'), '1:5 a closing ] is expected here');
    assert.equal(problem('{"a" 1}'), '1:6 a colon is expected here');
    assert.match(problem("{'a':1}"), /^1:2 .*double quotes/);
    assert.match(problem('[1] // done'), /JSON has no comments/);
    assert.match(problem('["open]'), /^1:2 .*no closing quote/);
    assert.match(problem('{"a":NaN}'), /^1:6 /);
  });

  it('looks at what is sent: numbers may be variables, and a UUID needs quotes', () => {
    assert.equal(checkJson('{"n":{{counter}},"id":"{{uuid}}"}', true).kind, 'valid');
    assert.match(problem('{"n":{{counter}},"id":{{uuid}}}'), /^1:23 .*double quotes/);
    assert.equal(checkJson('{"n":{{counter}}}', false).kind, 'invalid');
  });

  it('does not blame a text for being nested deeply', () => {
    const text = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    assert.notEqual(checkJson(text, false).kind, 'invalid');
  });
});

describe('formatting JSON', () => {
  it('changes white space only: numbers, order and names that come twice stay', () => {
    assert.equal(
      formatJson('{"n":12345678901234567890,"1":1.50,"0":[{{counter}}],"n":"{{uuid}}"}', true),
      '{\n  "n": 12345678901234567890,\n  "1": 1.50,\n  "0": [\n    {{counter}}\n  ],\n  "n": "{{uuid}}"\n}',
    );
  });
});
