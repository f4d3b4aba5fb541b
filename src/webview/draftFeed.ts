import { cursorText, parseCursor } from '../model/cursorText.ts';
import { durationText } from '../model/durationText.ts';
import { parseShare, shareText } from '../model/shareText.ts';
import { parseSize, sizeText } from '../model/sizeText.ts';
import { type Auth, FEED_DEFAULTS, type FeedDefaults, type StartFeed } from '../protocol/feed.ts';
import {
  appliesTo,
  type DraftField,
  durationMs,
  EMPTY_DRAFT,
  type FeedDraft,
  normalizeUrl,
} from './feedDraft.ts';

/** The feed to start, of a draft without errors: what differs from the defaults, where it does something. */
export function draftFeed(draft: FeedDraft): StartFeed {
  const set = <T>(field: DraftField, value: T, fallback: T): T =>
    appliesTo(field, draft) ? value : fallback;
  return {
    url: normalizeUrl(draft.url, draft.method),
    method: draft.method,
    headers: draft.headers.filter(([name]) => name.trim() !== ''),
    httpMethod: set('httpMethod', draft.httpMethod.trim().toUpperCase(), FEED_DEFAULTS.httpMethod),
    auth: authOf(draft),
    origin: textOrNull(draft.origin.trim()),
    body: set('body', textOrNull(draft.body), null),
    httpVersion: set('httpVersion', draft.httpVersion, FEED_DEFAULTS.httpVersion),
    isCompressed: draft.isCompressed,
    maxMessageBytes: parseSize(draft.maxMessage) ?? FEED_DEFAULTS.maxMessageBytes,
    jitterShare: set('jitter', parseShare(draft.jitter) ?? 0, 0),
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
    sends: set(
      'sends',
      listOf(draft.sends, '\n').map((text) => ({ kind: 'text', text }) as const),
      [],
    ),
    pingIntervalMs: set('pingInterval', durationMs(draft.pingInterval), null),
    isReconnected: set('isReconnected', draft.isReconnected, false),
    lastEventId: set('lastEventId', textOrNull(draft.lastEventId), null),
    isTlsVerified: draft.isTlsVerified,
    caFile: textOrNull(draft.caFile.trim()),
    certFile: textOrNull(draft.certFile.trim()),
    keyFile: textOrNull(draft.keyFile.trim()),
    keyPassphrase: textOrNull(draft.keyPassphrase),
    proxyUrl: textOrNull(draft.proxyUrl.trim()),
    socketPath: textOrNull(draft.socketPath.trim()),
  };
}

/** What settings say of new feeds, as fields of the form. */
export function draftDefaults(
  defaults: FeedDefaults,
): Pick<FeedDraft, 'interval' | 'timeout' | 'maxMessage'> {
  return {
    interval: durationText(defaults.intervalMs),
    timeout: durationText(defaults.timeoutMs),
    maxMessage: sizeText(defaults.maxMessageBytes),
  };
}

/** The form of a feed that came from elsewhere: the editor, or a command that was pasted. */
export function draftOfFeed(feed: StartFeed): FeedDraft {
  return {
    ...EMPTY_DRAFT,
    method: feed.method,
    url: feed.url,
    headers: feed.headers ?? [],
    ...authDraft(feed.auth ?? null),
    origin: feed.origin ?? '',
    httpVersion: feed.httpVersion ?? FEED_DEFAULTS.httpVersion,
    isCompressed: feed.isCompressed ?? true,
    maxMessage: sizeText(feed.maxMessageBytes ?? FEED_DEFAULTS.maxMessageBytes),
    jitter: shareText(feed.jitterShare ?? 0),
    httpMethod: feed.httpMethod ?? EMPTY_DRAFT.httpMethod,
    body: feed.body ?? '',
    interval: durationText(feed.intervalMs ?? FEED_DEFAULTS.intervalMs),
    timeout: durationText(feed.timeoutMs ?? FEED_DEFAULTS.timeoutMs),
    cursor: feed.cursor ? cursorText(feed.cursor) : '',
    split: feed.split ?? '',
    id: feed.id ?? '',
    time: feed.time ?? '',
    subprotocols: (feed.subprotocols ?? []).join(', '),
    sends: (feed.sends ?? []).flatMap((send) => (send.kind === 'text' ? [send.text] : [])).join('\n'),
    pingInterval: feed.pingIntervalMs ? durationText(feed.pingIntervalMs) : '',
    isReconnected: feed.isReconnected ?? false,
    lastEventId: feed.lastEventId ?? '',
    isTlsVerified: feed.isTlsVerified ?? true,
    caFile: feed.caFile ?? '',
    certFile: feed.certFile ?? '',
    keyFile: feed.keyFile ?? '',
    keyPassphrase: feed.keyPassphrase ?? '',
    proxyUrl: feed.proxyUrl ?? '',
    socketPath: feed.socketPath ?? '',
  };
}

function authOf({ auth, user, password, token }: FeedDraft): Auth | null {
  switch (auth) {
    case 'none':
      return null;
    case 'basic':
      return { kind: 'basic', user, password };
    case 'bearer':
      return { kind: 'bearer', token: token.trim() };
  }
}

function authDraft(auth: Auth | null): Pick<FeedDraft, 'auth' | 'user' | 'password' | 'token'> {
  const none = { auth: 'none', user: '', password: '', token: '' } as const;
  if (auth === null) return none;
  if (auth.kind === 'bearer') return { ...none, auth: 'bearer', token: auth.token };
  return { ...none, auth: 'basic', user: auth.user, password: auth.password };
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
