import { type Method, METHODS } from '../protocol/method.ts';
import { acceptsUpgrade, detectMethod } from './detect.ts';
import type { ProxySetting } from './net/proxies.ts';
import type { FeedRequest } from './parseFeed.ts';

/** Where a method is found, by method; null: nowhere that was looked. */
export type FoundAddresses = Readonly<Record<Method, string | null>>;

/** What servers call the last segment of such an address, the likelier first. */
const NAMES: Readonly<Record<Exclude<Method, 'short-polling'>, readonly string[]>> = {
  'long-polling': ['long-polling', 'longpoll', 'poll', 'updates'],
  websocket: ['websocket', 'ws', 'socket'],
  sse: ['sse', 'events', 'stream'],
};

interface Candidate {
  readonly url: string;
  /** What is looked for there; null: whatever it speaks. */
  readonly method: Method | null;
}

/**
 * Looks for where a server offers a feed's data by the other methods: at the feed's own address, and beside it under the
 * names that such addresses have. Each is asked once, as the feed asks, and no capture counts it. Short polling is found at
 * the feed's own address only: what answers at once elsewhere may be anything.
 */
export async function findMethods(
  feed: FeedRequest,
  proxySetting: ProxySetting | null,
): Promise<FoundAddresses> {
  const base = new URL(feed.url);
  base.protocol = base.protocol.replace('ws', 'http');
  const found = new Map<Method, string>();
  if (feed.method !== 'auto') found.set(feed.method, feed.url);
  const answers = await Promise.all(
    candidates(base).map(async ({ url, method }) => {
      const spoken = await spokenAt({ ...feed, url }, proxySetting);
      return { url, methods: method === null ? spoken : wantedOf(method, spoken) };
    }),
  );
  for (const { url, methods } of answers) {
    for (const method of methods) if (!found.has(method)) found.set(method, addressBy(method, url));
  }
  const addressOf = (method: Method): string | null => found.get(method) ?? null;
  return {
    'short-polling': addressOf('short-polling'),
    'long-polling': addressOf('long-polling'),
    websocket: addressOf('websocket'),
    sse: addressOf('sse'),
  };
}

/** The address itself comes first: where it speaks a method, nothing beside it is wanted. */
function candidates(base: URL): readonly Candidate[] {
  const own = base.pathname.split('/').at(-1) ?? '';
  const beside = (name: string): string => {
    const url = new URL(base);
    url.pathname = base.pathname.slice(0, base.pathname.length - own.length) + name;
    return url.href;
  };
  return [
    { url: base.href, method: null },
    ...METHODS.flatMap((method) =>
      method === 'short-polling'
        ? []
        : NAMES[method]
            .filter((name) => name !== own)
            .map((name): Candidate => ({ url: beside(name), method })),
    ),
  ];
}

/** Whatever goes wrong there, it is none of them. */
async function spokenAt(feed: FeedRequest, proxySetting: ProxySetting | null): Promise<readonly Method[]> {
  const [detected, isUpgraded] = await Promise.all([
    detectMethod(feed, proxySetting).then(
      ({ method, isPage }) => (isPage && method === 'short-polling' ? [] : [method]),
      () => [],
    ),
    acceptsUpgrade(feed, proxySetting).catch(() => false),
  ]);
  return isUpgraded ? [...detected, 'websocket'] : detected;
}

/** A long poll without a position may be answered at once: that its address is called so has to do. */
function wantedOf(method: Method, spoken: readonly Method[]): readonly Method[] {
  const isPolled = method === 'long-polling' && spoken.includes('short-polling');
  return isPolled || spoken.includes(method) ? [method] : [];
}

function addressBy(method: Method, url: string): string {
  return method === 'websocket' ? url.replace(/^http/, 'ws') : url;
}
