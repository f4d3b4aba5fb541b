import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hexDump, hexLine, hexLineCount } from '../../../src/model/hexDump.ts';

describe('hexDump', () => {
  const bytes = Uint8Array.from({ length: 20 }, (_, index) => index + 0x5b);

  const textOf = (ascii: Uint8Array): string => new TextDecoder().decode(ascii);

  it('writes a full line in two halves', () => {
    assert.deepEqual(hexLine(bytes, 0), {
      offset: '00000000',
      hex: '5b 5c 5d 5e 5f 60 61 62  63 64 65 66 67 68 69 6a',
      ascii: '[\\]^_`abcdefghij',
    });
  });

  it('writes a last line as short as it is', () => {
    assert.equal(hexLineCount(bytes.length), 2);
    assert.deepEqual(hexLine(bytes, 1), { offset: '00000010', hex: '6b 6c 6d 6e', ascii: 'klmn' });
  });

  it('shows control and high bytes as dots', () => {
    assert.equal(hexLine(Uint8Array.of(0x00, 0x1b, 0x7f, 0xff, 0x41), 0).ascii, '....A');
  });

  it('is the same whole as line by line', () => {
    const many = Uint8Array.from({ length: 70 * 16 + 3 }, (_, index) => (index * 7) % 256);
    const lines = textOf(hexDump(many)).split('\n').slice(0, -1);
    assert.equal(lines.length, hexLineCount(many.length));
    for (const [index, line] of lines.entries()) {
      const { offset, hex, ascii } = hexLine(many, index);
      assert.equal(line, `${offset}  ${hex.padEnd(48)}  |${ascii}|`);
    }
    assert.equal(hexDump(new Uint8Array()).length, 0);
  });

  it('has no line for nothing', () => {
    assert.equal(hexLineCount(0), 0);
  });
});
