import type { SavedItem } from '../../protocol/saved.ts';
import type { Panel } from '../panel.ts';
import { composedFrom } from './composeKeeping.ts';
import type { Composed } from './outgoingDraft.ts';

export interface SavedMessage {
  readonly name: string;
  readonly message: Composed;
}

/** Messages that the workspace keeps. Each change reads the list anew: another panel may have changed it. */
export class SavedMessages {
  readonly #panel: Panel;

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  /** @returns undefined where they could not be read, which is told */
  async read(): Promise<readonly SavedMessage[] | undefined> {
    const saved = await this.#panel.attempt('host/readSaved', { list: 'messages' });
    return saved?.items.map(fromItem);
  }

  /** Replaces one of the same name. */
  save(name: string, message: Composed): Promise<readonly SavedMessage[] | undefined> {
    return this.#change((items) => [...items.filter((item) => item.name !== name), { name, message }]);
  }

  delete(name: string): Promise<readonly SavedMessage[] | undefined> {
    return this.#change((items) => items.filter((item) => item.name !== name));
  }

  /** One that has the new name already gives way. */
  rename(name: string, newName: string): Promise<readonly SavedMessage[] | undefined> {
    if (name === newName) return this.read();
    return this.#change((items) =>
      items
        .filter((item) => item.name !== newName)
        .map((item) => (item.name === name ? { ...item, name: newName } : item)),
    );
  }

  async #change(
    change: (items: readonly SavedMessage[]) => readonly SavedMessage[],
  ): Promise<readonly SavedMessage[] | undefined> {
    const before = await this.read();
    if (before === undefined) return undefined;
    const after = change(before);
    const written = await this.#panel.attempt('host/writeSaved', {
      list: 'messages',
      items: after.map(toItem),
    });
    return written === undefined ? before : after;
  }
}

function toItem({ name, message }: SavedMessage): SavedItem {
  return { name, value: JSON.stringify(message) };
}

/** What was saved in another form is a text. */
function fromItem({ name, value }: SavedItem): SavedMessage {
  return { name, message: composedFrom(parsed(value)) ?? { kind: 'text', text: value } };
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}
