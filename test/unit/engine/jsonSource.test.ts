import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SourceMap } from '../../../src/engine/json/sourceMap.ts';

function textAt(text: string, ...location: readonly (string | number)[]): string {
  return Buffer.from(new SourceMap(Buffer.from(text)).bytesAt(location)).toString();
}

/** Every place of a value, with the value. */
function* placesOf(
  value: unknown,
  location: readonly (string | number)[] = [],
): Generator<readonly [location: readonly (string | number)[], value: unknown]> {
  yield [location, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    yield* placesOf(member, [...location, Array.isArray(value) ? Number(name) : name]);
  }
}

describe('the bytes that a value was parsed from', () => {
  it('are those between it and the next, however it is written', () => {
    const text = ' { "a" : [ 1.50 , "x]\\"}" , {"b":null} ] , "é" : {"\\u0062" : true} , "a" : [2e3] } ';
    assert.equal(textAt(text, 'é', 'b'), 'true');
    assert.equal(textAt(text, 'é'), '{"\\u0062" : true}');
    // Of a name that comes twice, the last one counts, as in JSON.parse.
    assert.equal(textAt(text, 'a', 0), '2e3');
    assert.equal(textAt('[ 1.50 , "x]\\"}" , {"b":null} ]', 1), '"x]\\"}"');
    assert.equal(textAt('\ufeff[7]', 0), '7');
    assert.equal(textAt('\ufeff"x"'), '"x"');
  });

  it('are found for every value of any document, small and large', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1, 3), (value, space) => {
        const document = { padding: 'x'.repeat(5_000), value };
        const text = JSON.stringify(document, null, space);
        const parsed: unknown = JSON.parse(text);
        const source = new SourceMap(Buffer.from(text));
        for (const [location, expected] of placesOf(parsed)) {
          const bytes = Buffer.from(source.bytesAt(location)).toString();
          assert.deepEqual(JSON.parse(bytes), expected, location.join('/'));
        }
      }),
    );
  });

  it('are not there where the document has nothing', () => {
    for (const location of [[3], ['x'], [0, 'a'], ['0']]) {
      assert.throws(() => textAt('[1,2,{}]', ...location), /has nothing at/);
    }
  });
});
