import { InspectorError } from '../../protocol/errors.ts';
import {
  type CursorRule,
  type Feed,
  FEED_DEFAULTS,
  type HeaderField,
  type StartFeed,
} from '../../protocol/feed.ts';
import type { Outgoing } from '../../protocol/outgoing.ts';
import { cursorText, parseCursor } from '../cursorText.ts';
import { durationText, parseDuration } from '../durationText.ts';
import { parseShare, shareText } from '../shareText.ts';
import { parseSize, sizeText } from '../sizeText.ts';

/** How a file of feeds has one field of a feed. */
interface FeedFileField<T = unknown> {
  /** Its name in the file: what the command line calls it, where it has it. */
  readonly name: string;
  /**
   * The field as `parseFeed` takes it, which checks the rest.
   * @throws InspectorError `invalid-option` where it is of another form
   */
  readonly read: (value: unknown) => unknown;
  readonly write: (value: T) => unknown;
}

type FieldsOf<F> = { readonly [K in keyof F]-?: FeedFileField<NonNullable<F[K]>> };

const asItIs = (name: string): FeedFileField => ({ name, read: (value) => value, write: (value) => value });

/** Text of which a number is made: durations, sizes, shares. */
function written(
  name: string,
  expected: string,
  parse: (text: string) => number | null,
  write: (value: number) => string,
): FeedFileField<number> {
  return {
    name,
    read: (value) => {
      const number = typeof value === 'string' ? parse(value) : null;
      if (number === null) throw notOf(name, expected);
      return number;
    },
    write,
  };
}

const duration = (name: string): FeedFileField<number> =>
  written(name, 'a duration such as "500ms", "5s" or "2m"', parseDuration, durationText);

/** Every field of a feed, by its name in the file. */
export const FEED_FILE_FIELDS: FieldsOf<StartFeed> = {
  name: asItIs('name'),
  method: asItIs('method'),
  url: asItIs('url'),
  headers: { name: 'headers', read: readHeaders, write: writeHeaders },
  auth: { name: 'auth', read: readAuth, write: writeAuth },
  origin: asItIs('origin'),
  httpMethod: asItIs('httpMethod'),
  body: asItIs('body'),
  httpVersion: asItIs('httpVersion'),
  isCompressed: asItIs('compression'),
  maxMessageBytes: written('maxMessage', 'a size such as "64kb" or "10mb"', parseSize, sizeText),
  intervalMs: duration('interval'),
  jitterShare: written('jitter', 'a share such as "20%"', parseShare, shareText),
  timeoutMs: duration('timeout'),
  cursor: {
    name: 'cursor',
    read: (value) => {
      const rule = typeof value === 'string' ? parseCursor(value) : null;
      if (rule === null) throw notOf('cursor', 'a rule such as "$.next -> query:after"');
      return rule;
    },
    write: (rule: CursorRule) => cursorText(rule),
  },
  split: asItIs('split'),
  id: asItIs('id'),
  time: asItIs('time'),
  subprotocols: asItIs('subprotocols'),
  sends: { name: 'send', read: readSends, write: (sends) => sends.map(writeSend) },
  pingIntervalMs: duration('pingInterval'),
  isReconnected: asItIs('reconnect'),
  lastEventId: asItIs('lastEventId'),
  isTlsVerified: asItIs('verifyTls'),
  caFile: asItIs('ca'),
  certFile: asItIs('cert'),
  keyFile: asItIs('key'),
  keyPassphrase: asItIs('passphrase'),
  proxyUrl: asItIs('proxy'),
  socketPath: asItIs('unixSocket'),
};

type FieldKey = keyof Feed;

/** The field of a feed that a name in the file stands for. */
export function feedFieldOf(name: string): FieldKey | null {
  const found = Object.entries(FEED_FILE_FIELDS).find(([, field]) => field.name === name);
  // Entries of that very record.
  return found === undefined ? null : (found[0] as FieldKey);
}

/** A feed as a file has it: its address and method, and what differs from the defaults. */
export function writeFeed(feed: StartFeed): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  const defaults: Readonly<Record<string, unknown>> = FEED_DEFAULTS;
  const given: Readonly<Record<string, unknown>> = { ...feed };
  for (const [key, field] of Object.entries(FEED_FILE_FIELDS)) {
    const value = given[key];
    if (value === undefined || value === null) continue;
    if (JSON.stringify(value) === JSON.stringify(defaults[key])) continue;
    // The record has for each key the field of that key's type.
    members[field.name] = (field as FeedFileField).write(value);
  }
  return members;
}

function notOf(name: string, expected: string): InspectorError {
  return new InspectorError('invalid-option', `${name} is not ${expected}`, `give ${name} as ${expected}`);
}

function membersOf(value: unknown): readonly (readonly [string, unknown])[] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.entries(value);
}

/** `{ "Name": "value", "Repeated": ["one", "two"] }` */
function readHeaders(value: unknown): readonly HeaderField[] {
  const expected = 'an object of names and values, or of names and lists of values';
  const members = membersOf(value);
  if (members === null) throw notOf('headers', expected);
  return members.flatMap(([name, content]) => {
    const contents: readonly unknown[] = Array.isArray(content) ? content : [content];
    return contents.map((text): HeaderField => {
      if (typeof text !== 'string') throw notOf('headers', expected);
      return [name, text];
    });
  });
}

function writeHeaders(headers: readonly HeaderField[]): Record<string, string | string[]> {
  const members = new Map<string, string | string[]>();
  for (const [name, value] of headers) {
    const before = members.get(name);
    members.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(members);
}

/** `{ "basic": { "user": "…", "password": "…" } }` or `{ "bearer": "…" }` */
function readAuth(value: unknown): unknown {
  const members = new Map(membersOf(value) ?? []);
  if (members.size === 1 && members.has('bearer')) return { kind: 'bearer', token: members.get('bearer') };
  const basic = membersOf(members.get('basic'));
  if (members.size === 1 && basic !== null) return { kind: 'basic', ...Object.fromEntries(basic) };
  throw notOf('auth', '{ "bearer": "…" } or { "basic": { "user": "…", "password": "…" } }');
}

function writeAuth(auth: NonNullable<Feed['auth']>): unknown {
  return auth.kind === 'bearer'
    ? { bearer: auth.token }
    : { basic: { user: auth.user, password: auth.password } };
}

/** A text, or `{ "binary": base64 }`, `{ "file": path }`, `{ "ping": text }`, `{ "close": { "code", "reason" } }`. */
function readSends(value: unknown): readonly unknown[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.map(readSend);
}

function readSend(value: unknown): unknown {
  if (typeof value === 'string') return { kind: 'text', text: value };
  const [member, ...more] = membersOf(value) ?? [];
  const [kind, content] = more.length > 0 || member === undefined ? ['', null] : member;
  switch (kind) {
    case 'text':
    case 'ping':
      return { kind, text: content };
    case 'binary':
      return { kind, base64: content };
    case 'file':
      return { kind, path: content };
    case 'close': {
      const parts = new Map(membersOf(content) ?? []);
      return { kind, code: parts.get('code') ?? null, reason: parts.get('reason') ?? '' };
    }
    default:
      throw notOf('send', 'a list of texts, or of one of "binary", "file", "ping" and "close" each');
  }
}

function writeSend(send: Outgoing): unknown {
  switch (send.kind) {
    case 'text':
      return send.text;
    case 'ping':
      return { ping: send.text };
    case 'binary':
      return { binary: send.base64 };
    case 'file':
      return { file: send.path };
    case 'close':
      return { close: { ...(send.code === null ? {} : { code: send.code }), reason: send.reason } };
  }
}
