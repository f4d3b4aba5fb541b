import type { Auth, Feed, HeaderField } from '../../protocol/feed.ts';
import { VERSION } from '../version.ts';
import { ACCEPT_ENCODING } from './contentDecoding.ts';
import type { ExchangeRequest } from './exchangeRequest.ts';

/** Methods that mean something with an empty body, which then has to be announced (RFC 9110, section 8.6). */
const METHODS_WITH_BODY = ['POST', 'PUT', 'PATCH'];

/**
 * The header fields of a request as node:http takes them: the defaults, each replaced by the user's own where
 * there is one, then the user's others. Repeats become one entry with several values.
 */
export function headersOf(request: ExchangeRequest): Record<string, string | string[]> {
  const fields = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of defaultsOf(request)) fields.set(name.toLowerCase(), { name, values: [value] });
  const defaults = new Set(fields.keys());
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    const field = fields.get(key);
    if (field === undefined || defaults.delete(key)) fields.set(key, { name, values: [octets(value)] });
    else field.values.push(octets(value));
  }
  // Node refuses a Host given as a list.
  return Object.fromEntries(
    Array.from(fields.values(), ({ name, values: [first = '', ...more] }) => [
      name,
      more.length === 0 ? first : [first, ...more],
    ]),
  );
}

/** The fields that a feed adds to each of its requests: the user's own, and those that its options stand for. */
export function feedHeaders({
  headers,
  auth,
  origin,
}: Pick<Feed, 'headers' | 'auth' | 'origin'>): readonly HeaderField[] {
  const added: HeaderField[] = [];
  if (origin !== null && !hasHeader(headers, 'Origin')) added.push(['Origin', origin]);
  if (auth !== null && !hasHeader(headers, 'Authorization'))
    added.push(['Authorization', credentialsOf(auth)]);
  return [...added, ...headers];
}

/** Sets a field, whatever case it is spelled in. */
export function withHeader(
  headers: readonly HeaderField[],
  name: string,
  value: string,
): readonly HeaderField[] {
  return [...withoutHeaders(headers, name), [name, value]];
}

export function withoutHeaders(
  headers: readonly HeaderField[],
  ...names: readonly string[]
): readonly HeaderField[] {
  const dropped = new Set(names.map((name) => name.toLowerCase()));
  return headers.filter(([name]) => !dropped.has(name.toLowerCase()));
}

export function hasHeader(headers: readonly HeaderField[], name: string): boolean {
  return headers.some(([other]) => other.toLowerCase() === name.toLowerCase());
}

/** `Basic` credentials (RFC 7617) from a URL that carries them, else nothing. */
export function basicCredentials(url: URL): string | null {
  if (url.username === '' && url.password === '') return null;
  return basic(decodeURIComponent(url.username), decodeURIComponent(url.password));
}

function credentialsOf(auth: Auth): string {
  return auth.kind === 'basic' ? basic(auth.user, auth.password) : `Bearer ${auth.token}`;
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function defaultsOf({
  url,
  accept,
  body,
  httpMethod,
  headers,
  isCompressed,
}: ExchangeRequest): HeaderField[] {
  const credentials = basicCredentials(url);
  return [
    ['Host', url.host],
    ['User-Agent', `realtime-inspector/${VERSION}`],
    ['Accept', accept],
    ...(isCompressed ? [['Accept-Encoding', ACCEPT_ENCODING] as const] : []),
    ['Connection', 'keep-alive'],
    ...(credentials === null ? [] : [['Authorization', credentials] as const]),
    ...(body === null ? [] : [['Content-Type', contentTypeOf(body)] as const]),
    ...(hasHeader(headers, 'Transfer-Encoding') ? [] : contentLengthOf(body, httpMethod)),
  ];
}

function contentLengthOf(body: string | null, httpMethod: string): HeaderField[] {
  if (body === null && !METHODS_WITH_BODY.includes(httpMethod)) return [];
  return [['Content-Length', String(Buffer.byteLength(body ?? ''))]];
}

/** JSON for what is JSON, since that is what servers of feeds take; else what Fetch says of a string. */
function contentTypeOf(body: string): string {
  try {
    JSON.parse(body);
    return 'application/json';
  } catch {
    return 'text/plain;charset=UTF-8';
  }
}

/** Node writes a header character as one octet; text goes as UTF-8, as SSE has it for `Last-Event-ID`. */
function octets(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1');
}
