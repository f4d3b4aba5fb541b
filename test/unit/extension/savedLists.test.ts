import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSavedList, SavedLists } from '../../../src/extension/savedLists.ts';
import { MAX_SAVED_ITEMS } from '../../../src/protocol/limits.ts';

/** Stands in for the editor's memory of a workspace. */
function memento(values: Record<string, unknown> = {}): ConstructorParameters<typeof SavedLists>[0] {
  return {
    get: (key) => values[key],
    update: (key, value) => {
      values[key] = value;
      return Promise.resolve();
    },
  };
}

test('what is saved under a list is read back from it, and from no other', async () => {
  const saved = new SavedLists(memento());
  await saved.write('filters', [{ name: 'trades', value: "$.type == 'trade'" }]);
  assert.deepEqual(saved.read('filters'), [{ name: 'trades', value: "$.type == 'trade'" }]);
  assert.deepEqual(saved.read('messages'), []);
});

test('items that are none are left out when they are read, and refused when they are written', async () => {
  const saved = new SavedLists(memento({ 'saved.filters': [{ name: 'ok', value: 'x' }, { name: 1 }, null] }));
  assert.deepEqual(saved.read('filters'), [{ name: 'ok', value: 'x' }]);
  await assert.rejects(saved.write('filters', [{ name: '', value: 'x' }]), { code: 'internal' });
  await assert.rejects(saved.write('filters', 'x'), { code: 'internal' });
});

test('more items than a workspace keeps are refused, and what was there stays', async () => {
  const saved = new SavedLists(memento());
  await saved.write('filters', [{ name: 'a', value: 'a' }]);
  const many = Array.from({ length: MAX_SAVED_ITEMS + 1 }, (_, index) => ({ name: `${index}`, value: '' }));
  await assert.rejects(saved.write('filters', many), { code: 'invalid-option' });
  assert.equal(saved.read('filters').length, 1);
});

test('only the names of lists are lists', () => {
  assert.equal(isSavedList('filters'), true);
  assert.equal(isSavedList('secrets'), false);
});
