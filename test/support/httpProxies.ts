import http from 'node:http';
import net, { type Socket } from 'node:net';
import { listen, type TestServer } from './httpServers.ts';

export interface TestProxy extends TestServer {
  /** What the proxy was asked for, in order. */
  readonly asked: readonly string[];
}

/**
 * An HTTP proxy for plain requests and for tunnels.
 * @param connectStatus what it answers to CONNECT; anything but 200 opens no tunnel
 */
export async function startHttpProxy(connectStatus = 200): Promise<TestProxy> {
  const asked: string[] = [];
  const note = (request: http.IncomingMessage): void => {
    const credentials = request.headers['proxy-authorization'] ?? 'none';
    asked.push([request.method, request.url, credentials].join(' '));
  };
  const server = http.createServer((request, response) => {
    note(request);
    const onward = http.request(request.url ?? '', { method: request.method ?? 'GET' }, (answer) => {
      response.writeHead(answer.statusCode ?? 502);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('connect', (request, client: Socket) => {
    note(request);
    if (connectStatus === 200) join(client, Number(request.url?.split(':')[1]), 'HTTP/1.1 200 Open\r\n\r\n');
    else client.end(`HTTP/1.1 ${connectStatus} No\r\nContent-Length: 0\r\n\r\n`);
  });
  return { ...(await listen(server, 'http')), asked };
}

/**
 * A SOCKS5 proxy (RFC 1928) without authentication, for IPv4 addresses.
 * @param reply what it answers to a request; anything but 0 opens no connection
 */
export async function startSocksProxy(reply = 0): Promise<TestProxy> {
  const asked: string[] = [];
  const server = net.createServer((client) => {
    client.on('error', () => undefined);
    client.once('data', () => {
      client.write(Buffer.of(5, 0));
      client.once('data', (request) => {
        const port = request.readUInt16BE(8);
        asked.push(`${request.subarray(4, 8).join('.')}:${port}`);
        const answer = Buffer.of(5, reply, 0, 1, 127, 0, 0, 1, 0, 0);
        if (reply === 0) join(client, port, answer);
        else client.end(answer);
      });
    });
  });
  return { ...(await listen(server, 'socks5')), asked };
}

function join(client: Socket, port: number, greeting: string | Buffer): void {
  const target = net.connect(port, '127.0.0.1', () => client.write(greeting));
  for (const socket of [client, target]) socket.on('error', () => undefined);
  client.pipe(target).pipe(client);
}
