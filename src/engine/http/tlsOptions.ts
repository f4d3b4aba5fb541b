import { X509Certificate } from 'node:crypto';
import type { Agent } from 'node:http';
import tls from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { InspectorError } from '../../protocol/errors.ts';
import type { Feed } from '../../protocol/feed.ts';

/** What decides whether a server's certificate is trusted, as node:tls and everything above it takes it. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly secureContext?: tls.SecureContext;
}

/** How a connection is made; spread into the options of node:http, node:https or `ws`. */
export interface ConnectOptions extends TlsOptions {
  /** Opens each connection through the feed's proxy. Absent: straight to the server. */
  readonly agent?: Agent;
}

type ConnectFields = Pick<Feed, 'isTlsVerified' | 'ca' | 'proxyUrl'>;

const SOCKS_SCHEMES: readonly string[] = ['socks:', 'socks4:', 'socks4a:', 'socks5:', 'socks5h:'];
const HTTP_SCHEMES: readonly string[] = ['http:', 'https:'];

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs;

/** Parsing some 300 certificates takes tens of ms, so captures without a CA of their own share one context. */
let machineContext: tls.SecureContext | undefined;

/**
 * @param isSecure whether the feed's URL speaks TLS (or its proxy does): only then certificates are read
 * @throws InspectorError `invalid-option` where the feed's CA is no PEM certificate
 */
export function tlsOptions(feed: ConnectFields, isSecure: boolean): TlsOptions {
  if (!feed.isTlsVerified) return { rejectUnauthorized: false };
  if (!isSecure) return { rejectUnauthorized: true };
  if (feed.ca === null) {
    machineContext ??= tls.createSecureContext({ ca: machineCertificates() });
    return { rejectUnauthorized: true, secureContext: machineContext };
  }
  return { rejectUnauthorized: true, secureContext: contextWith(feed.ca) };
}

/**
 * Options for a connection that is a tunnel where the feed has a proxy: TLS, or a WebSocket of either kind
 * (RFC 6455, section 4.1 wants CONNECT for both). Each call makes an agent of its own.
 * @throws InspectorError `invalid-option` where the proxy's URL or the CA cannot be used
 */
export function connectOptions(feed: ConnectFields, url: URL): ConnectOptions {
  const proxy = proxyOf(feed);
  const isSecure = [url.protocol, proxy?.protocol].some((scheme) => scheme === 'https:' || scheme === 'wss:');
  const options = tlsOptions(feed, isSecure);
  return proxy === null ? options : { ...options, agent: tunnelAgent(proxy, options) };
}

/**
 * @returns the feed's proxy, or null where it has none
 * @throws InspectorError `invalid-option`
 */
export function proxyOf(feed: Pick<Feed, 'proxyUrl'>): URL | null {
  if (feed.proxyUrl === null) return null;
  const proxy = URL.canParse(feed.proxyUrl) ? new URL(feed.proxyUrl) : null;
  if (proxy !== null && [...HTTP_SCHEMES, ...SOCKS_SCHEMES].includes(proxy.protocol)) return proxy;
  throw new InspectorError(
    'invalid-option',
    `"${feed.proxyUrl}" is not the URL of a proxy`,
    'give it as http://, https:// or socks5:// with host and port',
  );
}

export function isSocks(proxy: URL): boolean {
  return SOCKS_SCHEMES.includes(proxy.protocol);
}

/** Keeps the tunnels it has opened alive for further requests, until it is destroyed. */
export function tunnelAgent(proxy: URL, options: TlsOptions): Agent {
  const agentOptions = { ...options, keepAlive: true };
  return isSocks(proxy) ? new SocksProxyAgent(proxy, agentOptions) : new HttpsProxyAgent(proxy, agentOptions);
}

function contextWith(ca: string): tls.SecureContext {
  checkCertificates(ca);
  return tls.createSecureContext({ ca: [...(machineCertificates() ?? tls.rootCertificates), ca] });
}

/** node:tls passes over what it cannot read, and then nothing is trusted for no visible reason. */
function checkCertificates(pem: string): void {
  const blocks = pem.match(PEM_CERTIFICATE) ?? [pem];
  try {
    for (const block of blocks) new X509Certificate(block);
  } catch (error) {
    throw new InspectorError(
      'invalid-option',
      'the CA is not a certificate',
      'give it in PEM form, from -----BEGIN CERTIFICATE----- on',
      { cause: error },
    );
  }
}

/**
 * Node's own list and the operating system's, where developers' local CAs are (mkcert, company proxies).
 * Undefined, which stands for Node's default, before Node 22.15, which cannot read the system's.
 */
function machineCertificates(): string[] | undefined {
  if (!('getCACertificates' in tls)) return undefined;
  return [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
}
