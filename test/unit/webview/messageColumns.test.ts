import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  COLUMN_GAP_PX,
  COLUMN_IDS,
  COLUMNS,
  type ColumnChoices,
  gridTemplate,
  mostPx,
  NO_COLUMN_CHOICES,
  placeColumns,
  withShown,
  withWidth,
} from '../../../src/webview/messageColumns.ts';

function shown(choices: ColumnChoices, widthPx: number): string {
  return placeColumns(choices, widthPx, false)
    .map(({ id }) => id)
    .join(' ');
}

describe('columns of the message list', () => {
  it('are all there with room, but for those hidden at first, and the preview has what is left', () => {
    const placed = placeColumns(NO_COLUMN_CHOICES, 1_200, false);
    assert.equal(placed.map(({ id }) => id).join(' '), 'number time direction kind name size preview');
    for (const { id, widthPx, defaultPx } of placed.slice(0, -1)) assert.equal(widthPx, defaultPx, id);
    assert.ok((placed.at(-1)?.widthPx ?? 0) > 500);
  });

  it('give way in narrow lists, what is most easily missed first, the preview never', () => {
    assert.equal(shown(NO_COLUMN_CHOICES, 640), 'number time direction kind name size preview');
    assert.equal(shown(NO_COLUMN_CHOICES, 420), 'time direction size preview');
    assert.equal(shown(NO_COLUMN_CHOICES, 200), 'preview');
  });

  it('leave the user what was chosen, as long as it fits', () => {
    const choices = withWidth(withShown(NO_COLUMN_CHOICES, 'capture', true), 'name', 180);
    assert.equal(shown(choices, 680), 'time capture direction name preview');
    assert.equal(
      placeColumns(choices, 680, false).find(({ id }) => id === 'name')?.widthPx,
      180,
      'the width is kept',
    );
    assert.equal(shown(choices, 300), 'name preview');
  });

  it('fill the width that there is, gaps and signs included, whatever was chosen', () => {
    const width = fc.integer({ min: 1, max: 400 });
    const choices = fc.record({
      widthsPx: fc.dictionary(fc.constantFrom(...COLUMN_IDS), width),
      isShown: fc.dictionary(fc.constantFrom(...COLUMN_IDS), fc.boolean()),
    });
    fc.assert(
      fc.property(
        choices,
        fc.integer({ min: 240, max: 2_000 }),
        fc.boolean(),
        (given, availablePx, isLit) => {
          const placed = placeColumns(given, availablePx, isLit);
          const signs = gridTemplate(placed, isLit)
            .split(' ')
            .slice(0, isLit ? 3 : 2);
          const widths = [
            ...signs.map((px) => Number.parseInt(px, 10)),
            ...placed.map(({ widthPx }) => widthPx),
          ];
          const all = widths.reduce((sum, px) => sum + px, 0) + (widths.length - 1) * COLUMN_GAP_PX;
          assert.equal(all + 12, availablePx);
          assert.ok((placed.at(-1)?.widthPx ?? 0) >= 160);
        },
      ),
    );
  });

  it('can be widened until the preview is as narrow as it may be, and no other gives way', () => {
    const placed = placeColumns(NO_COLUMN_CHOICES, 900, false);
    const kind = placed.find(({ id }) => id === 'kind');
    assert.ok(kind !== undefined);
    const widest = placeColumns(withWidth(NO_COLUMN_CHOICES, 'kind', mostPx(kind, placed)), 900, false);
    assert.deepEqual(
      widest.map(({ id }) => id),
      placed.map(({ id }) => id),
    );
    assert.equal(widest.at(-1)?.widthPx, 160);
  });

  it('are hidden and shown one by one, but for the preview', () => {
    const ids = COLUMNS.filter(({ canBeHidden }) => canBeHidden).map(({ id }) => id);
    const none = ids.reduce((choices, id) => withShown(choices, id, false), NO_COLUMN_CHOICES);
    assert.equal(shown(none, 1_200), 'preview');
    assert.equal(shown(withShown(none, 'request', true), 1_200), 'request preview');
  });
});
