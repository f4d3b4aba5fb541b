import { fieldOf, type HttpHead } from './httpHead.ts';

/**
 * What HPACK (RFC 7541) makes of heads, in bytes, as a simple model of an encoder that puts every field into the dynamic
 * table: a field that was sent before costs one byte, the index of its entry (section 6.1); another one costs a literal
 * with its name indexed (section 6.2.1), or spelled out where neither table has it. Texts are Huffman-coded.
 */

/** A character of a field takes 5 to 8 bits by the code of appendix B; this is what those of usual heads take on average. */
const HUFFMAN_BITS = 6.2;
const INDEX_BYTES = 1;
/** Up to 126 bytes; a longer text takes one more for every 7 bits (section 5.1). */
const LENGTH_BYTES = 1;
const SHORT_TEXT_BYTES = 126;

/** Fields of a connection, which HTTP/2 does not have (RFC 9113, section 8.2.2). */
const CONNECTION_FIELDS = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection'];
/** Names of appendix A that heads of feeds have. */
const STATIC_NAMES = new Set([
  ...[':authority', ':method', ':path', ':scheme', ':status', 'accept', 'accept-encoding', 'accept-language'],
  ...['access-control-allow-origin', 'age', 'authorization', 'cache-control', 'content-encoding'],
  ...['content-length', 'content-type', 'cookie', 'date', 'etag', 'expires', 'host', 'if-modified-since'],
  ...['if-none-match', 'last-modified', 'link', 'location', 'referer', 'retry-after', 'server', 'set-cookie'],
  ...['strict-transport-security', 'user-agent', 'vary', 'via'],
]);
/** Entries of appendix A with a value, which cost an index from the first time on. */
const STATIC_FIELDS = new Set([
  ...[':method GET', ':method POST', ':path /', ':scheme http', ':scheme https'],
  ...[
    ':status 200',
    ':status 204',
    ':status 206',
    ':status 304',
    ':status 400',
    ':status 404',
    ':status 500',
  ],
  'accept-encoding gzip, deflate',
]);
/** What differs from one head to the next, or is never put into a table: its value is sent again, by a name that is known. */
const CHANGING_FIELDS = new Set([
  ...[
    ':path',
    'content-length',
    'date',
    'etag',
    'if-none-match',
    'if-modified-since',
    'last-modified',
    'expires',
    'age',
  ],
]);

/** The first head of a connection. @param length digits of its content length */
export function firstBlockBytes(head: HttpHead, length = 0): number {
  return blockBytes(head, length, () => false);
}

/** One that follows others of its kind on the connection. @param changing further fields that differ each time */
export function nextBlockBytes(head: HttpHead, length = 0, changing: readonly string[] = []): number {
  return blockBytes(head, length, (name) => !CHANGING_FIELDS.has(name) && !changing.includes(name), true);
}

function blockBytes(
  head: HttpHead,
  length: number,
  isSentBefore: (name: string) => boolean,
  areNamesKnown = false,
): number {
  return fieldsOf(head).reduce((bytes, [name, value]) => {
    if (STATIC_FIELDS.has(`${name} ${value}`) || isSentBefore(name)) return bytes + INDEX_BYTES;
    const nameBytes =
      areNamesKnown || STATIC_NAMES.has(name) ? INDEX_BYTES : INDEX_BYTES + textBytes(name.length);
    return bytes + nameBytes + textBytes(name === 'content-length' ? length : value.length);
  }, 0);
}

function textBytes(characters: number): number {
  const bytes = Math.ceil((characters * HUFFMAN_BITS) / 8);
  return LENGTH_BYTES + (bytes > SHORT_TEXT_BYTES ? 1 : 0) + bytes;
}

/** As HTTP/2 has them: pseudo-fields for the start line, names in lower case. */
function fieldsOf(head: HttpHead): readonly (readonly [string, string])[] {
  const others = head.fields
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name !== 'host' && !CONNECTION_FIELDS.includes(name));
  const [first = '', second = ''] = head.startLine.split(' ');
  if (first.startsWith('HTTP/')) return [[':status', second], ...others];
  return [
    [':method', first],
    [':scheme', 'https'],
    [':authority', fieldOf(head, 'host') ?? ''],
    [':path', second],
    ...others,
  ];
}
