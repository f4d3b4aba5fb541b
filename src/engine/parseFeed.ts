import { compileJsonPath } from '../model/jsonPath.ts';
import { InspectorError } from '../protocol/errors.ts';
import { resolve } from 'node:path';
import {
  type Auth,
  type CursorRule,
  type Feed,
  FEED_DEFAULTS,
  type HeaderField,
  HTTP_VERSIONS,
  type HttpVersion,
} from '../protocol/feed.ts';
import { MAX_MESSAGE_BYTES } from '../protocol/limits.ts';
import { isMethod, type Method, type MethodChoice } from '../protocol/method.ts';
import { parseOutgoing } from './parseOutgoing.ts';
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
 * @param folder what the paths of files in it are relative to
 * @throws InspectorError `invalid-url` or `invalid-option`, naming the field
 */
export function parseFeed(value: unknown, folder = ''): FeedRequest {
  const fields = fieldsOf(value);
  const given = <T>(name: keyof typeof FEED_DEFAULTS, read: () => T, fallback: T): T =>
    fields.get(name) === undefined || fields.get(name) === null ? fallback : read();
  const text = <T extends string | null>(name: keyof typeof FEED_DEFAULTS, fallback: T): string | T =>
    given<string | T>(name, () => requireString(fields, name), fallback);
  const number = (name: keyof typeof FEED_DEFAULTS, fallback: number, most = Infinity): number =>
    given(name, () => positive(fields, name, most), fallback);
  const flag = (name: keyof typeof FEED_DEFAULTS, fallback: boolean): boolean =>
    given(name, () => requireBoolean(fields, name), fallback);
  const path = (name: keyof typeof FEED_DEFAULTS): string | null => {
    const given = text(name, null);
    return given === null || given === '' ? null : resolve(folder, given);
  };

  const method = parseMethod(fields);
  return {
    method,
    url: checkUrl(requireString(fields, 'url'), method),
    name: text('name', null),
    headers: given('headers', () => parseHeaders(fields.get('headers')), []),
    auth: given('auth', () => parseAuth(fields.get('auth')), null),
    origin: checkValue(text('origin', null), 'origin'),
    httpMethod: text('httpMethod', FEED_DEFAULTS.httpMethod),
    body: text('body', null),
    httpVersion: given('httpVersion', () => parseHttpVersion(fields.get('httpVersion')), 'auto'),
    isCompressed: flag('isCompressed', true),
    maxMessageBytes: number('maxMessageBytes', FEED_DEFAULTS.maxMessageBytes, MAX_MESSAGE_BYTES),
    intervalMs: number('intervalMs', FEED_DEFAULTS.intervalMs),
    jitterShare: given('jitterShare', () => parseShare(fields, 'jitterShare'), 0),
    timeoutMs: number('timeoutMs', FEED_DEFAULTS.timeoutMs),
    cursor: given('cursor', () => parseCursor(fields.get('cursor')), null),
    split: checkPath(text('split', null), 'split'),
    id: checkPath(text('id', null), 'id'),
    time: checkPath(text('time', null), 'time'),
    subprotocols: given('subprotocols', () => requireStrings(fields, 'subprotocols'), []),
    sends: given('sends', () => parseSends(fields.get('sends'), folder), []),
    pingIntervalMs: given('pingIntervalMs', () => positive(fields, 'pingIntervalMs'), null),
    isReconnected: flag('isReconnected', false),
    lastEventId: text('lastEventId', null),
    isTlsVerified: flag('isTlsVerified', true),
    caFile: path('caFile'),
    certFile: path('certFile'),
    keyFile: path('keyFile'),
    keyPassphrase: text('keyPassphrase', null),
    proxyUrl: text('proxyUrl', null),
    socketPath: socketPath(text('socketPath', null), folder),
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

function positive(fields: Fields, name: string, most = Infinity): number {
  const value = requireNumber(fields, name);
  if (value > 0 && value <= most) return value;
  throw wrongField(name, most === Infinity ? 'more than 0' : `more than 0 and ${most} at most`);
}

function parseShare(fields: Fields, name: string): number {
  const value = requireNumber(fields, name);
  if (value >= 0 && value <= 1) return value;
  throw wrongField(name, 'a share from 0 to 1');
}

function parseHttpVersion(value: unknown): HttpVersion {
  const version = HTTP_VERSIONS.find((known) => known === value);
  if (version !== undefined) return version;
  throw wrongField('httpVersion', `one of ${HTTP_VERSIONS.join(', ')}`);
}

function parseAuth(value: unknown): Auth {
  const fields = fieldsOf(value);
  const part = (name: string): string => checkValue(requireString(fields, name), `auth ${name}`);
  switch (fields.get('kind')) {
    case 'basic': {
      // A colon would end it (RFC 7617, section 2).
      const user = part('user');
      if (user.includes(':')) throw wrongField('auth user', 'a name without a colon');
      return { kind: 'basic', user, password: part('password') };
    }
    case 'bearer':
      return { kind: 'bearer', token: part('token') };
    default:
      throw wrongField('auth', 'basic or bearer credentials');
  }
}

function parseSends(value: unknown, folder: string): Feed['sends'] {
  if (!Array.isArray(value)) throw wrongField('sends', 'a list of what to send');
  return value.map((one: unknown) => parseOutgoing(one, folder));
}

/** A named pipe of Windows is no path of a folder. */
function socketPath(path: string | null, folder: string): string | null {
  if (path === null || path === '') return null;
  return path.startsWith('\\\\') ? path : resolve(folder, path);
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

function checkValue<T extends string | null>(value: T, name: string): T {
  if (value === null || !NOT_IN_HEADER_VALUE.test(value)) return value;
  throw wrongField(name, 'one line of text');
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
