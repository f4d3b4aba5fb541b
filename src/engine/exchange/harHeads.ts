import { REDACTED } from '../../model/secrets.ts';
import type { HarCookie, HarField } from './har.ts';

/** The fields of a head, pseudo-fields of HTTP/2 included: they carry what a first line does. */
export function harFields(head: string): readonly HarField[] {
  const lines = head.split('\r\n').filter((line) => line !== '');
  const fields = head.startsWith(':') ? lines : lines.slice(1);
  return fields.map((line) => {
    const colon = line.indexOf(':', 1);
    return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
  });
}

/** A head as its fields say it, for a file that has no text of it: how it was spaced and folded is not known. */
export function headOf(firstLine: string, fields: readonly HarField[]): string {
  const lines = fields.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
  const hasPseudoFields = fields[0]?.name.startsWith(':') === true;
  return hasPseudoFields ? `${lines}\r\n` : `${firstLine}\r\n${lines}\r\n`;
}

/** The first value of a field; null: the head has none. */
export function fieldValue(fields: readonly HarField[], name: string): string | null {
  return fields.find((field) => field.name.toLowerCase() === name)?.value ?? null;
}

/** `a=1; b=2` (RFC 6265, section 4.2.1). Of a value that is masked nothing is known. */
export function requestCookies(fields: readonly HarField[]): readonly HarCookie[] {
  return valuesOf(fields, 'cookie').flatMap((value) => value.split(';').flatMap(pairOf));
}

/** `a=1; Path=/; Secure` (RFC 6265, section 4.1.1). */
export function responseCookies(fields: readonly HarField[]): readonly HarCookie[] {
  return valuesOf(fields, 'set-cookie').flatMap((value) => {
    const [pair = '', ...attributes] = value.split(';');
    const known = new Map(
      attributes.map((attribute): [string, string] => {
        const [name = '', ...rest] = attribute.split('=');
        return [name.trim().toLowerCase(), rest.join('=').trim()];
      }),
    );
    const path = known.get('path');
    const domain = known.get('domain');
    return pairOf(pair).map((cookie) => ({
      ...cookie,
      ...(path === undefined ? {} : { path }),
      ...(domain === undefined ? {} : { domain }),
      httpOnly: known.has('httponly'),
      secure: known.has('secure'),
    }));
  });
}

/** The parameters of an address, as they are decoded. */
export function queryOf(url: string): readonly HarField[] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}

function valuesOf(fields: readonly HarField[], name: string): readonly string[] {
  return fields
    .filter((field) => field.name.toLowerCase() === name && field.value !== REDACTED)
    .map(({ value }) => value);
}

function pairOf(text: string): readonly HarCookie[] {
  const equals = text.indexOf('=');
  if (equals < 0) return [];
  return [{ name: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim() }];
}
