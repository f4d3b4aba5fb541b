import type { Method } from '../../protocol/method.ts';
import type { AddressPart, CodeConnection } from './codeSite.ts';

/** The address that a place in code connects to, as far as the code tells. */
export interface AddressGuess {
  readonly url: string;
  /** Whether the code says all of it; else somebody has to. */
  readonly isCertain: boolean;
}

/**
 * @param origin of what is served during development, `http://localhost:3000`: what a path, and a host that only the
 * running program knows, are taken to be of
 */
export function guessAddress(connection: CodeConnection, origin: string): AddressGuess {
  const own = connection.port === null ? origin : origin.replace(/(?::\d+)?$/, `:${connection.port}`);
  const address = filled(connection.address, new Host(own));
  const isWhole = connection.address.length > 0 && connection.address.every(({ kind }) => kind === 'text');
  const url = withScheme(absolute(address, own), connection.method);
  return {
    url:
      connection.construct === 'socket.io' ? socketIoUrl(url, connection.socketIoPath ?? '/socket.io') : url,
    isCertain: isWhole && /^[a-z]+:\/\//i.test(address),
  };
}

/** The holes that an address still has: `{userId}`. */
export function holesIn(url: string): string[] {
  return url.match(/\{[^{}]*\}/g) ?? [];
}

class Host {
  readonly origin: string;
  readonly scheme: string;
  readonly name: string;
  readonly port: string;

  constructor(origin: string) {
    const [, scheme = 'http', name = 'localhost', port = '80'] =
      /^([a-z]+):\/\/(.*?)(?::(\d+))?$/i.exec(origin) ?? [];
    this.origin = origin;
    this.scheme = scheme;
    this.name = name;
    this.port = port;
  }
}

/** Holes are filled by their guess, or by where they are: for the scheme, the host or the port; else they stay, in braces. */
function filled(parts: readonly AddressPart[], host: Host): string {
  let address = '';
  parts.forEach((part, index) => {
    if (part.kind === 'text') {
      address += part.text;
      return;
    }
    const next = parts[index + 1];
    const after = next?.kind === 'text' ? next.text : '';
    address += part.guess ?? placeGuess(address, after, host) ?? `{${part.code}}`;
  });
  return address;
}

function placeGuess(before: string, after: string, host: Host): string | null {
  if (before === '') {
    if (after.startsWith('://')) return host.scheme;
    if (after.startsWith('//')) return `${host.scheme}:`;
    return after.startsWith(':') ? `${host.scheme}://${host.name}` : host.origin;
  }
  if (/^[a-z]*:?\/\/$/i.test(before)) {
    return after.startsWith(':') || host.port === '' ? host.name : `${host.name}:${host.port}`;
  }
  return /^[a-z]*:?\/\/[^/:]+:$/i.test(before) ? host.port : null;
}

function absolute(address: string, origin: string): string {
  if (/^[a-z]+:\/\//i.test(address)) return address;
  if (address.startsWith('//')) return `http:${address}`;
  return `${origin}${address.startsWith('/') ? '' : '/'}${address}`;
}

function withScheme(url: string, method: Method): string {
  return method === 'websocket' ? url.replace(/^http/i, 'ws') : url.replace(/^ws/i, 'http');
}

/** The Engine.IO protocol, version 4: a name space is joined by a packet, so the path of the address is not asked for. */
function socketIoUrl(url: string, path: string): string {
  const origin = /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0] ?? url;
  const rooted = path.startsWith('/') ? path : `/${path}`;
  return `${origin}${rooted.replace(/\/$/, '')}/?EIO=4&transport=websocket`;
}
