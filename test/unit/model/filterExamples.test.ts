import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { FILTER_EXAMPLES } from '../../../src/model/filter/filterExamples.ts';
import { filterProblem } from '../../../src/model/filter/filterProblem.ts';

const DOCUMENT = join(import.meta.dirname, '..', '..', '..', 'docs', 'filters.md');

test('every example of a filter is one, and is described in the documentation', async () => {
  const document = await readFile(DOCUMENT, 'utf8');
  for (const { filter } of FILTER_EXAMPLES) {
    assert.equal(filterProblem(filter), null, filter);
    assert.ok(document.includes(`\`${filter}\``), filter);
  }
});
