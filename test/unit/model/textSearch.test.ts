import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TextSearch } from '../../../src/model/textSearch.ts';
import { toUtf8, writeUtf8 } from '../../../src/model/utf8.ts';

const encoder = new TextEncoder();
const few = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'B', '[', '{', 'é', '√'), maxLength: 40 });

/** ASCII letters to lower case and nothing else. */
function fold(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

describe('a text search', () => {
  it('finds what an ASCII-case-insensitive indexOf finds', () => {
    fc.assert(
      fc.property(
        few,
        fc.string({ unit: fc.constantFrom('a', 'B', '{', 'é'), maxLength: 4 }),
        (text, wanted) => {
          const characters = fold(text).indexOf(fold(wanted));
          const expected = characters < 0 ? -1 : encoder.encode(text.slice(0, characters)).length;
          assert.equal(new TextSearch(wanted).indexIn(encoder.encode(text)), expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('looks only between from and to', () => {
    const bytes = encoder.encode('price price');
    const search = new TextSearch('PRICE');
    assert.equal(search.indexIn(bytes, 1), 6);
    assert.equal(search.indexIn(bytes, 0, 4), -1);
    assert.equal(search.indexIn(bytes, 6, 11), 6);
    assert.equal(search.indexIn(bytes, 6, 10), -1);
  });

  it('does not take brackets for letters of the other case', () => {
    assert.equal(new TextSearch('[').indexIn(encoder.encode('{')), -1);
    assert.equal(new TextSearch('@').indexIn(encoder.encode('`')), -1);
  });

  it('finds an empty text where it begins to look', () => {
    assert.equal(new TextSearch('').indexIn(encoder.encode('abc'), 2), 2);
  });

  it('finds text among bytes that are not UTF-8', () => {
    assert.equal(new TextSearch('ok').indexIn(Uint8Array.of(0xff, 0xfe, 0x4f, 0x6b)), 2);
  });
});

describe('UTF-8', () => {
  it('is written as the platform writes it, lone surrogates too', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff)), (units) => {
        const text = String.fromCharCode(...units);
        assert.deepEqual(toUtf8(text), new Uint8Array(encoder.encode(text)));
      }),
    );
    const emoji = '\u{1f600}';
    for (const text of ['plain', 'é√', emoji, emoji.slice(0, 1), emoji.slice(1)]) {
      assert.deepEqual(toUtf8(text), new Uint8Array(encoder.encode(text)));
    }
  });

  it('is written from an offset on', () => {
    const target = new Uint8Array(8).fill(0x2e);
    assert.equal(writeUtf8('é', target, 2), 4);
    assert.equal(Buffer.from(target).toString('hex'), '2e2ec3a92e2e2e2e');
  });
});
