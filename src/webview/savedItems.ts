import { visibleLine } from '../model/visibleText.ts';
import type { SavedItem, SavedList } from '../protocol/saved.ts';
import type { Panel } from './panel.ts';

/** A list that the workspace keeps. Each change reads it anew: another panel may have changed it. */
export class SavedItems {
  readonly #panel: Panel;
  readonly #list: SavedList;

  constructor(panel: Panel, list: SavedList) {
    this.#panel = panel;
    this.#list = list;
  }

  /** @returns undefined where it could not be read, which is told */
  async read(): Promise<readonly SavedItem[] | undefined> {
    const saved = await this.#panel.attempt('host/readSaved', { list: this.#list });
    return saved?.items;
  }

  /** Takes the place of one of the same name. @returns the list as it is then */
  put(item: SavedItem): Promise<readonly SavedItem[] | undefined> {
    return this.#change((items) => {
      const place = items.findIndex(({ name }) => name === item.name);
      return place < 0 ? [...items, item] : items.with(place, item);
    });
  }

  delete(name: string): Promise<readonly SavedItem[] | undefined> {
    return this.#change((items) => items.filter((item) => item.name !== name));
  }

  /** A name that another has already is refused, and that is told: nothing that was saved is lost by it. */
  rename(name: string, newName: string): Promise<readonly SavedItem[] | undefined> {
    return this.#change((items) => {
      if (name !== newName && items.some((item) => item.name === newName)) {
        this.#panel.tell({
          code: 'invalid-option',
          message: `something else is saved as ${visibleLine(newName)}`,
          action: 'choose another name, or delete the other one first',
        });
        return items;
      }
      return items.map((item) => (item.name === name ? { ...item, name: newName } : item));
    });
  }

  async #change(
    change: (items: readonly SavedItem[]) => readonly SavedItem[],
  ): Promise<readonly SavedItem[] | undefined> {
    const before = await this.read();
    if (before === undefined) return undefined;
    const items = change(before);
    if (items === before) return before;
    const written = await this.#panel.attempt('host/writeSaved', { list: this.#list, items });
    return written === undefined ? before : items;
  }
}
