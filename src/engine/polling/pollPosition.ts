import { isUtf8 } from 'node:buffer';
import type { JSONPathQuery } from 'json-p3';
import { compileJsonPath } from '../../model/jsonPath.ts';
import { InspectorError } from '../../protocol/errors.ts';
import type { CursorRule, HeaderField } from '../../protocol/feed.ts';
import type { Exchange } from '../http/exchange.ts';
import { hasHeader, withHeader } from '../http/requestHeaders.ts';
import { findAll } from '../json/jsonSearch.ts';
import type { PollBody } from './pollBody.ts';

/** Control characters but the tab: a field value holds none of them (RFC 9110, section 5.5). */
const NOT_IN_HEADER_VALUE = /[^\t\x20-\x7e\x80-\uffff]/;

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
    return withQuery(url, this.#rule.to.name, this.#cursor);
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

  /** Takes what an answer without a body says of the next position. What it does not say stays. */
  advanceWithoutBody(exchange: Exchange): void {
    this.#moveTo(this.#checked(this.#cursorInHeader(exchange)));
    this.#entityTag = fieldText(exchange, 'etag') ?? this.#entityTag;
    this.#lastModified = fieldText(exchange, 'last-modified') ?? this.#lastModified;
  }

  /**
   * Takes what an answer with a body says of the next position. The cursor stays where it says nothing of it. The
   * validators do not: those of an earlier body would say that this one has not changed.
   * @returns whether the cursor is another one now
   * @throws InspectorError `invalid-response` where the cursor cannot be sent; then nothing has changed
   */
  advance(exchange: Exchange, body: PollBody): boolean {
    const isMoved = this.#moveTo(this.#checked(this.#cursorInHeader(exchange) ?? this.#cursorInBody(body)));
    this.#entityTag = fieldText(exchange, 'etag');
    this.#lastModified = fieldText(exchange, 'last-modified');
    return isMoved;
  }

  #moveTo(cursor: string | null): boolean {
    const isMoved = cursor !== null && cursor !== this.#cursor;
    this.#cursor = cursor ?? this.#cursor;
    return isMoved;
  }

  #cursorInHeader(exchange: Exchange): string | null {
    return this.#rule?.from.kind === 'header' ? fieldText(exchange, this.#rule.from.name) : null;
  }

  #cursorInBody({ value, source }: PollBody): string | null {
    if (this.#path === null || value === undefined) return null;
    // Of several matches, as in `$[*].id`, the last one is where the list ends.
    const found = findAll(this.#path, value).at(-1);
    return found === undefined ? null : source.nameAt(found.location, found.value);
  }

  #checked(cursor: string | null): string | null {
    if (cursor === null || this.#rule?.to.kind !== 'header' || !NOT_IN_HEADER_VALUE.test(cursor))
      return cursor;
    throw new InspectorError(
      'invalid-response',
      `the cursor ${JSON.stringify(cursor)} cannot be sent in a header`,
      'send it in the query',
    );
  }
}

/** A field's value as text: Node gives a character an octet, and text goes out as UTF-8. */
function fieldText(exchange: Exchange, name: string): string | null {
  const value = exchange.header(name);
  if (value === null) return null;
  const octets = Buffer.from(value, 'latin1');
  return isUtf8(octets) ? octets.toString('utf8') : value;
}

/** Sets a parameter and leaves the others as the user wrote them: a server may tell `%20` from `+`. */
function withQuery(url: URL, name: string, value: string): URL {
  const positioned = new URL(url);
  const others = url.search.slice(1).split('&');
  const kept = others.filter((pair) => pair !== '' && !new URLSearchParams(pair).has(name));
  const parameter = new URLSearchParams([[name, value]]).toString().replaceAll('+', '%20');
  positioned.search = [...kept, parameter].join('&');
  return positioned;
}
