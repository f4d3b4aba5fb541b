import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Http2FrameCounter } from '../../../src/engine/http/http2Frames.ts';

/** RFC 9113, section 3.4. */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

/** A frame of RFC 9113, section 4.1, on stream 1. */
function frame(type: number, flags: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header[3] = type;
  header[4] = flags;
  header.writeUInt32BE(1, 5);
  return Buffer.concat([header, payload]);
}

const PADDED_DATA = frame(0x0, 0x8, Buffer.concat([Buffer.of(4), Buffer.from('hello'), Buffer.alloc(4)]));
const STREAM = Buffer.concat([
  PREFACE,
  frame(0x4, 0, Buffer.alloc(18)),
  frame(0x1, 0x4, Buffer.alloc(40)),
  frame(0x9, 0x4, Buffer.alloc(7)),
  frame(0x0, 0, Buffer.from('some data')),
  PADDED_DATA,
  frame(0x0, 0x1, Buffer.alloc(0)),
  frame(0x6, 0, Buffer.alloc(8)),
]);
const HEADS = 40 + 7;
const PAYLOAD = 'some data'.length + 'hello'.length;

function count(pieces: readonly Uint8Array[], hasPreface = true): readonly number[] {
  const counter = new Http2FrameCounter(hasPreface);
  for (const piece of pieces) counter.add(piece);
  return [counter.headBytes, counter.framingBytes, counter.payloadBytes];
}

describe('the counter of HTTP/2 frames', () => {
  const expected = [HEADS, STREAM.length - HEADS - PAYLOAD, PAYLOAD];

  it('tells field blocks, data and all else apart, wherever the bytes are cut into two', () => {
    for (let cut = 0; cut <= STREAM.length; cut += 1) {
      assert.deepEqual(count([STREAM.subarray(0, cut), STREAM.subarray(cut)]), expected, `cut at ${cut}`);
    }
  });

  it('tells them apart when they come a byte at a time', () => {
    assert.deepEqual(count(Array.from(STREAM, (byte) => Buffer.of(byte))), expected);
  });

  it('counts every byte once, whatever frames come and however they are cut', () => {
    const frames = fc.array(
      fc.tuple(fc.nat({ max: 12 }), fc.constantFrom(0, 1, 4), fc.uint8Array({ maxLength: 60 })),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(frames, fc.integer({ min: 1, max: 20 }), (all, size) => {
        const bytes = Buffer.concat(
          all.map(([type, flags, payload]) => frame(type, flags, Buffer.from(payload))),
        );
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        const [heads = 0, framing = 0, payload = 0] = count(pieces, false);
        assert.equal(heads + framing + payload, bytes.length);
      }),
    );
  });
});
