import { addressParts, headerParts, REDACTED, type SecretPart, withoutSecrets } from '../model/secrets.ts';
import type { Feed } from '../protocol/feed.ts';
import type { RequestRecord } from '../protocol/request.ts';
import { headLines, requestBody } from './requestText.ts';

/** What curl writes by itself from the address, the body and the connection. */
const WRITTEN_BY_CURL = ['content-length', 'transfer-encoding', 'http2-settings'];
/** What curl adds where it is not told otherwise: `Name:` without a value leaves it out. */
const ADDED_BY_CURL = ['Accept', 'User-Agent'];

/**
 * A request as a command of curl for a POSIX shell: method, address, header fields as they were sent, body.
 * @param feed of the capture, for what the request's record does not hold; null: not known
 * @param isRevealed false: REDACTED stands in the place of secrets in the address and the header fields. A body stays as
 *   it was sent: what of it is secret is not known
 */
export function curlCommand(request: RequestRecord, feed: Feed | null, isRevealed: boolean): string {
  const shown = (parts: readonly SecretPart[]): string =>
    isRevealed ? parts.map(({ text }) => text).join('') : withoutSecrets(parts, REDACTED);
  const body = requestBody(request, feed);
  // To curl an upgrade is a request like any other.
  const address = shown(addressParts(request.url)).replace(/^ws(s?):/i, 'http$1:');
  const fields = headLines(request.requestHead).flatMap(({ name, value }) =>
    name === null || isLeftToCurl(name, value, request) ? [] : [{ name, value: asUtf8(value) }],
  );
  const has = (name: string): boolean =>
    fields.some((field) => field.name.toLowerCase() === name.toLowerCase());
  const unwanted = ADDED_BY_CURL.filter((name) => !has(name)).map((name) => `${name}:`);
  return [
    ['curl', ...methodOptions(request.httpMethod, body !== null), quoted(address)].join(' '),
    ...protocolOptions(request, address, feed),
    ...(has('Accept-Encoding') ? ['--compressed'] : []),
    ...fields.map(({ name, value }) => `--header ${quoted(`${name}: ${shown(headerParts(name, value))}`)}`),
    ...unwanted.map((field) => `--header ${quoted(field)}`),
    ...(body === null ? [] : [`--data-raw ${quoted(body)}`]),
  ].join(' \\\n  ');
}

function methodOptions(httpMethod: string, hasBody: boolean): readonly string[] {
  if (httpMethod === 'HEAD') return ['--head'];
  return httpMethod === (hasBody ? 'POST' : 'GET') ? [] : ['--request', quoted(httpMethod)];
}

function protocolOptions(
  { purpose, httpVersion, connection }: RequestRecord,
  address: string,
  feed: Feed | null,
): readonly string[] {
  const isTls = /^https:/i.test(address);
  const http2 = isTls ? '--http2' : '--http2-prior-knowledge';
  return [
    // Brackets and braces are patterns to curl.
    ...(/[[\]{}]/.test(address) ? ['--globoff'] : []),
    ...(httpVersion === '2' ? [http2] : isTls || purpose === 'upgrade' ? ['--http1.1'] : []),
    ...(purpose === 'poll' ? [] : ['--no-buffer']),
    ...(connection?.isTrusted === false ? ['--insecure'] : []),
    ...(feed?.socketPath == null ? [] : [`--unix-socket ${quoted(feed.socketPath)}`]),
  ];
}

function isLeftToCurl(name: string, value: string, { url, purpose }: RequestRecord): boolean {
  const lower = name.toLowerCase();
  if (lower.startsWith(':') || WRITTEN_BY_CURL.includes(lower)) return true;
  if (lower === 'host') return value === URL.parse(url)?.host;
  return lower === 'connection' && purpose !== 'upgrade';
}

/** Heads are octets, a character each; a terminal writes characters as UTF-8. */
function asUtf8(value: string): string {
  try {
    const octets = Uint8Array.from(value, (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    return value;
  }
}

/** One word of a POSIX shell, in which nothing has a meaning (POSIX.1-2024, Shell Command Language, 2.2.2). */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
