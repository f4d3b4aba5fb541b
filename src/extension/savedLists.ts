import { InspectorError } from '../protocol/errors.ts';
import { MAX_SAVED_CHARACTERS, MAX_SAVED_ITEMS } from '../protocol/limits.ts';
import { SAVED_LISTS, type SavedItem, type SavedList } from '../protocol/saved.ts';

/** The part of VS Code's `Memento` that is needed. */
interface Store {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** What was kept in this workspace. The editor has it in the clear: nothing secret belongs here. */
export class SavedLists {
  readonly #store: Store;

  /** @param store the workspace's */
  constructor(store: Store) {
    this.#store = store;
  }

  read(list: SavedList): readonly SavedItem[] {
    const items = this.#store.get(keyOf(list));
    return Array.isArray(items) ? items.filter(isSavedItem) : [];
  }

  /** Replaces a list. @throws InspectorError `invalid-option` where it is none, or too long */
  async write(list: SavedList, items: unknown): Promise<void> {
    if (!Array.isArray(items) || !items.every(isSavedItem)) {
      throw new InspectorError('internal', 'what was to be saved is no list of items', 'report it');
    }
    if (items.length > MAX_SAVED_ITEMS || JSON.stringify(items).length > MAX_SAVED_CHARACTERS) {
      throw new InspectorError(
        'invalid-option',
        `a workspace keeps at most ${MAX_SAVED_ITEMS} ${list} of ${MAX_SAVED_CHARACTERS} characters in all`,
        'delete some you no longer need',
      );
    }
    await this.#store.update(keyOf(list), items);
  }
}

export function isSavedList(value: unknown): value is SavedList {
  return SAVED_LISTS.some((list) => list === value);
}

function keyOf(list: SavedList): string {
  return `saved.${list}`;
}

function isSavedItem(value: unknown): value is SavedItem {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('value' in value)) return false;
  return typeof value.name === 'string' && value.name !== '' && typeof value.value === 'string';
}
