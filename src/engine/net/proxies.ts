import { getProxyForUrl } from 'proxy-from-env';
import { InspectorError } from '../../protocol/errors.ts';
import { type Feed, NO_PROXY } from '../../protocol/feed.ts';

/** What the editor is set to. In an editor this machine's own addresses never need a proxy, as VS Code has it. */
export interface ProxySetting {
  /** Null: as the environment says; NO_PROXY: none. */
  readonly url: string | null;
  /** Hosts that are reached without it: `example.com` with all below it, `*.example.com`, `example.com:8080`. */
  readonly bypass: readonly string[];
}

const SOCKS_SCHEMES: readonly string[] = ['socks:', 'socks4:', 'socks4a:', 'socks5:', 'socks5h:'];
const HTTP_SCHEMES: readonly string[] = ['http:', 'https:'];
/** What VS Code never asks a proxy for. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Which proxy an address is reached through: the feed's own; else, in an editor, its; else the one that `HTTP_PROXY`,
 * `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` name, as curl reads them.
 */
export class Proxies {
  readonly #own: URL | null;
  readonly #isNone: boolean;
  readonly #setting: ProxySetting | null;

  /** @throws InspectorError `invalid-option` where the feed's proxy is none */
  constructor(feed: Pick<Feed, 'proxyUrl' | 'socketPath'>, setting: ProxySetting | null) {
    this.#isNone = feed.proxyUrl === NO_PROXY || feed.socketPath !== null;
    this.#own = feed.proxyUrl === null || feed.proxyUrl === NO_PROXY ? null : parseProxy(feed.proxyUrl);
    this.#setting = setting;
    if (this.#own === null || feed.socketPath === null) return;
    throw new InspectorError(
      'invalid-option',
      'a Unix socket is not reached through a proxy',
      'leave one of the two out',
    );
  }

  /**
   * @param url http: and https:, the latter for what is to be reached by TLS
   * @throws InspectorError `invalid-option` where the editor or the environment names what is no proxy
   */
  to(url: URL): URL | null {
    if (this.#isNone) return null;
    if (this.#own !== null) return this.#own;
    if (this.#setting !== null && isBypassed(url, this.#setting)) return null;
    const proxy = this.#setting?.url ?? getProxyForUrl(url.href);
    return proxy === '' || proxy === NO_PROXY ? null : parseProxy(proxy);
  }
}

export function isSocks(proxy: URL): boolean {
  return SOCKS_SCHEMES.includes(proxy.protocol);
}

function parseProxy(text: string): URL {
  const proxy = URL.canParse(text) ? new URL(text) : null;
  if (proxy !== null && [...HTTP_SCHEMES, ...SOCKS_SCHEMES].includes(proxy.protocol)) return proxy;
  throw new InspectorError(
    'invalid-option',
    `"${text}" is not the URL of a proxy`,
    'give it as http://, https:// or socks5:// with host and port, or none',
  );
}

function isBypassed(url: URL, { bypass }: ProxySetting): boolean {
  if (LOOPBACK.test(url.hostname)) return true;
  return bypass.some((entry) => {
    const [host = '', port = ''] = entry.trim().toLowerCase().split(':');
    const domain = host.replace(/^\*?\.?/, '');
    if (port !== '' && port !== url.port) return false;
    if (domain === '') return host === '*';
    return url.hostname === domain || url.hostname.endsWith(`.${domain}`);
  });
}
