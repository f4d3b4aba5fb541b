import type { JSONPathQuery, JSONValue } from 'json-p3';
import { compileJsonPath } from '../../model/jsonPath.ts';
import type { CursorRule, HeaderField } from '../../protocol/feed.ts';
import type { Exchange } from '../http/exchange.ts';
import { hasHeader, withHeader } from '../http/requestHeaders.ts';

/**
 * Where a polling client stands: the validators of the last answer (RFC 9110, section 13.1), sent back together, and
 * the feed's cursor.
 */
export class PollPosition {
  readonly #rule: CursorRule | null;
  readonly #path: JSONPathQuery | null;
  #entityTag: string | null = null;
  #lastModified: string | null = null;
  #cursor: string | null = null;

  /** @throws InspectorError `invalid-option` where the cursor's path is not JSONPath */
  constructor(rule: CursorRule | null) {
    this.#rule = rule;
    this.#path = rule?.from.kind === 'json-path' ? compileJsonPath(rule.from.path, 'cursor') : null;
  }

  get hasCursor(): boolean {
    return this.#rule !== null;
  }

  urlFor(url: URL): URL {
    if (this.#cursor === null || this.#rule?.to.kind !== 'query') return url;
    const positioned = new URL(url);
    positioned.searchParams.set(this.#rule.to.name, this.#cursor);
    return positioned;
  }

  /** The user's own fields win over the validators; the cursor is the user's own rule, and wins over them. */
  headersFor(headers: readonly HeaderField[]): readonly HeaderField[] {
    const validators: readonly (readonly [string, string | null])[] = [
      ['If-None-Match', this.#entityTag],
      ['If-Modified-Since', this.#lastModified],
    ];
    const withValidators = validators.reduce(
      (all, [name, value]) =>
        value === null || hasHeader(headers, name) ? all : [...all, [name, value] as const],
      headers,
    );
    if (this.#cursor === null || this.#rule?.to.kind !== 'header') return withValidators;
    return withHeader(withValidators, this.#rule.to.name, this.#cursor);
  }

  /**
   * Takes what an answer says of the next position. What it does not say stays.
   * @param value its body; undefined where it is no JSON
   */
  advance(exchange: Exchange, value: JSONValue | undefined): void {
    this.#entityTag = exchange.header('etag') ?? this.#entityTag;
    this.#lastModified = exchange.header('last-modified') ?? this.#lastModified;
    this.#cursor = this.#cursorOf(exchange, value) ?? this.#cursor;
  }

  #cursorOf(exchange: Exchange, value: JSONValue | undefined): string | null {
    if (this.#rule?.from.kind === 'header') return exchange.header(this.#rule.from.name);
    if (this.#path === null || value === undefined) return null;
    // Of several matches, as in `$[*].id`, the last one is where the list ends.
    const found = this.#path.query(value).nodes.at(-1)?.value;
    return typeof found === 'string' || typeof found === 'number' ? String(found) : null;
  }
}
