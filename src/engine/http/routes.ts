import http, { type Agent, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Feed } from '../../protocol/feed.ts';
import { basicCredentials } from './requestHeaders.ts';
import { isSocks, proxyOf, tlsOptions, tunnelAgent } from './tlsOptions.ts';

/** Which way a request takes: where its connection goes, through which agent, with which request target. */
export interface Route {
  readonly isTls: boolean;
  readonly options: https.RequestOptions;
  /** For a proxy that is spoken to in plain sight. */
  readonly proxyCredentials: string | null;
}

/** The ways of one capture. Connections are kept alive for its later requests, and shared with no other capture. */
export class Routes {
  readonly proxy: URL | null;
  readonly #feed: Feed;
  readonly #agents = new Map<string, Agent>();

  /** @throws InspectorError `invalid-option` where the feed's proxy or CA cannot be used */
  constructor(feed: Feed) {
    this.#feed = feed;
    this.proxy = proxyOf(feed);
    if (feed.ca !== null) tlsOptions(feed, true);
  }

  to(url: URL): Route {
    const { proxy } = this;
    const isTls = url.protocol === 'https:';
    if (proxy !== null && !isSocks(proxy) && !isTls) return this.#throughHttpProxy(url, proxy);
    const kind = proxy === null ? url.protocol : `${url.protocol} tunnel`;
    const agent = this.#agent(kind, () => {
      if (proxy !== null) return tunnelAgent(proxy, tlsOptions(this.#feed, isTls));
      return directAgent(this.#feed, isTls);
    });
    const options = {
      ...authority(url),
      path: `${url.pathname}${url.search}`,
      agent,
      // A tunnel's agent looks at the request, not at its own options, for how to make the connection within it.
      ...(proxy !== null && tlsOptions(this.#feed, isTls)),
    };
    return { isTls, options, proxyCredentials: null };
  }

  /** Closes all connections. */
  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
    this.#agents.clear();
  }

  /** Plain HTTP needs no tunnel: the proxy is asked for the whole address (RFC 9112, section 3.2.2). */
  #throughHttpProxy(url: URL, proxy: URL): Route {
    const isTls = proxy.protocol === 'https:';
    const agent = this.#agent('proxy', () => directAgent(this.#feed, isTls));
    const path = `${url.origin}${url.pathname}${url.search}`;
    return {
      isTls,
      options: { ...authority(proxy), path, agent },
      proxyCredentials: basicCredentials(proxy),
    };
  }

  #agent(kind: string, create: () => Agent): Agent {
    const agent = this.#agents.get(kind) ?? create();
    this.#agents.set(kind, agent);
    return agent;
  }
}

function directAgent(feed: Feed, isTls: boolean): Agent {
  return isTls
    ? new https.Agent({ keepAlive: true, ...tlsOptions(feed, true) })
    : new http.Agent({ keepAlive: true });
}

function authority(url: URL): Pick<RequestOptions, 'protocol' | 'hostname' | 'port'> {
  return {
    protocol: url.protocol,
    // Without the brackets that a URL puts around an IPv6 address.
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? null : Number(url.port),
  };
}
