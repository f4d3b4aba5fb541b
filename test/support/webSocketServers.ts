import { createHash } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import net, { type Socket } from 'node:net';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { TEST_CERTIFICATE, TEST_KEY } from './httpCertificate.ts';
import { listen, type TestServer } from './httpServers.ts';

const HEAD_END = '\r\n\r\n';
/** RFC 6455, section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export type OnConnection = (socket: WebSocket, request: http.IncomingMessage, count: number) => void;

interface WebSocketServerOptions extends Pick<ServerOptions, 'perMessageDeflate' | 'handleProtocols'> {
  readonly isTls?: boolean;
}

/** A server of `ws`; the count of connections begins with 1. */
export async function startWebSocketServer(
  onConnection: OnConnection,
  { isTls = false, ...options }: WebSocketServerOptions = {},
): Promise<TestServer> {
  const server = isTls ? https.createServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }) : http.createServer();
  let count = 0;
  new WebSocketServer({ server, ...options }).on('connection', (socket, request) => {
    count += 1;
    socket.on('error', () => undefined);
    onConnection(socket, request, count);
  });
  return listen(server, isTls ? 'wss' : 'ws');
}

/** One client of a hostile server. */
export interface RawClient {
  readonly socket: Socket;
  readonly head: string;
  /** The head that accepts its upgrade (RFC 6455, section 4.2.2), with more fields where given. */
  readonly accept: (...fields: string[]) => Buffer;
  /** Calls back with what it sends after the head, as it comes. */
  readonly onData: (take: (chunk: Buffer) => void) => void;
}

/** A server that answers an upgrade with what the test says, byte for byte; its connections counted from 1. */
export function startRawUpgradeServer(
  onUpgrade: (client: RawClient, count: number) => void,
): Promise<TestServer> {
  let count = 0;
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    let head = '';
    socket.on('error', () => undefined);
    const takeHead = (chunk: Buffer): void => {
      head += chunk.toString('latin1');
      if (!head.endsWith(HEAD_END)) return;
      socket.off('data', takeHead);
      count += 1;
      const onData: RawClient['onData'] = (take) => socket.on('data', take);
      onData(() => undefined);
      onUpgrade({ socket, head, accept: (...fields) => acceptHead(head, fields), onData }, count);
    };
    socket.on('data', takeHead);
    socket.on('end', () => socket.end());
  });
  return listen(server, 'ws');
}

export function acceptOf(head: string): string {
  const key = /^Sec-WebSocket-Key: (.+)\r$/im.exec(head)?.[1] ?? '';
  return createHash('sha1').update(`${key}${GUID}`).digest('base64');
}

/** A frame of a server, without a mask, whose payload is shorter than 126 bytes (RFC 6455, section 5.2). */
export function frameOf(firstByte: number, payload: string | Buffer): Buffer {
  const bytes = Buffer.from(payload);
  return Buffer.concat([Buffer.of(firstByte, bytes.length), bytes]);
}

function acceptHead(head: string, fields: readonly string[]): Buffer {
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${acceptOf(head)}`,
    ...fields,
  ];
  return Buffer.from(`${lines.join('\r\n')}${HEAD_END}`);
}
