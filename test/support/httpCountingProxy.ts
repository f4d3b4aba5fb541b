import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import type { WireBytes } from '../../src/protocol/request.ts';
import { TEST_CERTIFICATE, TEST_KEY } from './httpCertificate.ts';

/**
 * Stands between a client and a server and counts every byte that passes, by itself: the independent check on the
 * engine's wire bytes. With TLS it is what the client's TLS ends at, so it counts the plain text on both sides.
 */
export class CountingProxy implements AsyncDisposable {
  readonly url: string;
  readonly #server: net.Server;
  readonly #sockets: Set<Socket>;
  readonly #counts: { receivedBytes: number; sentBytes: number; connections: number };

  private constructor(
    url: string,
    server: net.Server,
    sockets: Set<Socket>,
    counts: { receivedBytes: number; sentBytes: number; connections: number },
  ) {
    this.url = url;
    this.#server = server;
    this.#sockets = sockets;
    this.#counts = counts;
  }

  static async start(targetPort: number, isTls = false): Promise<CountingProxy> {
    const counts = { receivedBytes: 0, sentBytes: 0, connections: 0 };
    const sockets = new Set<Socket>();
    const join = (client: Socket): void => {
      counts.connections += 1;
      const target = net.connect(targetPort, '127.0.0.1');
      for (const socket of [client, target]) {
        sockets.add(socket);
        socket.on('error', () => undefined);
      }
      client.on('data', (chunk) => (counts.sentBytes += chunk.byteLength));
      target.on('data', (chunk) => (counts.receivedBytes += chunk.byteLength));
      client.pipe(target).pipe(client);
      client.on('close', () => target.destroy());
      target.on('close', () => {
        client.destroySoon();
      });
    };
    const server = isTls
      ? tls.createServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, join)
      : net.createServer(join);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new CountingProxy(`${isTls ? 'https' : 'http'}://127.0.0.1:${port}`, server, sockets, counts);
  }

  get connections(): number {
    return this.#counts.connections;
  }

  /** As the client sees it: received is what came from the server. */
  get wire(): WireBytes {
    return { receivedBytes: this.#counts.receivedBytes, sentBytes: this.#counts.sentBytes };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }
}
