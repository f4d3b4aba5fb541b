import { cursorText, parseCursor } from '../model/cursorText.ts';
import { parseDuration } from '../model/durationText.ts';
import { FEED_DEFAULTS, type FeedInput, type HeaderField } from '../protocol/feed.ts';
import type { MethodChoice } from '../protocol/method.ts';

/** A feed as its fields stand in the form: text, not yet checked. */
export interface FeedDraft {
  readonly method: MethodChoice;
  readonly url: string;
  readonly headers: readonly HeaderField[];
  readonly httpMethod: string;
  readonly body: string;
  readonly interval: string;
  readonly timeout: string;
  /** `<from> -> <to>`, as the command line has it. */
  readonly cursor: string;
  readonly split: string;
  readonly id: string;
  readonly time: string;
  /** Separated by commas. */
  readonly subprotocols: string;
  /** One text message a line. */
  readonly sends: string;
  readonly isReconnected: boolean;
  readonly lastEventId: string;
  readonly isTlsVerified: boolean;
  readonly proxyUrl: string;
}

export type DraftField = keyof FeedDraft;
export type DraftErrors = Readonly<Partial<Record<DraftField, string>>>;
export type StartFeed = Omit<FeedInput, 'method'> & { readonly method: MethodChoice };

export const EMPTY_DRAFT: FeedDraft = {
  method: 'auto',
  url: '',
  headers: [],
  httpMethod: 'GET',
  body: '',
  interval: '5s',
  timeout: '60s',
  cursor: '',
  split: '',
  id: '',
  time: '',
  subprotocols: '',
  sends: '',
  isReconnected: false,
  lastEventId: '',
  isTlsVerified: true,
  proxyUrl: '',
};

const PROXY_SCHEMES = ['http:', 'https:', 'socks:', 'socks4:', 'socks4a:', 'socks5:', 'socks5h:'];

const HTTP: readonly MethodChoice[] = ['short-polling', 'long-polling', 'sse'];
const POLLING: readonly MethodChoice[] = ['short-polling', 'long-polling'];
const EVERY: readonly MethodChoice[] = [...HTTP, 'websocket', 'auto'];

/** For which methods an option does something: only those are shown. */
const APPLIES: Readonly<Record<DraftField, readonly MethodChoice[]>> = {
  method: EVERY,
  url: EVERY,
  headers: EVERY,
  httpMethod: HTTP,
  body: HTTP,
  interval: ['short-polling'],
  timeout: ['long-polling'],
  cursor: POLLING,
  split: POLLING,
  id: EVERY,
  time: EVERY,
  subprotocols: ['websocket'],
  sends: ['websocket'],
  isReconnected: ['websocket'],
  lastEventId: ['sse'],
  isTlsVerified: EVERY,
  proxyUrl: EVERY,
};

export function appliesTo(field: DraftField, method: MethodChoice): boolean {
  return APPLIES[field].includes(method);
}

/** What is wrong with a draft, per field, as phrases to show beside it. What does not apply is not checked. */
export function draftErrors(draft: FeedDraft): DraftErrors {
  const errors: Partial<Record<DraftField, string>> = {};
  const check = (field: DraftField, isWrong: boolean, text: string): void => {
    if (isWrong && appliesTo(field, draft.method)) errors[field] = text;
  };
  const address = addressError(draft.url, draft.method);
  check('url', address !== null, address ?? '');
  check('headers', draft.headers.some(isBadHeader), 'A header has a name of letters, digits and dashes');
  check('httpMethod', !isToken(draft.httpMethod), 'Write an HTTP method, for example GET or POST');
  check('interval', durationMs(draft.interval) === null, 'Write a duration: 500ms, 5s, 2m');
  check('timeout', durationMs(draft.timeout) === null, 'Write a duration: 500ms, 5s, 2m');
  check(
    'cursor',
    draft.cursor.trim() !== '' && parseCursor(draft.cursor) === null,
    'Write where the position is and where it goes: $.next -> query:after',
  );
  for (const field of ['split', 'id', 'time'] as const) {
    check(field, !isPathOrEmpty(draft[field]), 'Write a JSONPath, for example $.items[*]');
  }
  check(
    'proxyUrl',
    draft.proxyUrl.trim() !== '' && !isUrlOf(draft.proxyUrl, PROXY_SCHEMES),
    'Write an http://, https:// or socks5:// address',
  );
  return errors;
}

/** The feed to start, of a draft without errors: what differs from the defaults, where it does something. */
export function draftFeed(draft: FeedDraft): StartFeed {
  const set = <T>(field: DraftField, value: T, fallback: T): T =>
    appliesTo(field, draft.method) ? value : fallback;
  return {
    url: normalizeUrl(draft.url, draft.method),
    method: draft.method,
    headers: draft.headers.filter(([name]) => name.trim() !== ''),
    httpMethod: set('httpMethod', draft.httpMethod.trim().toUpperCase(), FEED_DEFAULTS.httpMethod),
    body: set('body', textOrNull(draft.body), null),
    intervalMs: set(
      'interval',
      durationMs(draft.interval) ?? FEED_DEFAULTS.intervalMs,
      FEED_DEFAULTS.intervalMs,
    ),
    timeoutMs: set('timeout', durationMs(draft.timeout) ?? FEED_DEFAULTS.timeoutMs, FEED_DEFAULTS.timeoutMs),
    cursor: set('cursor', parseCursor(draft.cursor), null),
    split: set('split', textOrNull(draft.split.trim()), null),
    id: textOrNull(draft.id.trim()),
    time: textOrNull(draft.time.trim()),
    subprotocols: set('subprotocols', listOf(draft.subprotocols, ','), []),
    sends: set('sends', listOf(draft.sends, '\n'), []),
    isReconnected: set('isReconnected', draft.isReconnected, false),
    lastEventId: set('lastEventId', textOrNull(draft.lastEventId), null),
    isTlsVerified: draft.isTlsVerified,
    proxyUrl: textOrNull(draft.proxyUrl.trim()),
  };
}

/** The form of a feed that the editor asked to connect. */
export function draftOfFeed(feed: FeedInput): FeedDraft {
  return {
    ...EMPTY_DRAFT,
    method: feed.method,
    url: feed.url,
    headers: feed.headers ?? [],
    httpMethod: feed.httpMethod ?? EMPTY_DRAFT.httpMethod,
    body: feed.body ?? '',
    interval: durationText(feed.intervalMs ?? FEED_DEFAULTS.intervalMs),
    timeout: durationText(feed.timeoutMs ?? FEED_DEFAULTS.timeoutMs),
    cursor: feed.cursor ? cursorText(feed.cursor) : '',
    split: feed.split ?? '',
    id: feed.id ?? '',
    time: feed.time ?? '',
    subprotocols: (feed.subprotocols ?? []).join(', '),
    sends: (feed.sends ?? []).join('\n'),
    isReconnected: feed.isReconnected ?? false,
    lastEventId: feed.lastEventId ?? '',
    isTlsVerified: feed.isTlsVerified ?? true,
    proxyUrl: feed.proxyUrl ?? '',
  };
}

/** An address as it is used: with a scheme, and the one that its method speaks. */
export function normalizeUrl(text: string, method: MethodChoice): string {
  const trimmed = text.trim();
  const isSocket = method === 'websocket';
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(trimmed)) return `${isSocket ? 'ws' : 'http'}://${trimmed}`;
  if (isSocket) return trimmed.replace(/^http(s?):/i, 'ws$1:');
  return method === 'auto' ? trimmed : trimmed.replace(/^ws(s?):/i, 'http$1:');
}

/** A duration in ms; a bare number is seconds. Null: neither, or zero. */
export function durationMs(text: string): number | null {
  const compact = text.replaceAll(/\s/g, '');
  return parseDuration(/^[\d.]+$/.test(compact) ? `${compact}s` : compact);
}

export function durationText(ms: number): string {
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms >= 1_000 ? `${ms / 1_000}s` : `${ms}ms`;
}

function addressError(url: string, method: MethodChoice): string | null {
  if (url.trim() === '') return 'Write the address of a feed';
  const schemes = ['http:', 'https:', 'ws:', 'wss:'];
  if (isUrlOf(normalizeUrl(url, method), schemes)) return null;
  return method === 'websocket' ? 'Write a ws:// or wss:// address' : 'Write an http:// or https:// address';
}

function isUrlOf(text: string, schemes: readonly string[]): boolean {
  const url = URL.parse(text.trim());
  return url !== null && schemes.includes(url.protocol) && url.hostname !== '';
}

/** A `token` of RFC 9110, section 5.6.2. */
function isToken(text: string): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+$/.test(text.trim());
}

function isBadHeader([name, value]: HeaderField): boolean {
  if (name.trim() === '') return value.trim() !== '';
  return !isToken(name) || /[\r\n\0]/.test(value);
}

function isPathOrEmpty(text: string): boolean {
  return text.trim() === '' || text.trim().startsWith('$');
}

function textOrNull(text: string): string | null {
  return text === '' ? null : text;
}

function listOf(text: string, separator: string): readonly string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
