import { type ErrorInfo, toErrorInfo } from '../protocol/errors.ts';
import type { StartFeed } from '../protocol/feed.ts';
import type { EngineClient } from './engineClient.ts';
import type { RecentFeeds } from './feeds/recentFeeds.ts';
import type { SecretVault } from './feeds/secretVault.ts';
import { withSurroundings } from './surroundings.ts';

interface StartServices {
  readonly engine: EngineClient;
  readonly secrets: SecretVault;
  readonly recent: RecentFeeds;
}

interface StartListeners {
  /** How many that the page did not ask for are being started, whenever that changes. */
  readonly onStarting: (count: number) => void;
  readonly onFailure: (error: ErrorInfo) => void;
}

/** Starts the captures of one session: those that its page asks for, and those that the editor starts, seen or not. */
export class CaptureStarts {
  readonly #sessionId: string;
  readonly #opened: Promise<unknown>;
  readonly #services: StartServices;
  readonly #listeners: StartListeners;
  #startingCount = 0;

  /** @param opened settled once the session is open */
  constructor(
    sessionId: string,
    opened: Promise<unknown>,
    services: StartServices,
    listeners: StartListeners,
  ) {
    this.#sessionId = sessionId;
    this.#opened = opened;
    this.#services = services;
    this.#listeners = listeners;
  }

  /** Starts being made that the page did not ask for. */
  get startingCount(): number {
    return this.#startingCount;
  }

  /** Starts captures of these feeds, without the page: one that is hidden before it has loaded would not. */
  startAll(feeds: readonly StartFeed[]): void {
    this.#count(feeds.length);
    for (const feed of feeds) {
      this.start(feed)
        .catch((error: unknown) => {
          this.#listeners.onFailure(toErrorInfo(error));
        })
        .finally(() => {
          this.#count(-1);
        });
    }
  }

  /** The secrets that the feed refers to go to the engine from here: the page never has them. */
  async start(feed: unknown): Promise<unknown> {
    const { engine, secrets, recent } = this.#services;
    await this.#opened;
    const given = await secrets.secretsOf(feed);
    const call = withSurroundings('capture/start', { feed, secrets: given });
    const started = await engine.pass(this.#sessionId, 'capture/start', call);
    await recent.add(feed);
    return started;
  }

  #count(more: number): void {
    this.#startingCount += more;
    this.#listeners.onStarting(this.#startingCount);
  }
}
