import type { Agent } from 'node:http';
import type { Feed, HttpVersion } from '../../protocol/feed.ts';
import { createDirectAgent, createTunnelAgent } from './agents.ts';
import { Proxies, type ProxySetting } from './proxies.ts';
import { readTlsOptions, type TlsFields, type TlsOptions } from './tlsMaterial.ts';

export type DialFields = TlsFields & Pick<Feed, 'proxyUrl' | 'socketPath'>;

/** How the connections of one capture are made: through which proxy, with which certificates, to which socket. */
export class Dialer {
  readonly socketPath: string | null;
  readonly #feed: DialFields;
  readonly #proxies: Proxies;
  #tls: TlsOptions | null = null;

  /** @throws InspectorError `invalid-option` where the feed's proxy or certificates cannot be used */
  constructor(feed: DialFields, proxySetting: ProxySetting | null) {
    this.#feed = feed;
    this.socketPath = feed.socketPath;
    this.#proxies = new Proxies(feed, proxySetting);
    if (feed.caFile !== null || feed.certFile !== null || feed.keyFile !== null) this.#readTls();
  }

  /** @throws InspectorError `invalid-option` where what the editor or the environment names is no proxy */
  proxyTo(url: URL): URL | null {
    return this.#proxies.to(url);
  }

  /** @param isSecure whether TLS is spoken to the server or its proxy: only then certificates are read */
  tlsOptions(isSecure: boolean): TlsOptions {
    return isSecure ? this.#readTls() : { rejectUnauthorized: this.#feed.isTlsVerified };
  }

  /** Keeps its connections alive for further requests, until it is destroyed. */
  directAgent(isTls: boolean, version: HttpVersion): Agent {
    return createDirectAgent(isTls, version, this.tlsOptions(isTls));
  }

  /** Opens a tunnel for each connection (CONNECT, RFC 9110, section 9.3.6, or SOCKS), and keeps it alive likewise. */
  tunnelAgent(proxy: URL, isTls: boolean, version: HttpVersion): Agent {
    return createTunnelAgent(proxy, version, this.tlsOptions(isTls || proxy.protocol === 'https:'));
  }

  #readTls(): TlsOptions {
    this.#tls ??= readTlsOptions(this.#feed);
    return this.#tls;
  }
}
