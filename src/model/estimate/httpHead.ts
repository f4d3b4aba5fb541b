import type { HeaderField } from '../../protocol/feed.ts';

const CRLF = '\r\n';
const CONTENT_LENGTH = 'content-length';

/** The head of a request or an answer, as HTTP/1.1 writes it (RFC 9112, section 2.1). */
export interface HttpHead {
  readonly startLine: string;
  readonly fields: readonly HeaderField[];
}

/**
 * Reads a head as captures keep it. One of HTTP/2, whose pseudo-fields come first (RFC 9113, section 8.3), becomes what
 * HTTP/1.1 would say.
 */
export function parseHead(text: string): HttpHead {
  const lines = text.split(CRLF).filter((line) => line !== '');
  const isHttp2 = lines[0]?.startsWith(':') ?? false;
  const fields = (isHttp2 ? lines : lines.slice(1)).map(parseField);
  if (!isHttp2) return { startLine: lines[0] ?? '', fields };
  const pseudo = new Map(fields.filter(([name]) => name.startsWith(':')));
  const others = fields.filter(([name]) => !name.startsWith(':'));
  const status = pseudo.get(':status');
  if (status !== undefined) return { startLine: `HTTP/1.1 ${status} OK`, fields: others };
  return {
    startLine: `${pseudo.get(':method') ?? 'GET'} ${pseudo.get(':path') ?? '/'} HTTP/1.1`,
    fields: [['Host', pseudo.get(':authority') ?? ''], ...others],
  };
}

/** What a head weighs without the digits of its content length, which change with every body. */
export function headBytes({ startLine, fields }: HttpHead): number {
  return fields.reduce(
    (bytes, [name, value]) => bytes + name.length + ': '.length + valueBytes(name, value) + CRLF.length,
    startLine.length + 2 * CRLF.length,
  );
}

/** The first value of a field; null where the head has none. */
export function fieldOf({ fields }: HttpHead, name: string): string | null {
  return fields.find(([other]) => isSame(other, name))?.[1] ?? null;
}

export function hasField(head: HttpHead, name: string): boolean {
  return fieldOf(head, name) !== null;
}

export function withoutFields({ startLine, fields }: HttpHead, names: readonly string[]): HttpHead {
  return { startLine, fields: fields.filter(([name]) => !names.some((other) => isSame(other, name))) };
}

export function withFields(head: HttpHead, ...added: readonly HeaderField[]): HttpHead {
  const { startLine, fields } = withoutFields(
    head,
    added.map(([name]) => name),
  );
  return { startLine, fields: [...fields, ...added] };
}

function parseField(line: string): HeaderField {
  // A pseudo-field begins with a colon.
  const colon = line.indexOf(':', 1);
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}

function valueBytes(name: string, value: string): number {
  return isSame(name, CONTENT_LENGTH) ? 0 : value.length;
}

function isSame(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}
