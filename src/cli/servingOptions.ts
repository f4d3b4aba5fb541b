import type { FeedServerOptions } from '../demo/feedServer.ts';
import { MIN_PADDING_BYTES } from '../demo/headPadding.ts';
import { SeededRandom } from '../demo/seededRandom.ts';
import type { Arguments } from './parseCommand.ts';
import { parseDuration, parseInteger } from './values.ts';

const DEFAULT_SEED = 1;
const MAX_SEED = 2 ** 32 - 1;
const MAX_PORT = 65_535;
const LONG_POLL_TIMEOUT_MS = 25_000;
const HEARTBEAT_MS = 15_000;
/** Node's own clients take heads of 16 KiB. */
const MAX_PADDING_BYTES = 15_000;

/** How `serve` serves, whatever it is that it serves. */
export function servingOptions(words: Arguments): FeedServerOptions {
  const given = <T>(name: string, parse: (text: string, name: string) => T, otherwise: T): T => {
    const text = words.one(name);
    return text === null ? otherwise : parse(text, name);
  };
  const delayMs = given('delay', parseDuration, 0);
  const jitterMs = given('jitter', parseDuration, 0);
  const random = new SeededRandom(seedFrom(words) ?? DEFAULT_SEED);
  return {
    port: given('port', (text, name) => parseInteger(text, name, 0, MAX_PORT), 0),
    longPollTimeoutMs: given('timeout', parseDuration, LONG_POLL_TIMEOUT_MS),
    heartbeatMs: HEARTBEAT_MS,
    lateness: delayMs + jitterMs === 0 ? null : { delayMs, jitterMs, random: () => random.next() },
    dropAfterMs: given<number | null>('drop-after', parseDuration, null),
    refusesLastEventId: words.isSet('refuse-last-event-id'),
    headBytes: given(
      'head-bytes',
      (text, name) => parseInteger(text, name, MIN_PADDING_BYTES, MAX_PADDING_BYTES),
      0,
    ),
  };
}

export function seedFrom(words: Arguments): number | null {
  const text = words.one('seed');
  return text === null ? null : parseInteger(text, 'seed', 0, MAX_SEED);
}
