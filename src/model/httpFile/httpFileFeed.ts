import { InspectorError } from '../../protocol/errors.ts';
import type { HeaderField, StartFeed } from '../../protocol/feed.ts';
import { pastedFeed } from '../commandLine/pastedFeed.ts';
import { type HttpVariableScope, fillHttpVariables } from './httpVariables.ts';
import type { HttpFileRequest } from './parseHttpFile.ts';

const SOCKET_VERBS: readonly string[] = ['WEBSOCKET', 'WS', 'WSS'];
const HTTP_VERBS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];
/** `Basic user:password` and `Basic user password`, which REST Client encodes; base64 has neither colon nor space. */
const PLAIN_BASIC = /^basic\s+([^\s:]+)(?::|\s+)(\S.*)$/i;

/**
 * The feed that a request of a file is, with its variables put in.
 * @throws InspectorError `invalid-option` or `invalid-url` naming the line
 */
export function httpFileFeed(request: HttpFileRequest, scope: HttpVariableScope): StartFeed {
  const fill = (text: string): string => {
    const filled = fillHttpVariables(text, scope);
    if (typeof filled === 'string') return filled;
    throw wrong(request.line, filled.message, filled.action);
  };
  if (request.bodyFileLine !== null) {
    throw wrong(request.bodyFileLine, 'a body from a file is not read', 'write it into the request');
  }
  const headers = request.headers.map((header): HeaderField => {
    if ('wrongLine' in header) {
      throw wrong(header.wrongLine, 'this is no header field', 'write it as Name: value');
    }
    return [header[0], fill(header[1])];
  });
  const verb = request.verb ?? 'GET';
  const url = addressOf(fill(request.url), headers);
  if (url === null) {
    throw wrong(
      request.line,
      'this is no address',
      'write it whole, for example http://localhost:8080/events',
    );
  }
  const basic = headers.map(([name, value]) => (isAuthorization(name) ? PLAIN_BASIC.exec(value) : null));
  const [, user, password] = basic.find((match) => match !== null) ?? [];
  const kept = headers.filter((_, place) => basic[place] === null);
  const common = {
    name: request.name,
    url,
    isCompressed: true,
    ...(user === undefined || password === undefined
      ? {}
      : { auth: { kind: 'basic', user, password } as const }),
  };
  if (SOCKET_VERBS.includes(verb) || /^wss?:/i.test(url)) {
    const sends = request.messages.map((text) => ({ kind: 'text', text: fill(text) }) as const);
    return pastedFeed({ ...common, url: url.replace(/^http(s?):/i, 'ws$1:'), headers: kept, sends });
  }
  const body = request.body === null ? {} : { body: fill(request.body) };
  if (verb === 'SSE') {
    return pastedFeed({ ...common, headers: [...kept, ['Accept', 'text/event-stream']], ...body });
  }
  if (!HTTP_VERBS.includes(verb)) {
    throw wrong(request.line, `${verb} is no live feed that can be captured`, 'use GET, WEBSOCKET or SSE');
  }
  return pastedFeed({ ...common, httpMethod: verb, headers: kept, ...body });
}

function isAuthorization(name: string): boolean {
  return name.toLowerCase() === 'authorization';
}

/** An address that begins with its path has its host in a header field (RFC 9112, section 3.2.1). */
function addressOf(written: string, headers: readonly HeaderField[]): string | null {
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const whole = written.startsWith('/') && host !== undefined ? `http://${host}${written}` : written;
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(whole) ? whole : `http://${whole}`;
  // A space in an address is one in a query that was written as it is read.
  const encoded = url.replaceAll(' ', '%20');
  return whole.startsWith('/') || whole === '' ? null : encoded;
}

function wrong(line: number, message: string, action: string): InspectorError {
  return new InspectorError('invalid-option', `line ${line}: ${message}`, action);
}
