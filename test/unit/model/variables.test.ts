import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  fillVariables,
  parseVariables,
  placeIn,
  type VariableSources,
} from '../../../src/model/variables.ts';

const SOURCES: VariableSources = {
  uuid: () => '00000000-0000-4000-8000-000000000000',
  nowMs: () => 1_767_225_600_123.7,
  random: () => 0.999,
  count: 3,
  env: (name) => `<${name}>`,
};

function fill(text: string, part: Partial<VariableSources> = {}): string {
  const { parts, problem } = parseVariables(text);
  assert.equal(problem, null);
  return fillVariables(parts, { ...SOURCES, ...part });
}

function problemOf(text: string): { readonly token: string; readonly message: string } {
  const { problem } = parseVariables(text);
  assert.ok(problem !== null, `${text} has no problem`);
  return { token: text.slice(problem.start, problem.end), message: problem.message };
}

describe('variables in a text', () => {
  it('are put in where they stand, and nothing else changes', () => {
    assert.equal(
      fill('{"id":"{{uuid}}","at":"{{now}}"}'),
      '{"id":"00000000-0000-4000-8000-000000000000","at":"2026-01-01T00:00:00.123Z"}',
    );
    assert.equal(fill('{{now.ms}} {{ timestamp }}'), '1767225600123 1767225600123');
    assert.equal(fill('no variable } at {all}'), 'no variable } at {all}');
  });

  it('count what is sent, from 1 or from where they are told', () => {
    assert.equal(fill('{{counter}} {{counter:100}} {{counter:-2}}'), '3 102 0');
  });

  it('are random within their bounds, both included', () => {
    assert.equal(fill('{{random:1-100}} {{random:-5--5}} {{random:-1-1}}'), '100 -5 1');
    assert.equal(fill('{{random:1-100}}', { random: () => 0 }), '1');
  });

  it('take environment variables by their name', () => {
    assert.equal(fill('{{env:HOME}}/{{env:MY_TOKEN}}'), '<HOME>/<MY_TOKEN>');
  });

  it('are no matter to JSON, whose closing braces come together', () => {
    assert.equal(fill('{"a":{"b":{{counter}}}}'), '{"a":{"b":3}}');
  });

  it('are not meant by two braces that are written as four', () => {
    assert.equal(fill('{{{{name}}'), '{{name}}');
    assert.equal(fill('{{{{{{counter}}'), '{{3');
  });

  it('that are none are told with their place', () => {
    assert.equal(problemOf('a {{name}} b').token, '{{name}}');
    assert.match(problemOf('a {{name}} b').message, /no variable/);
    assert.match(problemOf('{{uuid').message, /no }} closes it/);
    assert.match(problemOf('{{uuid:4}}').message, /takes nothing/);
    assert.match(problemOf('{{counter:x}}').message, /whole number/);
    assert.match(problemOf('{{random:9-1}}').message, /smaller one first/);
    assert.match(problemOf('{{random}}').message, /1-100/);
    assert.match(problemOf('{{env:}}').message, /needs a name/);
    assert.deepEqual(placeIn('one\r\ntwo {{x}}', 9), { line: 2, column: 5 });
  });
});
