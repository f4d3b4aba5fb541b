import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  alignRange,
  axisTicks,
  boundRange,
  formatOffset,
  liveRange,
  panRange,
  rangeBetween,
  spanMs,
  timeAt,
  xAt,
  zoomRange,
} from '../../../src/model/timelineScale.ts';

const START = 1_767_225_600_000;
const minute = { fromMs: START, toMs: START + 60_000 };

describe('timelineScale', () => {
  it('maps times to px and back', () => {
    assert.equal(xAt(minute, 600, START + 30_000), 300);
    assert.equal(timeAt(minute, 600, 300), START + 30_000);
  });

  it('keeps the time under the pointer where it is when it zooms', () => {
    const anchor = START + 15_000;
    const zoomed = zoomRange(minute, anchor, 0.5);
    assert.equal(spanMs(zoomed), 30_000);
    assert.equal(xAt(zoomed, 600, anchor), xAt(minute, 600, anchor));
  });

  it('does not zoom in beyond what can be drawn', () => {
    assert.equal(spanMs(zoomRange(minute, START, 1e-9)), 2);
  });

  it('does not leave the session when it moves', () => {
    const session = { fromMs: START, toMs: START + 100_000 };
    const far = boundRange(panRange(minute, 1e9), session);
    assert.equal(spanMs(far), 60_000);
    assert.equal(far.toMs, session.toMs + 5_000);
    const early = boundRange(panRange(minute, -1e9), session);
    assert.equal(early.fromMs, session.fromMs - 5_000);
    const wide = boundRange(zoomRange(minute, START, 100), session);
    assert.deepEqual(wide, { fromMs: session.fromMs - 5_000, toMs: session.toMs + 5_000 });
  });

  it('makes a range of two times in either order', () => {
    assert.deepEqual(rangeBetween(START + 10, START), { fromMs: START, toMs: START + 10 });
    assert.equal(spanMs(rangeBetween(START, START)), 2);
  });

  it('shows a young session whole and follows an older one', () => {
    const at = (seconds: number): { fromMs: number; toMs: number } => ({
      fromMs: START,
      toMs: START + seconds * 1000,
    });
    assert.deepEqual(liveRange(at(3), null), at(10));
    assert.deepEqual(liveRange(at(25), null), at(30));
    assert.deepEqual(liveRange(at(300), null), { fromMs: START + 240_000, toMs: START + 300_000 });
    assert.deepEqual(liveRange(at(300), 5_000), { fromMs: START + 295_000, toMs: START + 300_000 });
  });

  it('keeps columns on whole multiples, so that a frame stays in its column while time passes', () => {
    const columnOf = (range: { fromMs: number; toMs: number }, atMs: number): number => {
      const column = spanMs(range) / 600;
      return Math.round(range.fromMs / column) + Math.floor((atMs - range.fromMs) / column);
    };
    const frameAtMs = START + 30_033;
    const now = alignRange(minute, 600);
    const later = alignRange(panRange(minute, 1_234.5), 600);
    assert.equal(columnOf(now, frameAtMs), columnOf(later, frameAtMs));
    assert.equal(later.fromMs % 100, 0);
  });

  it('puts ticks at round times since the start, never closer than asked', () => {
    assert.deepEqual(
      axisTicks(minute, 600, START, 90).map((tick) => tick.label),
      ['0:00', '0:10', '0:20', '0:30', '0:40', '0:50', '1:00'],
    );
    const ticks = axisTicks({ fromMs: START + 1_000, toMs: START + 1_100 }, 500, START, 80);
    assert.deepEqual(
      ticks.map((tick) => tick.label),
      ['0:01.00', '0:01.02', '0:01.04', '0:01.06', '0:01.08', '0:01.10'],
    );
  });

  it('puts no tick before the start', () => {
    const ticks = axisTicks({ fromMs: START - 30_000, toMs: START + 30_000 }, 600, START, 90);
    assert.equal(ticks[0]?.atMs, START);
  });

  it('writes hours where there are some, and only as many digits as tell neighbours apart', () => {
    assert.equal(formatOffset(3_723_000, 1000), '1:02:03');
    assert.equal(formatOffset(61_250, 10), '1:01.25');
    assert.equal(formatOffset(59_999.6, 1), '1:00.000');
    assert.equal(formatOffset(-1_500, 100), '−0:01.5');
  });
});
