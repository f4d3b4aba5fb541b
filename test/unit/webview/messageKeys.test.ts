import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { RowsPlace } from '../../../src/webview/dom/rowKeys.ts';
import { type ListAction, listAction } from '../../../src/webview/messageKeys.ts';

const PLACE: RowsPlace = { current: 50, rowCount: 1_000, pageRows: 20, first: 40, end: 65 };
const PLAIN = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

function press(
  key: string,
  some: Partial<RowsPlace> = {},
  held: Partial<typeof PLAIN> = {},
): ListAction | null {
  return listAction({ ...PLAIN, ...held, key }, { ...PLACE, ...some });
}

function positionOf(action: ListAction | null): number | null {
  return action?.name === 'move' ? action.position : null;
}

it('keys lead from the selected row, or from what is in view where none is selected', () => {
  const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'Enter'];
  assert.deepEqual(
    keys.map((key) => positionOf(press(key))),
    [51, 49, 70, 30, 0, 999, 50],
  );
  assert.deepEqual(
    keys.map((key) => positionOf(press(key, { current: null }))),
    [40, 64, 60, 45, 0, 999, 40],
  );
});

it('letters mark, go from mark to mark, and change the times', () => {
  assert.deepEqual(
    ['m', 'n', 't', 'Escape'].map((key) => press(key)?.name),
    ['mark', 'next-mark', 'next-time-mode', 'close'],
  );
  assert.equal(press('N', {}, { shiftKey: true })?.name, 'previous-mark');
});

it('keys of the editor are left to it', () => {
  assert.equal(press('c', {}, { ctrlKey: true })?.name, 'copy');
  assert.equal(press('m', {}, { ctrlKey: true }), null);
  assert.equal(press('Home', {}, { altKey: true }), null);
  assert.equal(press('x'), null);
});
