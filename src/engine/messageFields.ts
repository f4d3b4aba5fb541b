import type { JSONPathQuery } from 'json-p3';
import { compileJsonPath } from '../model/jsonPath.ts';
import { parseMessageTime } from '../model/messageTime.ts';
import { parseJson } from '../model/parseJson.ts';
import { InspectorError } from '../protocol/errors.ts';
import type { Feed } from '../protocol/feed.ts';
import { isPolling } from '../protocol/method.ts';
import { findFirst } from './json/jsonSearch.ts';
import { SourceMap } from './json/sourceMap.ts';

export interface MessageFields {
  /** Null: no path was given, or it found nothing. */
  readonly id: string | null;
  /** Milliseconds since the Unix epoch; null likewise. */
  readonly timeMs: number | null;
}

const NOTHING: MessageFields = { id: null, timeMs: null };

/** Finds in a payload what the feed's `id` and `time` paths point at. Parses JSON only where such a path was given. */
export class MessageFieldReader {
  readonly #id: JSONPathQuery | null;
  readonly #time: JSONPathQuery | null;
  readonly #decoder = new TextDecoder();

  /** @throws InspectorError `invalid-option` where a path is not JSONPath */
  constructor(feed: Feed) {
    // A polling transport reads the id itself: it needs it to tell new items from seen ones.
    this.#id = feed.id === null || isPolling(feed.method) ? null : compileJsonPath(feed.id, 'id');
    this.#time = feed.time === null ? null : compileJsonPath(feed.time, 'time');
  }

  get readsId(): boolean {
    return this.#id !== null;
  }

  get readsTime(): boolean {
    return this.#time !== null;
  }

  read(payload: Uint8Array): MessageFields {
    if (this.#id === null && this.#time === null) return NOTHING;
    // What is no JSON has nothing at any path; the capture counts and reports that.
    const value = parseJson(this.#decoder.decode(payload));
    if (value === undefined) return NOTHING;
    try {
      const id = this.#id === null ? undefined : findFirst(this.#id, value);
      const time = this.#time === null ? undefined : findFirst(this.#time, value);
      return {
        id: id === undefined ? null : new SourceMap(payload).nameAt(id.location, id.value),
        timeMs: parseMessageTime(time?.value),
      };
    } catch (error) {
      // Too deep to be searched: nothing is found, as in what is no JSON. A message must not end its capture.
      if (error instanceof InspectorError) return NOTHING;
      throw error;
    }
  }
}
