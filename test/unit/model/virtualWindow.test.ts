import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  clampOffset,
  isAtEnd,
  isScaled,
  MAX_SCROLL_PX,
  maxOffsetPx,
  offsetCentering,
  offsetFromScroll,
  offsetShowing,
  scrollFromOffset,
  scrollRangePx,
  windowAt,
} from '../../../src/model/virtualWindow.ts';

const small = { rowCount: 100, rowHeightPx: 22, viewportPx: 220 };
const huge = { rowCount: 10_000_000, rowHeightPx: 22, viewportPx: 440 };

describe('virtualWindow', () => {
  it('draws the rows in view and the overscan, and no row that is not there', () => {
    assert.deepEqual(windowAt(small, 0, 2), { first: 0, end: 12, topPx: 0 });
    assert.deepEqual(windowAt(small, 33, 0), { first: 1, end: 12, topPx: -11 });
    assert.deepEqual(windowAt(small, 1e9, 5), { first: 85, end: 100, topPx: -110 });
    assert.deepEqual(windowAt({ ...small, rowCount: 0 }, 0, 5), { first: 0, end: 0, topPx: 0 });
  });

  it('scrolls px by px as long as the browser can', () => {
    assert.equal(isScaled(small), false);
    assert.equal(scrollRangePx(small), 2200);
    assert.equal(offsetFromScroll(small, 500), 500);
    assert.equal(scrollFromOffset(small, 500), 500);
  });

  it('never asks for a taller range than browsers have, and still reaches both ends', () => {
    assert.equal(isScaled(huge), true);
    assert.equal(scrollRangePx(huge), MAX_SCROLL_PX);
    assert.equal(offsetFromScroll(huge, 0), 0);
    assert.equal(offsetFromScroll(huge, MAX_SCROLL_PX - huge.viewportPx), maxOffsetPx(huge));
    assert.equal(windowAt(huge, maxOffsetPx(huge), 0).end, 10_000_000);
  });

  it('comes back to the same offset through the scroll bar of a scaled range', () => {
    for (const offset of [0, 1, 22, 12_345_678, 219_999_000]) {
      const back = offsetFromScroll(huge, scrollFromOffset(huge, offset));
      assert.ok(Math.abs(back - offset) < 1e-3, `${offset} came back as ${back}`);
    }
  });

  it('moves no further than it must to show a row', () => {
    assert.equal(offsetShowing(small, 100, 7), 100);
    assert.equal(offsetShowing(small, 100, 2), 44);
    assert.equal(offsetShowing(small, 0, 20), 242);
    assert.equal(offsetShowing(small, 0, 99), maxOffsetPx(small));
  });

  it('puts a row in the middle where the ends allow it', () => {
    assert.equal(offsetCentering(small, 50), 50.5 * 22 - 110);
    assert.equal(offsetCentering(small, 0), 0);
    assert.equal(offsetCentering(small, 99), maxOffsetPx(small));
  });

  it('knows the end, also in a list that fits its viewport', () => {
    assert.equal(isAtEnd(small, maxOffsetPx(small)), true);
    assert.equal(isAtEnd(small, maxOffsetPx(small) - 5), false);
    assert.equal(isAtEnd({ ...small, rowCount: 3 }, 0), true);
    assert.equal(clampOffset({ ...small, rowCount: 3 }, 400), 0);
  });
});
