import { startDemoServer } from '../demo/demoServer.ts';
import { FeedServer } from '../demo/feedServer.ts';
import { MessageFeed } from '../demo/messageFeed.ts';
import { ReplayProducer } from '../demo/replayProducer.ts';
import { RecordedFeed } from '../engine/recordedFeed.ts';
import type { EndSignal } from './endSignal.ts';
import type { Arguments } from './parseCommand.ts';
import { recordedMessages } from './recordedMessages.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { parseDuration, parseInteger, parseNumber, parseSize } from './values.ts';

/** What only the demo takes: a recording has its own messages and times. */
const DEMO_OPTIONS = ['rate', 'size', 'burstiness', 'seed'];
const LONG_POLL_TIMEOUT_MS = 25_000;
const HEARTBEAT_MS = 15_000;
const MAX_PORT = 65_535;
const MAX_RATE = 1_000_000;
const MAX_SEED = 2 ** 32 - 1;

/** `serve --demo` or `serve <recording>`: serves until the user ends it. @returns the exit code */
export async function serve(words: Arguments, terminal: Terminal, end: EndSignal): Promise<number> {
  const [path, ...more] = words.positionals;
  if (words.isSet('demo') === (path !== undefined) || more.length > 0) {
    throw new UsageError(
      'serve has one feed to serve',
      'write serve --demo, or serve and the path of a recording',
    );
  }
  const server = path === undefined ? await startDemo(words) : await startReplay(path, words);
  terminal.print(`listening on ${server.origin}`);
  terminal.flush();
  await new Promise<void>((resolve) => {
    end.onEnd(resolve);
  });
  await server.close();
  return 0;
}

interface RunningServer {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** The feed of a recording, over and over, each message when it came. */
async function startReplay(path: string, words: Arguments): Promise<RunningServer> {
  const [made] = DEMO_OPTIONS.filter((name) => words.isSet(name));
  if (made !== undefined) {
    throw new UsageError(
      `--${made} is for the demo`,
      'leave it out: a recording has its own messages and times',
    );
  }
  const port = words.one('port');
  const timeout = words.one('timeout');
  const feed = new MessageFeed();
  const recorded = new RecordedFeed(path);
  const server = await FeedServer.start(feed, {
    port: port === null ? 0 : parseInteger(port, 'port', 0, MAX_PORT),
    longPollTimeoutMs: timeout === null ? LONG_POLL_TIMEOUT_MS : parseDuration(timeout, 'timeout'),
    heartbeatMs: HEARTBEAT_MS,
  });
  const producer = new ReplayProducer(feed, {
    read: () => recordedMessages(recorded),
    fromMs: null,
    speed: 1,
    isLooped: true,
  });
  producer.start();
  return {
    origin: server.origin,
    close: async () => {
      producer.stop();
      await server.close();
      recorded.close();
    },
  };
}

function startDemo(words: Arguments): Promise<RunningServer> {
  const given = <T>(name: string, parse: (text: string) => T): T | undefined => {
    const text = words.one(name);
    return text === null ? undefined : parse(text);
  };
  const options = {
    port: given('port', (text) => parseInteger(text, 'port', 0, MAX_PORT)),
    rate: given('rate', (text) => parseNumber(text, 'rate', 0, MAX_RATE)),
    sizeBytes: given('size', (text) => parseSize(text, 'size')),
    burstiness: given('burstiness', (text) => parseNumber(text, 'burstiness', 0, 1)),
    seed: given('seed', (text) => parseInteger(text, 'seed', 0, MAX_SEED)),
    longPollTimeoutMs: given('timeout', (text) => parseDuration(text, 'timeout')),
  };
  return startDemoServer(withoutUndefined(options));
}

function withoutUndefined<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // What is left out takes its default; `undefined` would be a value of its own.
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
