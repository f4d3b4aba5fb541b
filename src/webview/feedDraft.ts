import { parseDuration } from '../model/durationText.ts';
import { sizeText } from '../model/sizeText.ts';
import { FEED_DEFAULTS, type HeaderField, type HttpVersion } from '../protocol/feed.ts';
import type { MethodChoice } from '../protocol/method.ts';

/** A feed as its fields stand in the form: text, not yet checked. */
export interface FeedDraft {
  readonly method: MethodChoice;
  readonly url: string;
  readonly headers: readonly HeaderField[];
  readonly auth: AuthChoice;
  readonly user: string;
  readonly password: string;
  readonly token: string;
  readonly origin: string;
  readonly httpMethod: string;
  readonly body: string;
  readonly httpVersion: HttpVersion;
  readonly isCompressed: boolean;
  readonly maxMessage: string;
  readonly interval: string;
  readonly jitter: string;
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
  /** Empty: no pings. */
  readonly pingInterval: string;
  readonly isReconnected: boolean;
  readonly lastEventId: string;
  readonly isTlsVerified: boolean;
  /** Paths. */
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly keyPassphrase: string;
  readonly proxyUrl: string;
  readonly socketPath: string;
}

export const AUTH_CHOICES = ['none', 'basic', 'bearer'] as const;
type AuthChoice = (typeof AUTH_CHOICES)[number];

export type DraftField = keyof FeedDraft;
export type DraftErrors = Readonly<Partial<Record<DraftField, string>>>;

export const EMPTY_DRAFT: FeedDraft = {
  method: 'auto',
  url: '',
  headers: [],
  auth: 'none',
  user: '',
  password: '',
  token: '',
  origin: '',
  httpMethod: 'GET',
  body: '',
  httpVersion: 'auto',
  isCompressed: true,
  maxMessage: sizeText(FEED_DEFAULTS.maxMessageBytes),
  interval: '5s',
  jitter: '0%',
  timeout: '60s',
  cursor: '',
  split: '',
  id: '',
  time: '',
  subprotocols: '',
  sends: '',
  pingInterval: '',
  isReconnected: false,
  lastEventId: '',
  isTlsVerified: true,
  caFile: '',
  certFile: '',
  keyFile: '',
  keyPassphrase: '',
  proxyUrl: '',
  socketPath: '',
};

const HTTP: readonly MethodChoice[] = ['short-polling', 'long-polling', 'sse'];
const POLLING: readonly MethodChoice[] = ['short-polling', 'long-polling'];
const EVERY: readonly MethodChoice[] = [...HTTP, 'websocket', 'auto'];

/** For which methods an option does something: only those are shown. */
const APPLIES: Readonly<Record<DraftField, readonly MethodChoice[]>> = {
  method: EVERY,
  url: EVERY,
  headers: EVERY,
  auth: EVERY,
  user: EVERY,
  password: EVERY,
  token: EVERY,
  origin: EVERY,
  // Detection asks by them too.
  httpMethod: [...HTTP, 'auto'],
  body: [...HTTP, 'auto'],
  httpVersion: [...HTTP, 'auto'],
  isCompressed: EVERY,
  maxMessage: EVERY,
  interval: ['short-polling'],
  jitter: ['short-polling'],
  timeout: POLLING,
  cursor: POLLING,
  split: POLLING,
  id: EVERY,
  time: EVERY,
  subprotocols: ['websocket'],
  sends: ['websocket'],
  pingInterval: ['websocket'],
  isReconnected: ['websocket', 'sse'],
  lastEventId: ['sse'],
  isTlsVerified: EVERY,
  caFile: EVERY,
  certFile: EVERY,
  keyFile: EVERY,
  keyPassphrase: EVERY,
  proxyUrl: EVERY,
  socketPath: EVERY,
};

/** What shows only with one choice of credentials. */
const OF_AUTH: Readonly<Partial<Record<DraftField, AuthChoice>>> = {
  user: 'basic',
  password: 'basic',
  token: 'bearer',
};

export function appliesTo(field: DraftField, { method, auth }: FeedDraft): boolean {
  const needed = OF_AUTH[field];
  return APPLIES[field].includes(method) && (needed === undefined || needed === auth);
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
