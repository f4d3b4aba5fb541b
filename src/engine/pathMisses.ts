import type { ErrorInfo } from '../protocol/errors.ts';
import type { Feed } from '../protocol/feed.ts';
import type { MessageFieldReader } from './messageFields.ts';

/** Says that a feed's path finds nothing, once, at its first miss: every message would repeat it. */
export class PathMisses {
  readonly #feed: Feed;
  #isReported = false;

  constructor(feed: Feed) {
    this.#feed = feed;
  }

  /** @returns what is to be reported; null: nothing is */
  check(fields: MessageFieldReader, id: string | null, timeMs: number | null): ErrorInfo | null {
    if (this.#isReported) return null;
    const misses = [
      ...(fields.readsId && id === null ? [`id ${this.#feed.id ?? ''}`] : []),
      ...(fields.readsTime && timeMs === null ? [`time ${this.#feed.time ?? ''}`] : []),
    ];
    if (misses.length === 0) return null;
    this.#isReported = true;
    return {
      code: 'path-found-nothing',
      message: `${misses.join(' and ')} found nothing in a message`,
      action: 'check the path against a message in the list',
    };
  }
}
