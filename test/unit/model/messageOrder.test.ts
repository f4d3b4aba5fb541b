import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MessageOrder } from '../../../src/model/messageOrder.ts';
import { RecentIds } from '../../../src/model/recentIds.ts';

function marks(...ids: readonly string[]): (string | null)[] {
  const order = new MessageOrder();
  return ids.map((id) => order.mark(id));
}

describe('message order', () => {
  it('marks an id that came before as a duplicate', () => {
    assert.deepEqual(marks('a', 'b', 'a', 'b'), [null, null, 'duplicate', 'duplicate']);
  });

  it('marks a number lower than the highest as out of order, and the highest stays', () => {
    assert.deepEqual(marks('1', '2', '5', '3', '4', '6'), [
      null,
      null,
      null,
      'out-of-order',
      'out-of-order',
      null,
    ]);
  });

  it('prefers duplicate where both would be true', () => {
    assert.deepEqual(marks('1', '2', '1'), [null, null, 'duplicate']);
  });

  it('compares the numbers behind a common prefix, by value and not by text', () => {
    assert.deepEqual(marks('m-9', 'm-10', 'm-8', 'm-011'), [null, null, 'out-of-order', null]);
  });

  it('says nothing of order where the prefix changes', () => {
    assert.deepEqual(marks('a-9', 'b-1', 'a-8', 'b-2'), [null, null, null, null]);
  });

  it('compares numbers that a double cannot hold', () => {
    const id = '12345678901234567890';
    assert.deepEqual(marks(`${id}2`, `${id}1`, `${id}3`), [null, 'out-of-order', null]);
    assert.deepEqual(marks('999999999999999', '1000000000000000', '999999999999998'), [
      null,
      null,
      'out-of-order',
    ]);
  });

  it('says nothing of order where ids end in no number, or in one that is too long', () => {
    assert.deepEqual(marks('', 'z', 'a', '9'.repeat(31), '8'.repeat(31)), [null, null, null, null, null]);
  });
});

describe('recent ids', () => {
  it('remembers exactly the most recent ones', () => {
    const limit = 2_048;
    const recent = new RecentIds(limit);
    for (let id = 0; id < 3 * limit; id++) assert.equal(recent.add(`id-${id}`), false);
    for (let id = 2 * limit; id < 3 * limit; id++) assert.equal(recent.add(`id-${id}`), true);
    assert.equal(recent.add(`id-${2 * limit - 1}`), false, 'the one before was forgotten');
    assert.equal(recent.add(`id-${2 * limit}`), false, 'and its coming back pushed the oldest out');
    assert.equal(recent.add(`id-${2 * limit + 2}`), true);
  });

  it('does the same as a set and a queue of strings', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6_000), { minLength: 4_000, maxLength: 9_000 }), (ids) => {
        const recent = new RecentIds(1_024);
        const model = new Set<string>();
        for (const id of ids.map(String)) {
          assert.equal(recent.add(id), model.has(id));
          model.add(id);
          const [oldest] = model;
          if (model.size > 1_024 && oldest !== undefined) model.delete(oldest);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('tells a million similar ids apart', () => {
    const recent = new RecentIds(262_144);
    let confused = 0;
    for (let id = 0; id < 1_000_000; id++) if (recent.add(`user:${id}:msg`)) confused++;
    assert.equal(confused, 0);
  });
});
