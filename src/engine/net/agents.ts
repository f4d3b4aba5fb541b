import { once } from 'node:events';
import http, { type Agent } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { InspectorError } from '../../protocol/errors.ts';
import type { HttpVersion } from '../../protocol/feed.ts';
import { isSocks } from './proxies.ts';
import type { TlsOptions } from './tlsMaterial.ts';

/** ALPN's names of the versions (RFC 9113, section 3.1; RFC 7301, section 6), in the order in which they are preferred. */
const ALPN_PROTOCOLS: Readonly<Record<HttpVersion, readonly string[]>> = {
  auto: ['h2', 'http/1.1'],
  '1.1': ['http/1.1'],
  '2': ['h2'],
};

/** What an agent gives for a connection on which HTTP/2 is to be spoken: node:http cannot. */
export class Http2Chosen extends Error {
  override readonly name = 'Http2Chosen';
  readonly socket: Socket;

  constructor(socket: Socket) {
    super('HTTP/2 is spoken on this connection');
    this.socket = socket;
  }
}

/** What an agent of this file takes besides what node:http has. */
interface DialOptions extends https.RequestOptions {
  /** Told of a new socket before it connects. */
  readonly onDialled?: (socket: Socket) => void;
}

type OnConnection = (error: Error | null, socket: Duplex) => void;

export function createDirectAgent(isTls: boolean, version: HttpVersion, tlsOptions: TlsOptions): Agent {
  if (isTls && version !== '1.1') return new AlpnAgent(version, tlsOptions);
  if (isTls) return new https.Agent({ keepAlive: true, ...tlsOptions });
  return version === '2' ? new PriorKnowledgeAgent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
}

export function createTunnelAgent(proxy: URL, version: HttpVersion, tlsOptions: TlsOptions): Agent {
  const options = { ...tlsOptions, keepAlive: true };
  const agent = isSocks(proxy)
    ? new SocksProxyAgent(proxy, options)
    : new HttpsProxyAgent<string>(proxy, options);
  return settling(agent, version);
}

/** What a tunnel's agent looks at in a request, not in its own options, for the connection within. */
export function alpnOptions(version: HttpVersion): { readonly ALPNProtocols: string[] } {
  return { ALPNProtocols: [...ALPN_PROTOCOLS[version]] };
}

/** Lets the server choose between HTTP/2 and HTTP/1.1 as TLS is set up. */
class AlpnAgent extends https.Agent {
  readonly #version: HttpVersion;

  constructor(version: HttpVersion, tlsOptions: TlsOptions) {
    super({ keepAlive: true, ...tlsOptions, ...alpnOptions(version) });
    this.#version = version;
  }

  override createConnection(options: DialOptions, callback?: OnConnection): Duplex | null | undefined {
    const socket = super.createConnection(options);
    if (!(socket instanceof TLSSocket) || callback === undefined) return socket;
    options.onDialled?.(socket);
    settle(socket, this.#version).then(
      (settled) => {
        callback(null, settled);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), socket);
      },
    );
    return undefined;
  }
}

/** HTTP/2 without TLS and without asking first (RFC 9113, section 3.3). */
class PriorKnowledgeAgent extends http.Agent {
  override createConnection(options: DialOptions, callback?: OnConnection): Duplex | null | undefined {
    const socket = super.createConnection(options);
    if (!isSocket(socket) || callback === undefined) return socket;
    options.onDialled?.(socket);
    socket.once('error', (error) => {
      callback(error, socket);
    });
    socket.once('connect', () => {
      callback(new Http2Chosen(socket), socket);
    });
    return undefined;
  }
}

/** Has a tunnel's agent wait for the version that is spoken on each connection it makes. */
function settling(agent: HttpsProxyAgent<string> | SocksProxyAgent, version: HttpVersion): Agent {
  const connect = agent.connect.bind(agent);
  agent.connect = async (request, options) => settle(await connect(request, options), version);
  return agent;
}

/**
 * Waits until it is known which version a connection speaks, where it is not known already.
 * @throws Http2Chosen, or why the connection does not stand
 */
async function settle(socket: Socket, version: HttpVersion): Promise<Socket> {
  if (version === '1.1') return socket;
  if (!(socket instanceof TLSSocket)) {
    if (version === '2') throw new Http2Chosen(socket);
    return socket;
  }
  await once(socket, 'secureConnect');
  if (socket.alpnProtocol === 'h2') throw new Http2Chosen(socket);
  if (version === 'auto') return socket;
  socket.destroy();
  throw new InspectorError(
    'tls-failed',
    'the server does not speak HTTP/2',
    'let the version be chosen, or ask for HTTP/1.1',
  );
}

function isSocket(stream: Duplex | null | undefined): stream is Socket {
  return stream !== null && stream !== undefined && 'remoteAddress' in stream;
}
