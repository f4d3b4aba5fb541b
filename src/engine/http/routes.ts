import type { Agent, RequestOptions } from 'node:http';
import type https from 'node:https';
import type { Socket } from 'node:net';
import type { Feed, HttpVersion } from '../../protocol/feed.ts';
import { NO_WIRE, type Wire } from '../../protocol/request.ts';
import { alpnOptions } from '../net/agents.ts';
import { Dialer } from '../net/dialer.ts';
import { isSocks, type ProxySetting } from '../net/proxies.ts';
import { connectionInfo } from './connectionInfo.ts';
import { Http2Connection } from './http2Connection.ts';
import { basicCredentials } from './requestHeaders.ts';
import { plusWire } from './wire.ts';

/** Which way a request takes: where its connection goes, through which agent, with which request target. */
export interface Route {
  readonly isTls: boolean;
  readonly options: https.RequestOptions;
  readonly proxy: URL | null;
  /** For a proxy that is spoken to in plain sight. */
  readonly proxyCredentials: string | null;
  readonly socketPath: string | null;
}

/** The ways of one capture. Connections are kept alive for its later requests, and shared with no other capture. */
export class Routes {
  readonly #dialer: Dialer;
  readonly #version: HttpVersion;
  readonly #agents = new Map<string, Agent>();
  /** By origin. */
  readonly #http2 = new Map<string, Http2Connection>();
  /** What crossed connections that are no longer used, for none of their requests. */
  #left = NO_WIRE;

  /** @throws InspectorError `invalid-option` where the feed's proxy or certificates cannot be used */
  constructor(feed: Feed, proxySetting: ProxySetting | null) {
    this.#dialer = new Dialer(feed, proxySetting);
    this.#version = feed.httpVersion;
  }

  /** @throws InspectorError `invalid-option` where what the editor or the environment names is no proxy */
  to(url: URL): Route {
    const proxy = this.#dialer.proxyTo(url);
    const isTls = url.protocol === 'https:';
    if (proxy !== null && !isSocks(proxy) && !isTls && this.#version !== '2') {
      return this.#throughHttpProxy(url, proxy);
    }
    const { socketPath } = this.#dialer;
    const agent = this.#agent(`${url.protocol} ${proxy?.href ?? ''}`, () =>
      proxy === null
        ? this.#dialer.directAgent(isTls, this.#version)
        : this.#dialer.tunnelAgent(proxy, isTls, this.#version),
    );
    const options = {
      ...authority(url),
      ...(socketPath === null ? {} : { socketPath }),
      path: `${url.pathname}${url.search}`,
      agent,
      // A tunnel's agent looks at the request, not at its own options, for how to make the connection within it.
      ...(proxy !== null && { ...this.#dialer.tlsOptions(isTls), ...alpnOptions(this.#version) }),
    };
    return { isTls, options, proxy, proxyCredentials: null, socketPath };
  }

  /** The HTTP/2 connection to an address; null where there is none that can be used. */
  http2To(url: URL): Http2Connection | null {
    const connection = this.#http2.get(url.origin);
    return connection?.isUsable === true ? connection : null;
  }

  /** Speaks HTTP/2 from now on with what a socket leads to. */
  beginHttp2(url: URL, socket: Socket, route: Route): Http2Connection {
    const before = this.#http2.get(url.origin);
    if (before !== undefined) this.#left = plusWire(this.#left, before.takeWire());
    const connection = new Http2Connection(url.origin, socket, connectionInfo(socket, route));
    this.#http2.set(url.origin, connection);
    return connection;
  }

  /** Closes all connections. @returns what crossed those that speak HTTP/2 for none of their requests */
  async close(): Promise<Wire> {
    const http2 = [...this.#http2.values()];
    this.#http2.clear();
    await Promise.all(http2.map((connection) => connection.close()));
    for (const agent of this.#agents.values()) agent.destroy();
    this.#agents.clear();
    return http2.reduce((left, connection) => plusWire(left, connection.takeWire()), this.#left);
  }

  /** Plain HTTP needs no tunnel: the proxy is asked for the whole address (RFC 9112, section 3.2.2). */
  #throughHttpProxy(url: URL, proxy: URL): Route {
    const isTls = proxy.protocol === 'https:';
    const agent = this.#agent(`proxy ${proxy.href}`, () => this.#dialer.directAgent(isTls, '1.1'));
    const path = `${url.origin}${url.pathname}${url.search}`;
    return {
      isTls,
      options: { ...authority(proxy), path, agent },
      proxy,
      proxyCredentials: basicCredentials(proxy),
      socketPath: null,
    };
  }

  #agent(kind: string, create: () => Agent): Agent {
    const agent = this.#agents.get(kind) ?? create();
    this.#agents.set(kind, agent);
    return agent;
  }
}

function authority(url: URL): Pick<RequestOptions, 'protocol' | 'hostname' | 'port'> {
  return {
    protocol: url.protocol,
    // Without the brackets that a URL puts around an IPv6 address.
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? null : Number(url.port),
  };
}
