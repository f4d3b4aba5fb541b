import { parseCursor } from '../model/cursorText.ts';
import { parseShare } from '../model/shareText.ts';
import { parseSize, sizeText } from '../model/sizeText.ts';
import { type HeaderField, NO_PROXY } from '../protocol/feed.ts';
import { MAX_MESSAGE_BYTES } from '../protocol/limits.ts';
import type { MethodChoice } from '../protocol/method.ts';
import {
  appliesTo,
  type DraftErrors,
  type DraftField,
  durationMs,
  type FeedDraft,
  normalizeUrl,
} from './feedDraft.ts';

const PROXY_SCHEMES = ['http:', 'https:', 'socks:', 'socks4:', 'socks4a:', 'socks5:', 'socks5h:'];

/** What is wrong with a draft, per field, as phrases to show beside it. What does not apply is not checked. */
export function draftErrors(draft: FeedDraft): DraftErrors {
  const errors: Partial<Record<DraftField, string>> = {};
  const check = (field: DraftField, isWrong: boolean, text: string): void => {
    if (isWrong && appliesTo(field, draft)) errors[field] = text;
  };
  const address = addressError(draft.url, draft.method);
  check('url', address !== null, address ?? '');
  check('headers', draft.headers.some(isBadHeader), 'A header has a name of letters, digits and dashes');
  check('httpMethod', !isToken(draft.httpMethod), 'Write an HTTP method, for example GET or POST');
  const user = draft.user;
  check('user', user === '' || user.includes(':'), 'Write a user name, without a colon');
  check('token', draft.token.trim() === '', 'Write the token');
  check(
    'origin',
    draft.origin.trim() !== '' && /[\r\n\0]/.test(draft.origin),
    'Write an origin, for example https://example.com',
  );
  const maxBytes = parseSize(draft.maxMessage);
  check(
    'maxMessage',
    maxBytes === null || maxBytes > MAX_MESSAGE_BYTES,
    `Write a size up to ${sizeText(MAX_MESSAGE_BYTES)}: 64kb, 10mb`,
  );
  check('jitter', parseShare(draft.jitter) === null, 'Write a share of the interval: 20%');
  check(
    'pingInterval',
    draft.pingInterval.trim() !== '' && durationMs(draft.pingInterval) === null,
    'Write a duration: 500ms, 5s, 2m',
  );
  const hasCert = draft.certFile.trim() !== '';
  const hasKey = draft.keyFile.trim() !== '';
  check('keyFile', hasCert && !hasKey, 'A client certificate needs its private key');
  check('certFile', hasKey && !hasCert, 'A private key needs its certificate');
  check(
    'socketPath',
    draft.socketPath.trim() !== '' && !['', NO_PROXY].includes(draft.proxyUrl.trim()),
    'A Unix socket is not reached through a proxy',
  );
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
    !['', NO_PROXY].includes(draft.proxyUrl.trim()) && !isUrlOf(draft.proxyUrl, PROXY_SCHEMES),
    'Write an http://, https:// or socks5:// address, or none',
  );
  return errors;
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
