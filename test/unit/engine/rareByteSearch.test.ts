import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TextSearch } from '../../../src/model/textSearch.ts';
import { findIn } from '../../../src/engine/log/rareByteSearch.ts';

/** Every place where the text begins, one after the other. */
function placesOf(text: string, content: Buffer, start = 0, end = content.length): number[] {
  const find = findIn(new TextSearch(text), content, start, end);
  const places: number[] = [];
  for (let at = find(start); at >= 0; at = find(at + 1)) places.push(at);
  return places;
}

/** The same, by looking everywhere. */
function naively(text: string, content: Buffer, start: number, end: number): number[] {
  const lower = (bytes: Buffer): string =>
    bytes.toString('latin1').replaceAll(/[A-Z]/g, (one) => one.toLowerCase());
  const wanted = lower(Buffer.from(text));
  const places: number[] = [];
  for (let at = start; at + wanted.length <= end; at += 1) {
    if (lower(content.subarray(at, at + wanted.length)) === wanted) places.push(at);
  }
  return places;
}

describe('a search by the rarest byte', () => {
  it('finds a text by a letter of it in either case, and overlapping ones too', () => {
    const content = Buffer.from(`${'.'.repeat(1_000)}aXa..AxAxA${'.'.repeat(1_000)}`);
    assert.deepEqual(placesOf('axa', content), [1_000, 1_005, 1_007]);
    assert.deepEqual(placesOf('axa', content, 1_001, 1_009), [1_005]);
  });

  it('finds a text of which no byte is rare', () => {
    const content = Buffer.from('ab'.repeat(50));
    assert.equal(placesOf('aba', content).length, 49);
  });

  it('finds what a search everywhere finds', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'B', 'x', 'X', 'é', '"', '0'), maxLength: 300 });
    const words = fc.string({
      unit: fc.constantFrom('a', 'b', 'x', 'É', 'é', '"'),
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(letters, words, fc.nat({ max: 40 }), (text, word, cut) => {
        const content = Buffer.from(text);
        const start = Math.min(cut, content.length);
        const end = Math.max(start, content.length - cut);
        assert.deepEqual(placesOf(word, content, start, end), naively(word, content, start, end));
      }),
    );
  });
});
