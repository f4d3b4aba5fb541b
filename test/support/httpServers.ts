import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Socket } from 'node:net';
import { TEST_CERTIFICATE, TEST_KEY } from './httpCertificate.ts';

/** A server on a free port of this machine, which ends with all its connections. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export async function startServer(handler: Handler): Promise<TestServer> {
  return listen(http.createServer({ keepAliveTimeout: 60_000 }, handler), 'http');
}

export async function startTlsServer(handler: Handler): Promise<TestServer> {
  return listen(https.createServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, handler), 'https');
}

/** A server that writes what the test says, byte for byte, each time a request head has come. */
export async function startRawServer(
  onRequest: (socket: Socket, head: string, count: number) => void,
): Promise<TestServer> {
  let count = 0;
  const server = net.createServer((socket) => {
    let received = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      for (let end = received.indexOf('\r\n\r\n'); end >= 0; end = received.indexOf('\r\n\r\n')) {
        const head = received.slice(0, end + 4);
        received = received.slice(end + 4);
        count += 1;
        onRequest(socket, head, count);
      }
    });
  });
  return listen(server, 'http');
}

/** An address where nothing listens: a port that was free a moment ago. */
export async function unusedUrl(): Promise<string> {
  const server = await startServer(() => undefined);
  await server[Symbol.asyncDispose]();
  return server.url;
}

export async function listen(server: net.Server | Server, scheme: string): Promise<TestServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${scheme}://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}
