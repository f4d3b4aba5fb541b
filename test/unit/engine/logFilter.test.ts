import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BLOCK_FRAMES } from '../../../src/protocol/limits.ts';
import { EVERY_ROW, type RowQuery } from '../../../src/protocol/panel.ts';
import { BlockCache } from '../../../src/engine/log/blockCache.ts';
import { FrameLog } from '../../../src/engine/log/frameLog.ts';
import { MemoryBlockStore } from '../../../src/engine/log/memoryBlockStore.ts';
import { RowFilter } from '../../../src/engine/log/rowFilter.ts';
import { RowList } from '../../../src/engine/log/rowList.ts';
import { append, appendNumbers, appendText, tickingClock } from '../../support/sampleLog.ts';

const STANDING = tickingClock(0);

function rowsOf(filter: RowFilter): (number | undefined)[] {
  return Array.from({ length: filter.matchCount }, (_, position) => filter.rowAt(position));
}

function search(log: FrameLog, query: Partial<RowQuery>): (number | undefined)[] {
  const filter = new RowFilter(log, { ...EVERY_ROW, ...query });
  assert.equal(filter.advance(1, STANDING), true);
  return rowsOf(filter);
}

describe('a row filter', () => {
  it('finds text in payloads, ids and event names, in either case', () => {
    const log = new FrameLog();
    appendText(log, 'a PRICE of 5');
    appendText(log, 'nothing', { id: 'price-7' });
    appendText(log, 'nothing', { event: 'PriceChange' });
    appendText(log, 'nothing', { id: 'p', event: 'other' });
    assert.deepEqual(search(log, { text: 'price' }), [0, 1, 2]);
  });

  it('finds a whole name to the letter, and what has another or none', () => {
    const log = new FrameLog();
    for (const event of ['tick', 'ticker', 'Tick', 'a "b" c']) appendText(log, '', { event, id: event });
    appendText(log, 'tick');
    assert.deepEqual(search(log, { text: 'event:tick' }), [0, 1, 2]);
    assert.deepEqual(search(log, { text: 'event==tick' }), [0]);
    assert.deepEqual(search(log, { text: 'id="a \\"b\\" c"' }), [3]);
    assert.deepEqual(search(log, { text: 'event!=tick' }), [1, 2, 3, 4]);
    assert.deepEqual(search(log, { text: '-event!=tick' }), [0]);
  });

  it('does not find text that lies across two payloads', () => {
    const log = new FrameLog();
    for (const text of ['ab', 'cd', '', 'abc', 'd', 'xabcd']) appendText(log, text);
    assert.deepEqual(search(log, { text: 'abcd' }), [5]);
    assert.deepEqual(search(log, { text: 'bc' }), [3, 5]);
  });

  it('finds what a search of each payload by itself finds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), text, (payloads, wanted) => {
        fc.pre(wanted !== '');
        const log = new FrameLog();
        for (const payload of payloads) appendText(log, payload);
        const expected = [...payloads.keys()].filter((row) => payloads[row]?.includes(wanted));
        assert.deepEqual(search(log, { text: wanted }), expected);
      }),
    );
  });

  it('filters by direction, kind and capture, alone and together', () => {
    const log = new FrameLog();
    append(log, { direction: 'out' });
    append(log, { kind: 'ping' });
    append(log, { captureId: 2 });
    appendText(log, 'x', { captureId: 2, direction: 'out', kind: 'pong' });
    assert.deepEqual(search(log, { direction: 'out' }), [0, 3]);
    assert.deepEqual(search(log, { kinds: ['ping', 'pong'] }), [1, 3]);
    assert.deepEqual(search(log, { kinds: [] }), []);
    assert.deepEqual(search(log, { captureIds: [2] }), [2, 3]);
    assert.deepEqual(search(log, { captureIds: [2], direction: 'out', kinds: ['pong'], text: 'X' }), [3]);
  });

  it('needs no search for every row', () => {
    const log = new FrameLog();
    const filter = new RowFilter(log, EVERY_ROW);
    assert.deepEqual([filter.matchCount, filter.progress, filter.positionNear(0)], [0, 1, -1]);
    appendNumbers(log, 3);
    assert.deepEqual([filter.matchCount, filter.rowAt(2), filter.rowAt(3)], [3, 2, undefined]);
    assert.deepEqual([filter.positionNear(1), filter.positionNear(99)], [1, 2]);
  });

  it('searches in slices, a block at least, and tells how far it is', () => {
    const log = new FrameLog();
    appendNumbers(log, 4 * BLOCK_FRAMES);
    const filter = new RowFilter(log, { ...EVERY_ROW, text: '"message 1"' });
    const seen: number[] = [];
    while (!filter.advance(1, tickingClock(2))) seen.push(filter.progress);
    assert.deepEqual(seen, [0.25, 0.5, 0.75]);
    assert.equal(filter.progress, 1);
  });

  it('follows new rows, within the block being filled too', () => {
    const log = new FrameLog();
    const filter = new RowFilter(log, { ...EVERY_ROW, text: '7' });
    for (let round = 0; round < 5; round++) {
      appendNumbers(log, BLOCK_FRAMES / 2 + 1);
      filter.advance(1, STANDING);
    }
    const expected = Array.from({ length: log.rowCount }, (_, row) => row).filter((row) =>
      `${row}`.includes('7'),
    );
    assert.deepEqual(rowsOf(filter), expected);
  });

  it('loses at the front what the log drops', () => {
    const log = new FrameLog(new MemoryBlockStore(200_000));
    const filter = new RowFilter(log, { ...EVERY_ROW, text: 'message' });
    const every = new RowFilter(log, EVERY_ROW);
    for (let round = 0; round < 12; round++) {
      appendNumbers(log, BLOCK_FRAMES);
      filter.advance(1, STANDING);
    }
    assert.ok(log.droppedRows > 0);
    for (const each of [filter, every]) {
      assert.equal(each.matchCount, log.rowCount - log.droppedRows);
      assert.equal(each.rowAt(0), log.droppedRows);
      assert.equal(each.positionNear(0), 0);
    }
  });

  it('passes over rows that were dropped before it came to them', () => {
    const log = new FrameLog(new MemoryBlockStore(200_000));
    appendNumbers(log, 12 * BLOCK_FRAMES);
    const filter = new RowFilter(log, { ...EVERY_ROW, kinds: ['message'] });
    assert.equal(filter.progress, 0);
    filter.advance(1, STANDING);
    assert.deepEqual([filter.rowAt(0), filter.progress], [log.droppedRows, 1]);
  });

  it('does not read blocks in which no wanted capture has frames', () => {
    class CountingStore extends MemoryBlockStore {
      readonly reads: number[] = [];
      override read(firstRow: number): ReturnType<MemoryBlockStore['read']> {
        this.reads.push(firstRow);
        return super.read(firstRow);
      }
    }
    const store = new CountingStore();
    const log = new FrameLog(store, new BlockCache(1));
    appendNumbers(log, 2 * BLOCK_FRAMES);
    append(log, { captureId: 2 });
    appendNumbers(log, 3 * BLOCK_FRAMES);
    assert.deepEqual(search(log, { captureIds: [2] }), [2 * BLOCK_FRAMES]);
    assert.deepEqual(store.reads, [2 * BLOCK_FRAMES]);
  });

  it('finds the position of the matching row nearest to a row', () => {
    const log = new FrameLog();
    appendNumbers(log, 100);
    const filter = new RowFilter(log, { ...EVERY_ROW, text: '0' });
    assert.equal(filter.positionNear(50), -1);
    filter.advance(1, STANDING);
    const positions = [0, 4, 5, 6, 94, 99].map((row) => filter.positionNear(row));
    assert.deepEqual(positions, [0, 0, 0, 1, 9, 9]);
  });

  it('forgets its oldest matches beyond its limit, and counts them', () => {
    const log = new FrameLog();
    appendNumbers(log, 50);
    const filter = new RowFilter(log, { ...EVERY_ROW, text: 'message' }, 20);
    filter.advance(1, STANDING);
    assert.deepEqual([filter.matchCount, filter.rowAt(0), filter.forgottenMatches], [20, 30, 30]);
  });
});

describe('a row list', () => {
  it('does the same as an array', () => {
    const list = new RowList();
    let model: number[] = [];
    for (let row = 0; row < 300_000; row++) {
      list.push(row * 3 + 2 ** 33);
      model.push(row * 3 + 2 ** 33);
      if (row % 70_001 !== 0) continue;
      list.dropFirst(Math.floor(model.length / 2));
      model = model.slice(Math.floor(model.length / 2));
    }
    assert.equal(list.length, model.length);
    for (const position of [-1, 0, 1, 65_535, 65_536, model.length - 1, model.length]) {
      assert.equal(list.at(position), model[position]);
    }
    assert.equal(list.positionOf((model[70_000] ?? 0) - 1), 70_000);
    assert.equal(list.positionOf(0), 0);
    assert.equal(list.positionOf(2 ** 40), model.length);
  });

  it('combines what is asked of payload, size, names and kind, and leaves out what is negated', () => {
    const log = new FrameLog();
    const texts = [
      '{"type":"trade","price":1}',
      '{"type":"quote","price":20}',
      'plain é text',
      '{"type":"trade","price":300}',
    ];
    texts.forEach((text, seq) => {
      appendText(log, text, { seq, event: seq === 0 ? 'tick' : null, id: `m-${seq}` });
    });
    append(log, { kind: 'ping' });
    const cases: readonly (readonly [text: string, rows: readonly number[]])[] = [
      ["$.type == 'trade'", [0, 3]],
      ["$.type == 'trade' $.price > 10", [3]],
      ["-$.type == 'trade'", [1, 2, 4]],
      ['/pr.ce":\\d{2,}/', [1, 3]],
      ['/É/iu', [2]],
      ['event:tick', [0]],
      ['-event:tick kind:message', [1, 2, 3]],
      ['id:m-1', [1]],
      ['/^m-[12]$/', [1, 2]],
      ['size>26', [1, 3]],
      ['size<=13 -size:0', [2]],
      ['price -quote', [0, 3]],
      ['kind:ping', [4]],
    ];
    for (const [text, rows] of cases) assert.deepEqual(search(log, { text }), rows, text);
    assert.deepEqual(search(log, { text: 'price', kinds: ['message'], direction: 'in' }), [0, 1, 3]);
  });

  it('is refused where it is none', () => {
    for (const text of ['/(/', '$[', 'kind:banana']) {
      assert.throws(() => search(new FrameLog(), { text }), { code: 'invalid-option' }, text);
    }
  });
});
