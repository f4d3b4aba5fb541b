import { hashBytes } from '../../model/contentHash.ts';
import { RecentIds } from '../../model/recentIds.ts';
import { MAX_REMEMBERED_IDS } from '../../protocol/limits.ts';
import type { PollBody, PollItem } from './pollBody.ts';

/** What came of an answer that was taken apart. @param news those of its items that no earlier answer brought */
export function pollOutcome(
  { items }: PollBody,
  news: readonly PollItem[],
): 'messages' | 'empty' | 'unchanged' {
  if (news.length > 0) return 'messages';
  return items.length > 0 ? 'unchanged' : 'empty';
}

/**
 * Tells the items of a body that are news from those that an earlier poll brought. What makes an item the same:
 *
 * - where the user gave an `id` path, its id;
 * - else, where it has an `id` member of its own, that id with the same content: the same id with other content is a change;
 * - else its content, against the body before: a list that repeats an item has it twice.
 */
export class NewsFilter {
  readonly #isIdEnough: boolean;
  readonly #ids = new RecentIds(MAX_REMEMBERED_IDS);
  /** Content last seen for an id; the oldest ids go first. */
  readonly #contents = new Map<string, number>();
  /** How often each content without an id came in the body before. */
  #before = new Map<number, number>();

  /** @param isIdEnough whether the user said what a message's identity is */
  constructor(isIdEnough: boolean) {
    this.#isIdEnough = isIdEnough;
  }

  take({ items }: PollBody): PollItem[] {
    const left = new Map(this.#before);
    const now = new Map<number, number>();
    const news = items.flatMap((item) => {
      if (item.id === null) return this.#takeByContent(item, left, now);
      return this.#isIdEnough ? this.#takeById(item, item.id) : this.#takeChange(item, item.id);
    });
    this.#before = now;
    return news;
  }

  #takeById(item: PollItem, id: string): PollItem[] {
    return this.#ids.add(id) ? [] : [item];
  }

  #takeChange(item: PollItem, id: string): PollItem[] {
    const content = hashBytes(item.payload);
    const known = this.#contents.get(id);
    if (known === content) return [];
    this.#contents.set(id, content);
    if (this.#contents.size > MAX_REMEMBERED_IDS) {
      const [oldest] = this.#contents.keys();
      if (oldest !== undefined) this.#contents.delete(oldest);
    }
    // A change is no message again: under its id it would count as a duplicate.
    return [known === undefined ? item : { ...item, id: null }];
  }

  #takeByContent(item: PollItem, left: Map<number, number>, now: Map<number, number>): PollItem[] {
    const content = hashBytes(item.payload);
    now.set(content, (now.get(content) ?? 0) + 1);
    const known = left.get(content) ?? 0;
    if (known === 0) return [item];
    left.set(content, known - 1);
    return [];
  }
}
