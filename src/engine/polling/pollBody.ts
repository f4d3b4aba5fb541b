import type { JSONPathQuery, JSONValue } from 'json-p3';
import { compileJsonPath } from '../../model/jsonPath.ts';
import { parseJson } from '../../model/parseJson.ts';
import { InspectorError } from '../../protocol/errors.ts';
import type { Feed } from '../../protocol/feed.ts';
import { findFirst } from '../json/jsonSearch.ts';
import { SourceMap } from '../json/sourceMap.ts';
import { SplitPath } from './splitPath.ts';

/** One message of a body. */
export interface PollItem {
  /** Its bytes as they stand in the body. */
  readonly payload: Uint8Array;
  /** What tells it from others: what the feed's `id` path finds, else its own `id` member. */
  readonly id: string | null;
}

export interface PollBody {
  readonly items: readonly PollItem[];
  /** The parsed body, for the cursor; undefined where it is not JSON. */
  readonly value: JSONValue | undefined;
  readonly source: SourceMap;
  /** Whether the split path found nothing where it should have. */
  readonly isSplitInVain: boolean;
}

type Location = readonly (string | number)[];

/** Takes the bodies of a feed's polls apart into messages. */
export class PollBodyReader {
  readonly #split: SplitPath | null;
  readonly #id: JSONPathQuery | null;
  readonly #hasCursor: boolean;

  /** @throws InspectorError `invalid-option` where a path is not JSONPath */
  constructor(feed: Feed) {
    this.#split = feed.split === null ? null : new SplitPath(feed.split);
    this.#id = feed.id === null ? null : compileJsonPath(feed.id, 'id');
    this.#hasCursor = feed.cursor !== null;
  }

  /** Whether the user said what a message's identity is. */
  get hasIdPath(): boolean {
    return this.#id !== null;
  }

  /**
   * @throws InspectorError `invalid-body` where the feed is to be split and the body is no JSON, or where it is
   * nested too deeply for its path to be searched
   */
  read(body: Uint8Array): PollBody {
    const source = new SourceMap(body);
    if (body.length === 0) return { items: [], value: undefined, source, isSplitInVain: false };
    // A byte order mark is no part of the text (RFC 8259, section 8.1), and the decoder leaves it out.
    const value = parseJson(new TextDecoder().decode(body));
    if (this.#split !== null) return this.#splitByPath(this.#split, value, source);
    const items = Array.isArray(value)
      ? value.map((item, place) => this.#item(item, [place], source))
      : [{ payload: body, id: this.#idOfWhole(value, source) }];
    return { items, value, source, isSplitInVain: false };
  }

  #splitByPath(split: SplitPath, value: JSONValue | undefined, source: SourceMap): PollBody {
    if (value === undefined) {
      throw new InspectorError(
        'invalid-body',
        'the body is not JSON, so it cannot be split',
        'leave --split out',
      );
    }
    const items = split.find(value).map((node) => this.#item(node.value, node.location, source));
    return { items, value, source, isSplitInVain: items.length === 0 && split.isDoubtfulIn(value) };
  }

  #item(value: JSONValue, location: Location, source: SourceMap): PollItem {
    return { payload: source.bytesAt(location), id: this.#idOf(value, location, source) };
  }

  /**
   * A body that is one message may be the state of one thing, which can come back to what it was: there an `id`
   * member names the thing, not the message. What follows a cursor is a message of its own.
   */
  #idOfWhole(value: JSONValue | undefined, source: SourceMap): string | null {
    if (value === undefined || (this.#id === null && !this.#hasCursor)) return null;
    return this.#idOf(value, [], source);
  }

  #idOf(value: JSONValue, location: Location, source: SourceMap): string | null {
    if (this.#id !== null) {
      const found = findFirst(this.#id, value);
      return found === undefined ? null : source.nameAt([...location, ...found.location], found.value);
    }
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && 'id' in value ? source.nameAt([...location, 'id'], value['id']) : null;
  }
}
