import { InspectorError } from '../protocol/errors.ts';
import { DemoProducer } from './demoProducer.ts';
import { FeedServer, type FeedServerOptions } from './feedServer.ts';
import type { DemoStats } from './feedStats.ts';
import { MessageFeed } from './messageFeed.ts';

export interface DemoServerOptions {
  /** 0, the default: a free one. */
  readonly port?: number;
  /** Messages per second, 5 by default; 0 makes none. */
  readonly rate?: number;
  /** About the size of a message's JSON, 200 by default. A message is never cut below its members before `data`. */
  readonly sizeBytes?: number;
  /** From 0, evenly spaced, to 1, strongly bursty; 0.3 by default. */
  readonly burstiness?: number;
  /** Decides texts and gaps, 1 by default. */
  readonly seed?: number;
  /** How long a long poll is held, 25,000 by default. */
  readonly longPollTimeoutMs?: number;
  /** Between SSE comments and between WebSocket pings, 15,000 by default. */
  readonly heartbeatMs?: number;
}

export interface DemoServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly stats: () => DemoStats;
  /** Ends every connection at once. */
  readonly close: () => Promise<void>;
}

/** The longest that a timer can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** What an option may be, both ends included. */
const RANGES: Readonly<Record<keyof DemoServerOptions, readonly [from: number, to: number]>> = {
  port: [0, 65_535],
  rate: [0, 1_000_000],
  sizeBytes: [1, 16 * 1024 * 1024],
  burstiness: [0, 1],
  seed: [0, 2 ** 32 - 1],
  longPollTimeoutMs: [1, MAX_TIMER_MS],
  heartbeatMs: [1, MAX_TIMER_MS],
};
const WITH_FRACTIONS: readonly string[] = ['rate', 'burstiness'];

/**
 * Serves a feed that its seed decides by all four methods on 127.0.0.1: `/short-polling`, `/long-polling`, `/websocket`
 * and `/sse`. A message has the same bytes by each of them.
 * @param serving what is else about the server, before what the options say
 * @throws InspectorError `invalid-option` for a value out of range or a port that is taken
 */
export async function startDemoServer(
  options: DemoServerOptions = {},
  serving: Partial<FeedServerOptions> = {},
): Promise<DemoServer> {
  const complete = completeOptions(options);
  const feed = new MessageFeed();
  const server = await FeedServer.start(feed, { ...complete, ...serving });
  const producer = new DemoProducer(feed, complete);
  return {
    origin: server.origin,
    stats: () => server.stats(),
    close: async () => {
      producer.stop();
      await server.close();
    },
  };
}

function completeOptions(options: DemoServerOptions): Required<DemoServerOptions> {
  return {
    port: checked('port', options.port ?? 0),
    rate: checked('rate', options.rate ?? 5),
    sizeBytes: checked('sizeBytes', options.sizeBytes ?? 200),
    burstiness: checked('burstiness', options.burstiness ?? 0.3),
    seed: checked('seed', options.seed ?? 1),
    longPollTimeoutMs: checked('longPollTimeoutMs', options.longPollTimeoutMs ?? 25_000),
    heartbeatMs: checked('heartbeatMs', options.heartbeatMs ?? 15_000),
  };
}

function checked(name: keyof DemoServerOptions, value: number): number {
  const [from, to] = RANGES[name];
  const isWhole = Number.isInteger(value) || WITH_FRACTIONS.includes(name);
  if (value >= from && value <= to && isWhole) return value;
  const kind = WITH_FRACTIONS.includes(name) ? 'a number' : 'a whole number';
  throw new InspectorError(
    'invalid-option',
    `${name} of the demo feed is ${value}`,
    `give ${kind} from ${from} to ${to}`,
  );
}
