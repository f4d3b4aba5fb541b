import type { Figure } from './support/figure.ts';
import type { LongRunReport, ReceiverReport, SearchReport } from './support/report.ts';
import { measureHostDelay } from './support/hostDelay.ts';
import { type FrameCount, measurePanelFrames } from './support/panelFrames.ts';
import { type Pairing, runAlone, runPairing } from './support/run.ts';

/** A run, and what is measured in it. */
interface Measurement {
  readonly name: string;
  readonly measure: () => Promise<readonly Figure[]>;
}

/** Reference and subject take turns this often; the median of each counts. */
const ROUNDS = 3;
const MILLION = 1_000_000;
const SEARCH_GOALS_MS: Readonly<Record<string, number>> = {
  substring: 300,
  'regular expression': 1_000,
  JSONPath: 3_000,
};

export const MEASUREMENTS: readonly Measurement[] = [
  {
    name: 'rate of WebSocket capture',
    measure: () =>
      rateBeside('rate of WebSocket capture', 'a plain ws client', 0.5, {
        sender: 'webSocketSender',
        plain: 'plainWebSocket',
        method: 'websocket',
        messages: 2 * MILLION,
      }),
  },
  {
    name: 'rate of SSE capture',
    measure: () =>
      rateBeside('rate of SSE capture', 'a plain eventsource client', 0.8, {
        sender: 'eventStreamSender',
        plain: 'plainEventSource',
        method: 'sse',
        messages: MILLION,
      }),
  },
  { name: 'memory of WebSocket capture', measure: measureMemory },
  { name: 'search of a recording', measure: measureSearch },
  { name: 'long runs', measure: measureLongRuns },
  { name: 'delay of the extension host', measure: measureExtensionHost },
  { name: 'animation frames of the panel', measure: measureAnimationFrames },
];

interface RateRun {
  readonly sender: string;
  readonly plain: string;
  readonly method: string;
  readonly messages: number;
}

async function rateBeside(
  name: string,
  reference: string,
  goal: number,
  { sender, plain, method, messages }: RateRun,
): Promise<readonly Figure[]> {
  const plains: ReceiverReport[] = [];
  const captures: ReceiverReport[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    plains.push(await runPairing({ sender, receiver: plain, messages }));
    captures.push(await runPairing(capturing(sender, method, messages)));
  }
  const [plainRate, captureRate] = [median(plains.map(perSecond)), median(captures.map(perSecond))];
  const beside = `${thousands(captureRate)} against ${thousands(plainRate)} messages/s of ${reference}`;
  return [{ name, value: captureRate / plainRate, unit: 'of its rate', goal, isAtLeast: true, beside }];
}

/** The whole process, the engine's thread and another one that waits. */
async function measureMemory(): Promise<readonly Figure[]> {
  const short = await runPairing(capturing('webSocketSender', 'websocket', MILLION));
  const long = await runPairing(capturing('webSocketSender', 'websocket', 10 * MILLION));
  const plain = await runPairing({
    sender: 'webSocketSender',
    receiver: 'plainWebSocket',
    messages: MILLION,
  });
  const beside = `${megabytes(short)} MB over 1 million, ${megabytes(plain)} MB of a plain ws client`;
  return [
    {
      name: 'peak memory over 10 million messages',
      value: megabytes(long),
      unit: 'MB',
      goal: 200,
      isAtLeast: false,
      beside,
    },
  ];
}

async function measureSearch(): Promise<readonly Figure[]> {
  const { searches } = await runAlone<SearchReport>('search', [String(MILLION)]);
  const { openedMs } = await runAlone<SearchReport>('search', [String(10 * MILLION)]);
  const opened: Figure = {
    name: 'opening a recording of 10 million frames to its first rows',
    value: openedMs,
    unit: 'ms',
    goal: 1_000,
    isAtLeast: false,
    beside: 'nothing',
  };
  const found = searches.map(({ name, searchedMs, plainMs }): Figure => ({
    name: `${name} over 1 million frames on disk`,
    value: searchedMs,
    unit: 'ms',
    goal: SEARCH_GOALS_MS[name] ?? 0,
    isAtLeast: false,
    beside: `${plainMs.toFixed(0)} ms of a plain loop over the same payloads in memory`,
  }));
  return [...found, opened];
}

async function measureLongRuns(): Promise<readonly Figure[]> {
  const { day, reconnections, largeMessage } = await runAlone<LongRunReport>('longRun', []);
  const isWhole =
    day.received === day.sent &&
    day.rows === day.sent &&
    reconnections.received === reconnections.reconnects + 1 &&
    largeMessage.keptBytes === largeMessage.sizeBytes;
  if (!isWhole)
    throw new Error(`something was lost: ${JSON.stringify({ day, reconnections, largeMessage })}`);
  const grown = (fromBytes: number, toBytes: number): number => (toBytes - fromBytes) / 1e6;
  return [
    {
      name: 'memory that a day at 50 messages/s adds after its first hour (simulated clock)',
      value: grown(day.hourBytes, day.dayBytes),
      unit: 'MB',
      goal: 10,
      isAtLeast: false,
      beside: `${Math.round(day.hourBytes / 1e6)} MB after an hour; all ${day.sent} messages are there`,
    },
    {
      name: `memory that ${reconnections.reconnects} reconnections add after the first tenth`,
      value: grown(reconnections.firstBytes, reconnections.lastBytes),
      unit: 'MB',
      goal: 30,
      isAtLeast: false,
      beside: `${Math.round(reconnections.firstBytes / 1e6)} MB after a tenth; each brought its event`,
    },
  ];
}

/** In a real workbench, with the panel on the screen. */
async function measureExtensionHost(): Promise<readonly Figure[]> {
  const rate = 100_000;
  const { p50Ms, p99Ms, maxMs, messagesPerSecond } = await measureHostDelay(rate);
  const beside = `${p50Ms.toFixed(1)} ms at the median, ${maxMs.toFixed(0)} ms at most, while ${thousands(messagesPerSecond)} messages/s came`;
  return [
    {
      name: "event-loop delay p99 of the extension host's main thread at 100,000 messages/s",
      value: p99Ms,
      unit: 'ms',
      goal: 10,
      isAtLeast: false,
      beside,
    },
  ];
}

/** In a real workbench likewise: what a screen of 60 frames a second would have missed. */
async function measureAnimationFrames(): Promise<readonly Figure[]> {
  const { resting, busy, messagesPerSecond } = await measurePanelFrames(100_000);
  const words = ({ drawn, dropped, longestMs }: FrameCount): string =>
    `${dropped} of ${drawn + dropped} dropped, the longest ${longestMs.toFixed(0)} ms`;
  return [
    {
      name: 'animation frames that the panel drops at 100,000 messages/s',
      value: (100 * busy.dropped) / (busy.drawn + busy.dropped),
      unit: '%',
      goal: 5,
      isAtLeast: false,
      beside: `${words(busy)} while ${thousands(messagesPerSecond)} messages/s came; at rest ${words(resting)}`,
    },
  ];
}

function capturing(sender: string, method: string, messages: number): Pairing {
  return { sender, receiver: 'capture', receiverArguments: [method], messages };
}

function megabytes({ peakMemoryBytes }: ReceiverReport): number {
  return Math.round(peakMemoryBytes / 1e6);
}

function perSecond({ messages, durationMs }: ReceiverReport): number {
  return (1_000 * messages) / durationMs;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function thousands(value: number): string {
  return `${Math.round(value / 1_000)} k`;
}
