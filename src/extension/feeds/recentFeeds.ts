import { EventEmitter, type Memento } from 'vscode';
import { secretNamesIn } from '../../model/feeds/secretNames.ts';
import { addressParts, isSecretHeader } from '../../model/secrets.ts';
import { fieldsOf } from '../../engine/fields.ts';
import { parseFeed } from '../../engine/parseFeed.ts';
import { FEED_DEFAULTS, type StartFeed } from '../../protocol/feed.ts';
import { MAX_RECENT_FEEDS } from '../../protocol/limits.ts';

const KEY = 'feeds.recent';

/** A feed that was connected to, without credentials: the editor keeps it in the clear. */
export interface RecentFeed {
  readonly feed: StartFeed;
  /** Whether nothing had to be left out, so that it can be connected as it is. */
  readonly isWhole: boolean;
}

/** The feeds of this workspace that were connected to last, the newest first. */
export class RecentFeeds {
  readonly #state: Memento;
  readonly #changed = new EventEmitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(state: Memento) {
    this.#state = state;
  }

  all(): readonly RecentFeed[] {
    const kept = this.#state.get<unknown>(KEY);
    return Array.isArray(kept) ? kept.filter(isRecent) : [];
  }

  /** @param value a feed as a call that started it had it */
  async add(value: unknown): Promise<void> {
    const feed = withoutDefaults(value);
    if (feed === null) return;
    const recent = withoutCredentials(feed);
    if (recent === null) return;
    const isSame = ({ feed: { url, method } }: RecentFeed): boolean =>
      url === recent.feed.url && method === recent.feed.method;
    await this.#write([recent, ...this.all().filter((other) => !isSame(other))].slice(0, MAX_RECENT_FEEDS));
  }

  async remove({ feed }: RecentFeed): Promise<void> {
    await this.#write(
      this.all().filter((other) => other.feed.url !== feed.url || other.feed.method !== feed.method),
    );
  }

  async #write(recent: readonly RecentFeed[]): Promise<void> {
    await this.#state.update(KEY, recent);
    this.#changed.fire();
  }
}

function isRecent(value: unknown): value is RecentFeed {
  const fields = fieldsOf(value);
  const feed = fieldsOf(fields.get('feed'));
  return typeof feed.get('url') === 'string' && typeof feed.get('method') === 'string';
}

/** What differs from the defaults; null where it is no feed. */
function withoutDefaults(value: unknown): StartFeed | null {
  try {
    parseFeed(value);
  } catch {
    return null;
  }
  const defaults: Readonly<Record<string, unknown>> = FEED_DEFAULTS;
  const members = [...fieldsOf(value)].filter(
    ([name, member]) => JSON.stringify(member) !== JSON.stringify(defaults[name]),
  );
  // Checked above.
  return Object.fromEntries(members) as unknown as StartFeed;
}

/** Null where its address has a secret in it. */
function withoutCredentials(feed: StartFeed): RecentFeed | null {
  if (hasOpenSecret(feed.url)) return null;
  const { auth, keyPassphrase, proxyUrl, headers, ...others } = feed;
  const isOpen = (value: unknown): boolean => secretNamesIn(value).length === 0;
  const kept = headers?.filter(([name, value]) => !isSecretHeader(name) || !isOpen(value));
  const keepsAuth = auth != null && !isOpen(auth);
  const keepsPassphrase = keyPassphrase != null && !isOpen(keyPassphrase);
  const keepsProxy = proxyUrl != null && !hasOpenSecret(proxyUrl);
  return {
    feed: {
      ...others,
      ...(kept === undefined ? {} : { headers: kept }),
      ...(keepsAuth ? { auth } : {}),
      ...(keepsPassphrase ? { keyPassphrase } : {}),
      ...(keepsProxy ? { proxyUrl } : {}),
    },
    isWhole:
      kept?.length === headers?.length &&
      keepsAuth === (auth != null) &&
      keepsPassphrase === (keyPassphrase != null) &&
      keepsProxy === (proxyUrl != null),
  };
}

function hasOpenSecret(address: string): boolean {
  return addressParts(address).some(({ text, isSecret }) => isSecret && secretNamesIn(text).length === 0);
}
