import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brushPartAt, centreRange, dragBrush } from '../../../src/model/timelineBrush.ts';

const SESSION = { fromMs: 0, toMs: 60_000 };
const SHOWN = { fromMs: 10_000, toMs: 20_000 };

describe('a brush over the session', () => {
  it('is taken hold of at its edges, between them, or beside it', () => {
    const parts = [80, 97, 103, 150, 196, 204, 220].map((xPx) => brushPartAt(100, 200, xPx));
    assert.deepEqual(parts, ['outside', 'start', 'start', 'window', 'end', 'end', 'outside']);
  });

  it('can be moved where it is too narrow for edges, which are beside it then', () => {
    const parts = [96, 101, 105, 109, 120].map((xPx) => brushPartAt(100, 106, xPx));
    assert.deepEqual(parts, ['start', 'window', 'window', 'end', 'outside']);
  });

  it('moves, grows, shrinks, turns over at its other edge, or is drawn anew', () => {
    assert.deepEqual(dragBrush('window', SHOWN, 12_000, 17_000, SESSION), { fromMs: 15_000, toMs: 25_000 });
    assert.deepEqual(dragBrush('start', SHOWN, 10_000, 5_000, SESSION), { fromMs: 5_000, toMs: 20_000 });
    assert.deepEqual(dragBrush('end', SHOWN, 20_000, 15_000, SESSION), { fromMs: 10_000, toMs: 15_000 });
    assert.deepEqual(dragBrush('end', SHOWN, 20_000, 5_000, SESSION), { fromMs: 5_000, toMs: 10_000 });
    assert.deepEqual(dragBrush('outside', SHOWN, 40_000, 30_000, SESSION), { fromMs: 30_000, toMs: 40_000 });
  });

  it('stays with the session, but for a margin', () => {
    const moved = dragBrush('window', SHOWN, 15_000, 90_000, SESSION);
    assert.deepEqual(moved, { fromMs: 53_000, toMs: 63_000 });
    assert.deepEqual(centreRange(SHOWN, 0, SESSION), { fromMs: -3_000, toMs: 7_000 });
    assert.deepEqual(centreRange(SHOWN, 40_000, SESSION), { fromMs: 35_000, toMs: 45_000 });
  });
});
