import { isPolling, type Method } from '../../protocol/method.ts';
import { ACCEPTED, ACCEPTED_CODINGS } from './clientFields.ts';
import { fieldOf, hasField, type HttpHead, parseHead, withFields, withoutFields } from './httpHead.ts';

/** What a request has only to become a WebSocket (RFC 6455, section 4.1). */
const UPGRADE_REQUEST_FIELDS = [
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
] as const;
/** What `ws` and browsers offer (RFC 7692, section 7.1). */
const OFFERED_EXTENSION = ['Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits'] as const;
const ACCEPTED_EXTENSION = ['Sec-WebSocket-Extensions', 'permessage-deflate'] as const;
const UPGRADE_NAMES = [...UPGRADE_REQUEST_FIELDS.map(([name]) => name), 'Sec-WebSocket-Extensions'];
/** Of a polling client's position (RFC 9110, section 13.1) and of an event stream's (WHATWG HTML, section 9.2.4). */
const POSITION_NAMES = ['If-None-Match', 'If-Modified-Since', 'Last-Event-ID'];
/** What says of an answer how its body is to be read and whether it has changed. */
const BODY_NAMES = [
  ...['Content-Type', 'Content-Length', 'Transfer-Encoding', 'Content-Encoding', 'Trailer'],
  ...['ETag', 'Last-Modified', 'X-Accel-Buffering'],
];

/** What servers say of an answer by HTTP and not of an upgrade; cookies and policies are added to both. */
const HTTP_ANSWER_NAMES = [
  ...[
    'Date',
    'Connection',
    'Keep-Alive',
    'Cache-Control',
    'Expires',
    'Pragma',
    'Vary',
    'Age',
    'Accept-Ranges',
  ],
  ...['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials', 'Access-Control-Expose-Headers'],
  ...['Access-Control-Allow-Headers', 'Access-Control-Allow-Methods', 'Access-Control-Max-Age'],
];

/** Stand for heads that were not seen: what a program sends and gets, without cookies and tokens. */
export const TYPICAL_REQUEST = parseHead(
  'GET /api/messages HTTP/1.1\r\nHost: localhost:8080\r\nUser-Agent: Mozilla/5.0\r\nConnection: keep-alive\r\n\r\n',
);
export const TYPICAL_ANSWER = parseHead(
  [
    'HTTP/1.1 200 OK',
    'Cache-Control: no-store',
    'Date: Thu, 01 Jan 2026 00:00:00 GMT',
    'Connection: keep-alive',
    'Keep-Alive: timeout=5',
  ].join('\r\n'),
);
/** RFC 6455, section 1.3: servers answer an upgrade with these fields and hardly any other. */
const SWITCHING_PROTOCOLS = parseHead(
  [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  ].join('\r\n'),
);

/**
 * The request by which another method would be asked at the same address: the user's own fields stay, and what the
 * client says for the one method it says for the other.
 */
export function adaptRequest(head: HttpHead, from: Method | null, to: Method): HttpHead {
  const isOwnAccept = from !== null && fieldOf(head, 'Accept') !== ACCEPTED[from] && hasField(head, 'Accept');
  const plain = withoutFields(head, [
    ...(isOwnAccept ? [] : ['Accept']),
    ...(from === 'sse' && fieldOf(head, 'Cache-Control') === 'no-cache' ? ['Cache-Control'] : []),
    ...UPGRADE_NAMES.filter((name) => name !== 'Connection'),
    ...POSITION_NAMES,
  ]);
  if (to === 'websocket') {
    // An upgrade is a GET (RFC 6455, section 4.1), which has no body.
    const startLine = plain.startLine.replace(/^\S+/, 'GET');
    const { fields } = withoutFields(plain, ['Accept-Encoding', 'Content-Type', 'Content-Length']);
    return withFields({ startLine, fields }, ...UPGRADE_REQUEST_FIELDS, OFFERED_EXTENSION);
  }
  const isEncodingSaid = hasField(plain, 'Accept-Encoding') || (from !== null && from !== 'websocket');
  return withFields(
    plain,
    ['Connection', 'keep-alive'],
    ...(isOwnAccept ? [] : [['Accept', ACCEPTED[to]] as const]),
    ...(isEncodingSaid ? [] : [['Accept-Encoding', ACCEPTED_CODINGS] as const]),
    ...(to === 'sse' ? [['Cache-Control', 'no-cache'] as const] : []),
  );
}

/** A poll's request once it carries its position, as an entity tag of so many characters. */
export function withEntityTag(head: HttpHead, tagCharacters: number): HttpHead {
  return withFields(head, ['If-None-Match', entityTag(tagCharacters)]);
}

/** The answer by which the same server would give messages by another method. */
export function adaptAnswer(
  head: HttpHead,
  to: Method,
  { tagCharacters, isCompressed }: { readonly tagCharacters: number; readonly isCompressed: boolean },
): HttpHead {
  if (to === 'websocket') {
    const added = withoutFields(head, [...BODY_NAMES, ...HTTP_ANSWER_NAMES]).fields;
    const extension = isCompressed ? [ACCEPTED_EXTENSION] : [];
    return withFields(SWITCHING_PROTOCOLS, ...extension, ...added);
  }
  const plain = withoutFields(head, BODY_NAMES);
  return isPolling(to)
    ? withFields(
        plain,
        ['Content-Type', 'application/json'],
        ['Content-Length', ''],
        ['ETag', entityTag(tagCharacters)],
      )
    : withFields(plain, ['Content-Type', 'text/event-stream'], ['Transfer-Encoding', 'chunked']);
}

/** A head as it says whether its body is compressed; another coding than gzip stays. */
export function coded(head: HttpHead, isCompressed: boolean): HttpHead {
  if (!isCompressed) return withoutFields(head, ['Content-Encoding']);
  return hasField(head, 'Content-Encoding') ? head : withFields(head, ['Content-Encoding', 'gzip']);
}

/** The answer that there is nothing new, made from one with messages (RFC 9110, sections 15.3.5 and 15.4.5). */
export function idleAnswerOf(head: HttpHead, isUnchanged: boolean): HttpHead {
  const { fields } = withoutFields(head, [
    'Content-Type',
    'Content-Length',
    'Content-Encoding',
    'Transfer-Encoding',
  ]);
  return { startLine: `HTTP/1.1 ${isUnchanged ? '304 Not Modified' : '204 No Content'}`, fields };
}

function entityTag(characters: number): string {
  return `"${'0'.repeat(Math.max(1, Math.round(characters)))}"`;
}
