import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { layOutJson } from '../../../src/model/layOutJson.ts';

describe('JSON laid out', () => {
  it('is what JSON.stringify makes of a value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.equal(layOutJson(JSON.stringify(value)), JSON.stringify(value, null, 2));
      }),
    );
  });

  it('keeps what parsing would lose: long numbers, repeated members, spellings', () => {
    assert.equal(
      layOutJson('{"id":12345678901234567890,"id":1.50,"t":"\\u0041 , { \\" }"}'),
      '{\n  "id": 12345678901234567890,\n  "id": 1.50,\n  "t": "\\u0041 , { \\" }"\n}',
    );
  });

  it('leaves empty objects and arrays on their line, white space within them or not', () => {
    assert.equal(layOutJson('{"a": [ ], "b":{\n}}'), '{\n  "a": [],\n  "b": {}\n}');
  });
});
