import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BLOCK_FRAMES, BLOCK_PAYLOAD_BYTES } from '../../../src/protocol/limits.ts';
import { FrameBlock } from '../../../src/model/frameBlock.ts';

interface Frame {
  readonly captureId: number;
  readonly seq: number;
  readonly atMs: number;
  readonly flags: number;
  readonly requestIndex: number;
  readonly event: number;
  readonly payload: Uint8Array;
  readonly id: string | null;
}

const frames = fc.array(
  fc.record<Frame>(
    {
      captureId: fc.nat(2 ** 32 - 1),
      seq: fc.maxSafeNat(),
      atMs: fc.double({ min: 0, max: 4e12, noNaN: true }),
      flags: fc.nat(0x7f),
      requestIndex: fc.nat(2 ** 32 - 1),
      event: fc.nat(0xffff),
      payload: fc.uint8Array({ maxLength: 400 }),
      id: fc.option(fc.string({ unit: 'binary', maxLength: 12 })),
    },
    { noNullPrototype: true },
  ),
  { maxLength: 200 },
);

function fill(block: FrameBlock, added: readonly Frame[]): FrameBlock {
  for (const { captureId, seq, atMs, flags, requestIndex, event, payload, id } of added) {
    block.append(captureId, seq, atMs, flags, requestIndex, event, payload, id);
  }
  return block;
}

function read(block: FrameBlock): Frame[] {
  const { captureId, seq, atMs, flags, requestIndex, event } = block.columns;
  return Array.from({ length: block.count }, (_, index) => {
    const id = block.idOf(index);
    return {
      captureId: captureId[index] ?? -1,
      seq: seq[index] ?? -1,
      atMs: atMs[index] ?? -1,
      flags: (flags[index] ?? -1) & 0x7f,
      requestIndex: requestIndex[index] ?? -1,
      event: event[index] ?? -1,
      payload: new Uint8Array(block.payloadOf(index)),
      id: id === null ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(id),
    };
  });
}

function roundTrip(block: FrameBlock, from?: number, to?: number): FrameBlock {
  const { columns, payload } = block.serialize(from, to);
  return FrameBlock.deserialize(columns, () => new Uint8Array(payload));
}

describe('a frame block', () => {
  it('gives back what was appended', () => {
    fc.assert(
      fc.property(frames, (added) => {
        assert.deepEqual(read(fill(new FrameBlock(), added)), added);
      }),
    );
  });

  it('reads the same after it was serialized', () => {
    fc.assert(
      fc.property(frames, (added) => {
        assert.deepEqual(read(roundTrip(fill(new FrameBlock(), added))), added);
      }),
    );
  });

  it('serializes any run of its frames, and joins such runs to the whole', () => {
    fc.assert(
      fc.property(frames, fc.nat(), fc.nat(), (added, a, b) => {
        const block = fill(new FrameBlock(), added);
        const [from = 0, to = 0] = [a % (added.length + 1), b % (added.length + 1)].sort((x, y) => x - y);
        const parts = [roundTrip(block, 0, from), roundTrip(block, from, to), roundTrip(block, to)];
        assert.deepEqual(read(parts[1] ?? block), added.slice(from, to));
        assert.deepEqual(read(FrameBlock.join(parts)), added);
      }),
    );
  });

  it('can be appended to after a join', () => {
    const part = roundTrip(fill(new FrameBlock(), [frame({ id: 'a' })]));
    const joined = fill(FrameBlock.join([part]), [frame({ id: 'b', payload: bytes(100_000) })]);
    assert.deepEqual(
      read(joined).map(({ id, payload }) => [id, payload.length]),
      [
        ['a', 0],
        ['b', 100_000],
      ],
    );
  });

  it('tells an empty id from none, and an empty payload from its neighbours', () => {
    const added = [frame({ id: '' }), frame({ id: null, payload: bytes(3) }), frame({ id: 'x' })];
    assert.deepEqual(read(roundTrip(fill(new FrameBlock(), added))), added);
  });

  it('copies the payload: the caller may reuse its buffer', () => {
    const payload = Uint8Array.of(1, 2, 3);
    const block = fill(new FrameBlock(), [frame({ payload })]);
    payload.fill(9);
    assert.deepEqual([...block.payloadOf(0)], [1, 2, 3]);
  });

  it(`is full with the ${BLOCK_FRAMES}th frame and not before`, () => {
    const block = new FrameBlock();
    for (let seq = 0; seq < BLOCK_FRAMES - 1; seq++) fill(block, [frame({ seq })]);
    assert.equal(block.isFull, false);
    assert.equal(block.hasRoomFor(0), true);
    fill(block, [frame({ seq: BLOCK_FRAMES - 1 })]);
    assert.equal(block.isFull, true);
    assert.equal(block.hasRoomFor(0), false);
    assert.equal(roundTrip(block).columns.seq[BLOCK_FRAMES - 1], BLOCK_FRAMES - 1);
  });

  it('takes payloads and ids up to its limit of bytes, to the byte', () => {
    const block = fill(new FrameBlock(), [frame({ payload: bytes(BLOCK_PAYLOAD_BYTES - 10), id: '12345' })]);
    assert.equal(block.hasRoomFor(5), true);
    assert.equal(block.hasRoomFor(6), false);
    fill(block, [frame({ payload: bytes(5) })]);
    assert.equal(block.isFull, true);
  });

  it('takes one payload larger than its limit where it is empty', () => {
    const size = 5 * 1024 * 1024;
    const block = new FrameBlock();
    assert.equal(block.hasRoomFor(size), true);
    const payload = bytes(size);
    payload[size - 1] = 7;
    fill(block, [frame({ payload })]);
    assert.equal(block.isFull, true);
    assert.deepEqual(roundTrip(block).payloadOf(0), payload);
  });

  it('takes little memory for a few small frames', () => {
    const block = fill(new FrameBlock(), [frame({ payload: bytes(200) })]);
    assert.ok(block.memoryBytes < 16 * 1024, `${block.memoryBytes} bytes`);
  });

  it('is empty again after a reset', () => {
    const block = fill(new FrameBlock(), [frame({ payload: bytes(9), id: 'old' }), frame({})]);
    block.reset();
    const added = [frame({ id: 'new', payload: bytes(2) })];
    assert.deepEqual(read(fill(block, added)), added);
  });

  it('knows its span of time and its captures, whatever their order', () => {
    const added = [frame({ atMs: 5, captureId: 2 }), frame({ atMs: 3, captureId: 1 }), frame({ atMs: 4 })];
    const block = fill(new FrameBlock(), added);
    assert.deepEqual(block.timeSpan(), { firstMs: 3, lastMs: 5 });
    assert.deepEqual(block.timeSpan(2), { firstMs: 4, lastMs: 4 });
    assert.deepEqual(block.captureIds().sort(), [1, 2]);
  });

  it('loads a payload only when one is asked for, and once', () => {
    const { columns, payload } = fill(new FrameBlock(), [frame({ payload: bytes(4) })]).serialize();
    let loads = 0;
    const block = FrameBlock.deserialize(columns, () => {
      loads++;
      return payload;
    });
    assert.equal(block.payloadLength(0), 4);
    assert.equal(loads, 0);
    block.payloadOf(0);
    block.payloadOf(0);
    assert.equal(loads, 1);
  });

  it('reads columns that do not begin at a multiple of eight', () => {
    const added = [frame({ id: 'odd', payload: bytes(4) })];
    const { columns, payload } = fill(new FrameBlock(), added).serialize();
    const shifted = new Uint8Array(columns.length + 1);
    shifted.set(columns, 1);
    assert.deepEqual(read(FrameBlock.deserialize(shifted.subarray(1), () => payload)), added);
  });

  it('refuses columns of a wrong length, an unknown layout, and a payload that is not theirs', () => {
    const { columns } = fill(new FrameBlock(), [frame({ payload: bytes(4) })]).serialize();
    const noPayload = (): Uint8Array => new Uint8Array(0);
    for (const length of [0, 15, columns.length - 1]) {
      assert.throws(() => FrameBlock.deserialize(columns.subarray(0, length), noPayload), /a block/);
    }
    const newer = columns.slice();
    newer[0] = 99;
    assert.throws(() => FrameBlock.deserialize(newer, noPayload), /unknown layout 99/);
    assert.throws(() => FrameBlock.deserialize(columns, noPayload).payloadOf(0), /do not match/);
  });

  it('is laid out little-endian, column by column', () => {
    const added = [frame({ captureId: 1, seq: 2, atMs: 1.5, flags: 1, requestIndex: 3, event: 4, id: 'é' })];
    const { columns } = fill(new FrameBlock(), added).serialize();
    const hex = [
      '01000000 01000000 02000000 00000000',
      '000000000000f83f 0000000000000040',
      '01000000 03000000 00000000 02000000 0400 81 c3a9',
    ];
    assert.equal(Buffer.from(columns).toString('hex'), hex.join('').replaceAll(' ', ''));
  });
});

function bytes(length: number): Uint8Array {
  return new Uint8Array(length).fill(0x61);
}

function frame(some: Partial<Frame>): Frame {
  const none = new Uint8Array(0);
  return {
    captureId: 1,
    seq: 0,
    atMs: 0,
    flags: 0,
    requestIndex: 0,
    event: 0,
    payload: none,
    id: null,
    ...some,
  };
}
