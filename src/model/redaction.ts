import type { CaptureSummary } from '../protocol/capture.ts';
import type { Auth, Feed } from '../protocol/feed.ts';
import type { RequestRecord } from '../protocol/request.ts';
import { addressParts, headerParts, REDACTED, withoutSecrets } from './secrets.ts';

/** A capture whose feed has no credentials in it: headers, passwords, tokens, passphrases, secrets in its addresses. */
export function redactCapture(capture: CaptureSummary): CaptureSummary {
  return { ...capture, feed: redactFeed(capture.feed) };
}

/** A request without secrets in its address and its heads. A body stays as it was: what of it is secret is not known. */
export function redactRequest(request: RequestRecord): RequestRecord {
  return {
    ...request,
    url: redactAddress(request.url),
    requestHead: redactHead(request.requestHead),
    responseHead: request.responseHead === null ? null : redactHead(request.responseHead),
    responseTrailers: request.responseTrailers === null ? null : redactHead(request.responseTrailers),
  };
}

function redactFeed(feed: Feed): Feed {
  return {
    ...feed,
    url: redactAddress(feed.url),
    headers: feed.headers.map(([name, value]) => [name, redactHeader(name, value)]),
    auth: feed.auth === null ? null : redactAuth(feed.auth),
    keyPassphrase: feed.keyPassphrase === null ? null : REDACTED,
    proxyUrl: feed.proxyUrl === null ? null : redactAddress(feed.proxyUrl),
  };
}

function redactAuth(auth: Auth): Auth {
  return auth.kind === 'basic' ? { ...auth, password: REDACTED } : { ...auth, token: REDACTED };
}

/** A first line holds an address, or a status. Lines that begin with space go on with the field before (RFC 9112, section 5.2). */
function redactHead(head: string): string {
  return head.replaceAll(
    /^(:?[^:\s]+):([ \t]*)([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)|^[^\r\n]+/gm,
    (line: string, name: string | undefined, space: string, value: string) =>
      name === undefined ? redactAddress(line) : `${name}:${space}${redactHeader(name, value)}`,
  );
}

function redactHeader(name: string, value: string): string {
  return withoutSecrets(headerParts(name, value), REDACTED);
}

/** An address, or a text with one in it, without the secrets in it. */
export function redactAddress(address: string): string {
  return withoutSecrets(addressParts(address), REDACTED);
}
