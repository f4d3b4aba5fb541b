import type { JSONPathQuery, JSONValue } from 'json-p3';
import { compileJsonPath } from '../../model/jsonPath.ts';
import { parseJson } from '../../model/parseJson.ts';
import { InspectorError } from '../../protocol/errors.ts';
import type { Feed } from '../../protocol/feed.ts';
import { SourceMap } from './sourceMap.ts';

/** One message of a body. */
export interface PollItem {
  /** Its bytes as they stand in the body. */
  readonly payload: Uint8Array;
  /** What tells it from others: what the feed's `id` path finds, else its own `id` member. */
  readonly id: string | null;
}

export interface PollBody {
  readonly items: readonly PollItem[];
  /** Whether the body is one message as a whole: then only its content tells whether it is new. */
  readonly isWhole: boolean;
  /** The parsed body, for the cursor; undefined where it is not JSON. */
  readonly value: JSONValue | undefined;
}

/** Takes the bodies of a feed's polls apart into messages. */
export class PollBodyReader {
  readonly #split: JSONPathQuery | null;
  readonly #id: JSONPathQuery | null;

  /** @throws InspectorError `invalid-option` where a path is not JSONPath */
  constructor(feed: Feed) {
    this.#split = feed.split === null ? null : compileJsonPath(feed.split, 'split');
    this.#id = feed.id === null ? null : compileJsonPath(feed.id, 'id');
  }

  /** Whether the user said what a message's identity is. */
  get hasIdPath(): boolean {
    return this.#id !== null;
  }

  /** @throws InspectorError `invalid-body` where the feed is to be split and the body is no JSON */
  read(body: Uint8Array): PollBody {
    if (body.length === 0) return { items: [], isWhole: false, value: undefined };
    // A byte order mark is no part of the text (RFC 8259, section 8.1), and the decoder leaves it out.
    const value = parseJson(new TextDecoder().decode(body));
    if (this.#split !== null) return this.#splitByPath(body, this.#split, value);
    if (Array.isArray(value)) return this.#splitArray(body, value);
    const id = value === undefined ? null : this.#idByPath(value);
    return { items: [{ payload: body, id }], isWhole: true, value };
  }

  #splitByPath(body: Uint8Array, split: JSONPathQuery, value: JSONValue | undefined): PollBody {
    if (value === undefined) {
      throw new InspectorError(
        'invalid-body',
        'the body is not JSON, so it cannot be split',
        'leave --split out',
      );
    }
    const { nodes } = split.query(value);
    const source = new SourceMap(body);
    const items = nodes.map((node): PollItem => {
      const { start, end } = source.rangeOf(node.location);
      return { payload: body.subarray(start, end), id: this.#idOf(node.value) };
    });
    return { items, isWhole: false, value };
  }

  #splitArray(body: Uint8Array, values: readonly JSONValue[]): PollBody {
    const source = new SourceMap(body);
    const items = values.map((value, place): PollItem => {
      const { start, end } = source.rangeOf([place]);
      return { payload: body.subarray(start, end), id: this.#idOf(value) };
    });
    return { items, isWhole: false, value: [...values] };
  }

  #idOf(value: JSONValue): string | null {
    if (this.#id !== null) return this.#idByPath(value);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && 'id' in value ? asId(value['id']) : null;
  }

  #idByPath(value: JSONValue): string | null {
    return asId(this.#id?.match(value)?.value);
  }
}

function asId(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
