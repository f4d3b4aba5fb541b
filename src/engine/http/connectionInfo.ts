import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ConnectionInfo } from '../../protocol/request.ts';

/** What a connection that stands runs over. */
export function connectionInfo(
  socket: Socket,
  { proxy, socketPath }: { readonly proxy: URL | null; readonly socketPath: string | null },
): ConnectionInfo {
  const isTls = socket instanceof TLSSocket;
  return {
    remote: socketPath ?? addressOf(socket),
    proxy: proxy?.host ?? null,
    tls: isTls ? socket.getProtocol() : null,
    isTrusted: isTls ? socket.authorized : null,
  };
}

function addressOf({ remoteAddress, remoteFamily, remotePort }: Socket): string {
  if (remoteAddress === undefined) return '';
  return remoteFamily === 'IPv6'
    ? `[${remoteAddress}]:${String(remotePort)}`
    : `${remoteAddress}:${String(remotePort)}`;
}
