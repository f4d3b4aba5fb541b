import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_HIGHLIGHTS, MAX_MARKS } from '../../../src/protocol/limits.ts';
import {
  activeHighlights,
  fromSaved,
  type HighlightRule,
  matchedHighlights,
  toSaved,
  withNewRule,
} from '../../../src/webview/highlightRules.ts';
import { type Mark, markBeside, withMarkToggled } from '../../../src/webview/marks.ts';

function marked(...rows: number[]): readonly Mark[] {
  return rows.map((row) => ({ row, atMs: row * 10 }));
}

describe('marks', () => {
  it('are set and taken away again, and stay in the order of the log', () => {
    let marks: readonly Mark[] | null = [];
    for (const row of [7, 3, 9, 3, 5]) marks = withMarkToggled(marks ?? [], { row, atMs: row * 10 });
    assert.deepEqual(marks, marked(5, 7, 9));
  });

  it('are no more than there is room for', () => {
    const full = marked(...Array.from({ length: MAX_MARKS }, (_, row) => row * 2));
    assert.equal(withMarkToggled(full, { row: 1, atMs: 0 }), null);
    assert.equal(withMarkToggled(full, { row: 2, atMs: 0 })?.length, MAX_MARKS - 1);
  });

  it('follow each other in both directions, and round the ends', () => {
    const marks = marked(3, 7, 9);
    const beside = (row: number | null, direction: 1 | -1): number | undefined =>
      markBeside(marks, row, direction)?.row;
    assert.deepEqual([beside(null, 1), beside(3, 1), beside(8, 1), beside(9, 1)], [3, 7, 9, 3]);
    assert.deepEqual([beside(null, -1), beside(9, -1), beside(8, -1), beside(3, -1)], [9, 7, 7, 9]);
    assert.equal(markBeside([], 3, 1), undefined);
  });
});

describe('highlight rules', () => {
  const rules: readonly HighlightRule[] = [
    { text: 'price', color: 'red' },
    { text: '  ', color: 'blue' },
    { text: 'size>', color: 'green' },
    { text: 'kind:ping', color: 'purple' },
  ];

  it('are asked of the engine where they are filters, and keep the number of their place', () => {
    assert.deepEqual(
      activeHighlights(rules).map(({ text, number }) => [text, number]),
      [
        ['price', 1],
        ['kind:ping', 4],
      ],
    );
  });

  it('are read from the bits of a row', () => {
    const numbers = (mask: number): readonly number[] =>
      matchedHighlights(activeHighlights(rules), mask).map(({ number }) => number);
    assert.deepEqual([numbers(0), numbers(0b10), numbers(0b11)], [[], [4], [1, 4]]);
  });

  it('come back from what the workspace keeps, where that is one', () => {
    const kept = toSaved([...rules, { text: 'price', color: 'blue' }]);
    assert.deepEqual(fromSaved(kept), [
      { text: 'price', color: 'blue' },
      { text: 'kind:ping', color: 'purple' },
    ]);
    const strange = ['no JSON', '7', '{"text":"x","color":"pink"}', '{"text":1,"color":"red"}'];
    assert.deepEqual(fromSaved(strange.map((value) => ({ name: value, value }))), []);
    const many = Array.from({ length: MAX_HIGHLIGHTS + 3 }, (_, place) => ({
      text: `t${place}`,
      color: 'red' as const,
    }));
    assert.equal(fromSaved(toSaved(many)).length, MAX_HIGHLIGHTS);
  });

  it('take the colour that is used least', () => {
    let made: readonly HighlightRule[] = [];
    for (let count = 0; count < 7; count += 1) made = withNewRule(made);
    assert.equal(new Set(made.slice(0, 6).map(({ color }) => color)).size, 6);
    assert.equal(made[6]?.color, made[0]?.color);
  });
});
