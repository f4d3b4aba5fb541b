import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EventTally } from '../../../src/model/eventTally.ts';
import { MAX_EVENT_NAME_CHARACTERS, MAX_EVENT_TYPES } from '../../../src/protocol/limits.ts';

const TYPE = { event: null, kind: 'message', direction: 'in', isBinary: false } as const;

describe('frames by type', () => {
  it('are counted by name, and by kind where they have none', () => {
    const tally = new EventTally();
    tally.record(1, 'in', 'message', false, 'tick', 10);
    tally.record(2, 'in', 'message', false, 'trade', 5);
    tally.record(3, 'in', 'message', false, 'tick', 20);
    tally.record(4, 'in', 'message', false, null, 7);
    tally.record(5, 'in', 'message', false, 'message', 3);
    tally.record(6, 'in', 'message', true, null, 100);
    tally.record(7, 'out', 'message', false, null, 9);
    tally.record(8, 'out', 'ping', false, null, 0);
    tally.record(9, 'in', 'comment', false, null, 4);
    assert.deepEqual(tally.types(), [
      { ...TYPE, count: 2, bytes: 10, firstMs: 4, lastMs: 5 },
      { ...TYPE, direction: 'out', count: 1, bytes: 9, firstMs: 7, lastMs: 7 },
      { ...TYPE, direction: 'out', kind: 'ping', count: 1, bytes: 0, firstMs: 8, lastMs: 8 },
      { ...TYPE, kind: 'comment', count: 1, bytes: 4, firstMs: 9, lastMs: 9 },
      { ...TYPE, isBinary: true, count: 1, bytes: 100, firstMs: 6, lastMs: 6 },
      { ...TYPE, event: 'tick', count: 2, bytes: 30, firstMs: 1, lastMs: 3 },
      { ...TYPE, event: 'trade', count: 1, bytes: 5, firstMs: 2, lastMs: 2 },
    ]);
  });

  it('are told apart up to a number of names, and counted together beyond it', () => {
    const tally = new EventTally();
    const extra = 50;
    for (let place = 0; place < MAX_EVENT_TYPES + extra; place++) {
      tally.record(place, 'in', 'message', false, `name ${place}`, 2);
    }
    // A known name is still known.
    tally.record(1_000, 'in', 'message', false, 'name 0', 2);
    const types = tally.types();
    assert.equal(types.length, MAX_EVENT_TYPES + 1);
    assert.deepEqual(types[0], {
      ...TYPE,
      event: '(other)',
      count: extra,
      bytes: 2 * extra,
      firstMs: MAX_EVENT_TYPES,
      lastMs: MAX_EVENT_TYPES + extra - 1,
    });
    assert.equal(types[1]?.count, 2);
  });

  it('are told apart by the beginning of their names', () => {
    const tally = new EventTally();
    const long = 'x'.repeat(MAX_EVENT_NAME_CHARACTERS);
    tally.record(1, 'in', 'message', false, `${long}a`, 1);
    tally.record(2, 'in', 'message', false, `${long}b`, 1);
    assert.deepEqual(
      tally.types().map(({ event, count }) => [event, count]),
      [[long, 2]],
    );
  });

  it('come back as they were, and go on', () => {
    const tally = new EventTally();
    for (let place = 0; place < 300; place++) {
      tally.record(place, 'in', 'message', false, `name ${place % 250}`, place);
      tally.record(place, place % 2 === 0 ? 'in' : 'out', 'message', place % 3 === 0, null, 1);
    }
    const restored = EventTally.fromTypes(tally.types());
    assert.deepEqual(restored.types(), tally.types());
    restored.record(1_000, 'in', 'message', false, 'name 1', 0);
    assert.equal(restored.types().find(({ event }) => event === 'name 1')?.count, 3);
  });
});
