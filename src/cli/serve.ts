import { startDemoServer } from '../demo/demoServer.ts';
import { FeedServer } from '../demo/feedServer.ts';
import { MessageFeed } from '../demo/messageFeed.ts';
import { ReplayProducer } from '../demo/replayProducer.ts';
import { type CaptureChoice, RecordedFeed } from '../engine/recordedFeed.ts';
import { formatDuration } from '../model/format.ts';
import { isMethod, METHODS } from '../protocol/method.ts';
import type { EndSignal } from './endSignal.ts';
import type { Arguments } from './parseCommand.ts';
import { firstAt, recordedMessages } from './recordedMessages.ts';
import { seedFrom, servingOptions } from './servingOptions.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { parseDuration, parseNumber, parseSize } from './values.ts';

/** What only the demo takes: a recording has its own messages and times. */
const DEMO_OPTIONS = ['rate', 'size', 'burstiness'];
/** What only a recording takes: the demo has no end, and the rate that it is given. */
const RECORDING_OPTIONS = ['speed', 'once', 'from', 'capture'];
const MAX_RATE = 1_000_000;
const MIN_SPEED = 0.1;
const MAX_SPEED = 1_000;

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

/** The feed of a recording, each message when it came. */
async function startReplay(path: string, words: Arguments): Promise<RunningServer> {
  refuse(words, DEMO_OPTIONS, 'is for the demo', 'leave it out: a recording has its own messages and times');
  if (words.isSet('seed') && !words.isSet('jitter')) {
    throw new UsageError(
      '--seed of a recording decides its jitter, and there is none',
      'add --jitter, or leave it out',
    );
  }
  const speed = given(words, 'speed', (text) => parseNumber(text, 'speed', MIN_SPEED, MAX_SPEED)) ?? 1;
  const skipMs = given(words, 'from', (text) => parseDuration(text, 'from')) ?? 0;
  const options = servingOptions(words);
  const recorded = new RecordedFeed(path, given(words, 'capture', parseCapture));
  try {
    const fromMs = replayFrom(recorded, skipMs, path);
    const feed = new MessageFeed();
    const producer = new ReplayProducer(feed, {
      read: () => recordedMessages(recorded, fromMs),
      fromMs,
      speed,
      isLooped: !words.isSet('once'),
    });
    const server = await FeedServer.start(feed, {
      ...options,
      // Played once, a recording waits for who is to see it.
      onRequest: () => {
        producer.start();
      },
    });
    if (!words.isSet('once')) producer.start();
    return {
      origin: server.origin,
      close: async () => {
        producer.stop();
        await server.close();
        recorded.close();
      },
    };
  } catch (error) {
    recorded.close();
    throw error;
  }
}

/** When a replay begins, by the clock of the recording: with its first message, or so much later. */
function replayFrom(recorded: RecordedFeed, skipMs: number, path: string): number {
  const fromMs = (firstAt(recorded) ?? 0) + skipMs;
  if (firstAt(recorded, fromMs) !== null) return fromMs;
  throw new UsageError(
    `${path} has no message as late as ${formatDuration(skipMs)} after its first`,
    'give a shorter --from',
  );
}

function parseCapture(text: string): CaptureChoice {
  if (isMethod(text)) return text;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(
    `--capture ${text} is neither a number nor a method`,
    `give the number of a capture, or one of ${METHODS.join(', ')}`,
  );
}

function startDemo(words: Arguments): Promise<RunningServer> {
  refuse(words, RECORDING_OPTIONS, 'is for a recording', 'leave it out, or give the path of one');
  const options = {
    rate: given(words, 'rate', (text) => parseNumber(text, 'rate', 0, MAX_RATE)),
    sizeBytes: given(words, 'size', (text) => parseSize(text, 'size')),
    burstiness: given(words, 'burstiness', (text) => parseNumber(text, 'burstiness', 0, 1)),
    seed: seedFrom(words) ?? undefined,
  };
  return startDemoServer(withoutUndefined(options), servingOptions(words));
}

function refuse(words: Arguments, names: readonly string[], why: string, action: string): void {
  const [stray] = names.filter((name) => words.isSet(name));
  if (stray !== undefined) throw new UsageError(`--${stray} ${why}`, action);
}

function given<T>(words: Arguments, name: string, parse: (text: string) => T): T | undefined {
  const text = words.one(name);
  return text === null ? undefined : parse(text);
}

function withoutUndefined<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // What is left out takes its default; `undefined` would be a value of its own.
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
