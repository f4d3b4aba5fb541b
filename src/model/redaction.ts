import type { CaptureSummary } from '../protocol/capture.ts';
import type { Auth, Feed } from '../protocol/feed.ts';
import type { RequestRecord } from '../protocol/request.ts';
import { isSecretHeader } from './secrets.ts';

/** Stands for a secret in what leaves the machine. */
const REDACTED = '[redacted]';

/** A feed without what lets someone else in: values of secret headers, credentials, passphrases. */
function redactFeed(feed: Feed): Feed {
  return {
    ...feed,
    url: redactUrl(feed.url),
    headers: feed.headers.map(([name, value]) => [name, isSecretHeader(name) ? REDACTED : value]),
    auth: feed.auth === null ? null : redactAuth(feed.auth),
    keyPassphrase: feed.keyPassphrase === null ? null : REDACTED,
    proxyUrl: feed.proxyUrl === null ? null : redactUrl(feed.proxyUrl),
  };
}

export function redactCapture(capture: CaptureSummary): CaptureSummary {
  return { ...capture, feed: redactFeed(capture.feed) };
}

export function redactRequest(request: RequestRecord): RequestRecord {
  return {
    ...request,
    url: redactUrl(request.url),
    requestHead: redactHead(request.requestHead),
    responseHead: request.responseHead === null ? null : redactHead(request.responseHead),
  };
}

/** A head in which the values of secret fields are replaced, lines that continue them included (RFC 9112, section 5.2). */
function redactHead(head: string): string {
  return head.replaceAll(/^([^:\s]+):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gm, (field: string, name: string) =>
    isSecretHeader(name) ? `${name}: ${REDACTED}` : field,
  );
}

/** An address without the user and password in it (RFC 3986, section 3.2.1). */
function redactUrl(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#\\]*@/i, '$1');
}

function redactAuth(auth: Auth): Auth {
  return auth.kind === 'basic'
    ? { kind: 'basic', user: auth.user, password: REDACTED }
    : { kind: 'bearer', token: REDACTED };
}
