import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BLOCK_FRAMES, MAX_HIGHLIGHTS } from '../../../src/protocol/limits.ts';
import { EVERY_ROW } from '../../../src/protocol/panel.ts';
import { parseHighlights } from '../../../src/engine/callParams.ts';
import { fieldsOf } from '../../../src/engine/fields.ts';
import { FrameLog } from '../../../src/engine/log/frameLog.ts';
import { RowFilter } from '../../../src/engine/log/rowFilter.ts';
import { RowHighlights } from '../../../src/engine/log/rowHighlights.ts';
import { RowQueries } from '../../../src/engine/rowQueries.ts';
import { append, appendNumbers, appendText, tickingClock } from '../../support/sampleLog.ts';

describe('highlights of rows', () => {
  it('give each row a bit for each filter that it matches, the lowest for the first', () => {
    const log = new FrameLog();
    appendText(log, '{"price":7}');
    appendText(log, '{"price":70,"halted":true}');
    append(log, { kind: 'ping' });
    appendText(log, 'nothing', { event: 'halted' });
    const highlights = new RowHighlights(log, ['$.price > 5', 'halted', 'kind:ping', '-is:in']);
    assert.deepEqual(highlights.masksOf([0, 1, 2, 3]), [0b0001, 0b0011, 0b0100, 0b0010]);
  });

  it('match the rows that a filter of the same text lists, across blocks and gaps', () => {
    const log = new FrameLog();
    appendNumbers(log, 2 * BLOCK_FRAMES + 100);
    const filter = new RowFilter(log, { ...EVERY_ROW, text: '77' });
    filter.advance(1, tickingClock(0));
    const listed = new Set(Array.from({ length: filter.matchCount }, (_, place) => filter.rowAt(place)));
    const rows = Array.from({ length: log.rowCount }, (_, row) => row).filter((row) => row % 5 !== 3);
    const masks = new RowHighlights(log, ['77']).masksOf(rows);
    assert.deepEqual(
      rows.filter((_, place) => masks[place] === 1),
      rows.filter((row) => listed.has(row)),
    );
  });

  it('come with the rows of a page, also of a filtered one, and only where they are asked for', () => {
    const log = new FrameLog();
    appendNumbers(log, 30);
    const queries = new RowQueries(log);
    const query = { ...EVERY_ROW, text: '2' };
    assert.deepEqual(queries.read(query, 0, 20, []).highlights, []);
    const page = queries.read(query, 0, 20, ['"message 12"', '/9$/']);
    assert.deepEqual(
      page.rows.map(({ row }, place) => [row, page.highlights[place]]),
      [2, 12, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29].map((row) => [
        row,
        row === 12 ? 1 : row === 29 ? 2 : 0,
      ]),
    );
    assert.deepEqual(queries.read(query, 0, 2, ['/2$/']).highlights, [1, 1]);
  });

  it('are at most as many as can be told apart, each a filter', () => {
    const parse = (highlights: unknown): readonly string[] => parseHighlights(fieldsOf({ highlights }));
    assert.deepEqual(parse(undefined), []);
    assert.deepEqual(parse(['a']), ['a']);
    assert.throws(() => parse(new Array(MAX_HIGHLIGHTS + 1).fill('a')), { code: 'invalid-option' });
    assert.throws(() => parse([1]), { code: 'invalid-option' });
    assert.throws(() => new RowHighlights(new FrameLog(), ['size>x']), { code: 'invalid-option' });
  });
});
