import { InspectorError } from '../../protocol/errors.ts';
import { MAX_REDIRECTS } from '../../protocol/limits.ts';
import type { ExchangeRequest } from './exchangeRequest.ts';
import { withoutHeaders } from './requestHeaders.ts';

/** Fetch standard, "redirect status". */
const REDIRECT_STATUSES = [301, 302, 303, 307, 308];
/** Fetch standard, "request-body-header name", and the length that goes with a body. */
const BODY_HEADERS = [
  'Content-Encoding',
  'Content-Language',
  'Content-Location',
  'Content-Type',
  'Content-Length',
  'Transfer-Encoding',
];
/** What was meant for one origin only. */
const ORIGIN_HEADERS = ['Authorization', 'Proxy-Authorization', 'Cookie', 'Host'];

export function isRedirect(status: number, location: string | null): location is string {
  return location !== null && REDIRECT_STATUSES.includes(status);
}

export function tooManyRedirects(url: URL): InspectorError {
  return new InspectorError(
    'too-many-redirects',
    `${url.host} redirected more than ${MAX_REDIRECTS} times`,
    'check the redirects on the server: they may go in a circle',
  );
}

/**
 * The request that a redirect asks for (Fetch standard, "HTTP-redirect fetch").
 * @throws InspectorError `invalid-response` where the location is no HTTP address
 */
export function redirected(request: ExchangeRequest, status: number, location: string): ExchangeRequest {
  const url = locationOf(location, request.url);
  const headers =
    url.origin === request.url.origin ? request.headers : withoutHeaders(request.headers, ...ORIGIN_HEADERS);
  if (!becomesGet(status, request.httpMethod)) return { ...request, url, headers };
  return {
    ...request,
    url,
    httpMethod: 'GET',
    body: null,
    headers: withoutHeaders(headers, ...BODY_HEADERS),
  };
}

function becomesGet(status: number, httpMethod: string): boolean {
  if (status === 303) return httpMethod !== 'GET' && httpMethod !== 'HEAD';
  return (status === 301 || status === 302) && httpMethod === 'POST';
}

function locationOf(location: string, base: URL): URL {
  const url = URL.canParse(location, base.href) ? new URL(location, base) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new InspectorError(
    'invalid-response',
    `${base.host} redirects to "${location}", which is no HTTP address`,
    'check the redirect on the server',
  );
}
