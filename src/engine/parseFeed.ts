import { compileJsonPath } from '../model/jsonPath.ts';
import { InspectorError } from '../protocol/errors.ts';
import { type CursorRule, type Feed, FEED_DEFAULTS, type HeaderField } from '../protocol/feed.ts';
import { isMethod, type Method, type MethodChoice } from '../protocol/method.ts';
import {
  type Fields,
  fieldsOf,
  requireBoolean,
  requireNumber,
  requireString,
  requireStrings,
  wrongField,
} from './fields.ts';

/** A feed whose method may still have to be found out. */
export type FeedRequest = Omit<Feed, 'method'> & { readonly method: MethodChoice };

/** What a header may hold: visible ASCII for the name (RFC 9110, 5.6.2 token), no line break in the value (5.5). */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const NOT_IN_HEADER_VALUE = /[\0\r\n]/;
const SCHEMES: Readonly<Record<Method, readonly string[]>> = {
  'short-polling': ['http:', 'https:'],
  'long-polling': ['http:', 'https:'],
  sse: ['http:', 'https:'],
  websocket: ['ws:', 'wss:', 'http:', 'https:'],
};

/**
 * Checks a feed that came from outside (the panel, a settings file) and completes it with defaults.
 * @throws InspectorError `invalid-url` or `invalid-option`, naming the field
 */
export function parseFeed(value: unknown): FeedRequest {
  const fields = fieldsOf(value);
  const given = <T>(name: keyof typeof FEED_DEFAULTS, read: () => T, fallback: T): T =>
    fields.get(name) === undefined || fields.get(name) === null ? fallback : read();
  const text = <T extends string | null>(name: keyof typeof FEED_DEFAULTS, fallback: T): string | T =>
    given<string | T>(name, () => requireString(fields, name), fallback);

  const method = parseMethod(fields);
  return {
    method,
    url: checkUrl(requireString(fields, 'url'), method),
    name: text('name', null),
    headers: given('headers', () => parseHeaders(fields.get('headers')), []),
    httpMethod: text('httpMethod', FEED_DEFAULTS.httpMethod),
    body: text('body', null),
    intervalMs: given('intervalMs', () => positive(fields, 'intervalMs'), FEED_DEFAULTS.intervalMs),
    timeoutMs: given('timeoutMs', () => positive(fields, 'timeoutMs'), FEED_DEFAULTS.timeoutMs),
    cursor: given('cursor', () => parseCursor(fields.get('cursor')), null),
    split: checkPath(text('split', null), 'split'),
    id: checkPath(text('id', null), 'id'),
    time: checkPath(text('time', null), 'time'),
    subprotocols: given('subprotocols', () => requireStrings(fields, 'subprotocols'), []),
    sends: given('sends', () => requireStrings(fields, 'sends'), []),
    isReconnected: given('isReconnected', () => requireBoolean(fields, 'isReconnected'), false),
    lastEventId: text('lastEventId', null),
    isTlsVerified: given('isTlsVerified', () => requireBoolean(fields, 'isTlsVerified'), true),
    ca: text('ca', null),
    proxyUrl: text('proxyUrl', null),
  };
}

/**
 * @returns the URL as it was written
 * @throws InspectorError `invalid-url`
 */
export function checkUrl(url: string, method: MethodChoice): string {
  if (!URL.canParse(url)) {
    throw new InspectorError(
      'invalid-url',
      url === '' ? 'there is no URL' : `"${url}" is not a URL`,
      'write it whole, for example http://localhost:8080/events',
    );
  }
  const schemes = method === 'auto' ? SCHEMES.websocket : SCHEMES[method];
  const { protocol } = new URL(url);
  if (schemes.includes(protocol)) return url;
  throw new InspectorError(
    'invalid-url',
    `"${protocol}//" is not spoken by this method`,
    `use ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
  );
}

function parseMethod(fields: Fields): MethodChoice {
  const method = fields.get('method');
  if (method === 'auto' || isMethod(method)) return method;
  throw wrongField('method', 'one of short-polling, long-polling, websocket, sse, auto');
}

function positive(fields: Fields, name: string): number {
  const value = requireNumber(fields, name);
  if (value > 0) return value;
  throw wrongField(name, 'more than 0 ms');
}

function checkPath(path: string | null, name: string): string | null {
  if (path === null || path === '') return null;
  compileJsonPath(path, name);
  return path;
}

function parseHeaders(value: unknown): readonly HeaderField[] {
  if (!Array.isArray(value)) throw wrongField('headers', 'a list of name and value pairs');
  return value.map((field: unknown): HeaderField => {
    const pair: readonly unknown[] = Array.isArray(field) ? field : [];
    const [name, content] = pair;
    if (typeof name !== 'string' || typeof content !== 'string') {
      throw wrongField('headers', 'a list of name and value pairs');
    }
    return checkHeader(name, content);
  });
}

/** @throws InspectorError `invalid-option` where a name or value cannot be sent (RFC 9110, section 5) */
function checkHeader(name: string, value: string): HeaderField {
  if (!HEADER_NAME.test(name)) throw wrongField(`header name "${name}"`, 'a token such as Authorization');
  if (NOT_IN_HEADER_VALUE.test(value)) throw wrongField(`the value of header ${name}`, 'one line of text');
  return [name, value];
}

function parseCursor(value: unknown): CursorRule {
  const fields = fieldsOf(value);
  const from = fieldsOf(fields.get('from'));
  const to = fieldsOf(fields.get('to'));
  const toKind = to.get('kind');
  if (toKind !== 'query' && toKind !== 'header') throw wrongField('cursor', 'a rule from -> to');
  return { from: parseCursorSource(from), to: { kind: toKind, name: requireString(to, 'name') } };
}

function parseCursorSource(from: Fields): CursorRule['from'] {
  switch (from.get('kind')) {
    case 'header':
      return { kind: 'header', name: requireString(from, 'name') };
    case 'json-path': {
      const path = requireString(from, 'path');
      compileJsonPath(path, 'cursor');
      return { kind: 'json-path', path };
    }
    default:
      throw wrongField('cursor', 'a rule from -> to');
  }
}
