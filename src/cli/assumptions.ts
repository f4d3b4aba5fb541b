import {
  type AssumptionName,
  COMPRESSIONS,
  ESTIMATED_HTTP_VERSIONS,
  type EstimateAssumptions,
} from '../protocol/comparison.ts';
import { MAX_ASSUMED_CLIENTS, MAX_CONNECT_ROUND_TRIPS } from '../protocol/limits.ts';
import type { Arguments } from './parseCommand.ts';
import { parseChoice, parseDuration, parseInteger } from './values.ts';

/**
 * What a command was told to assume.
 * @throws UsageError
 */
export function assumptionsFrom(words: Arguments): Partial<EstimateAssumptions> {
  return {
    ...given(words, 'timeout', 'timeoutMs', parseDuration),
    ...given(words, 'http-version', 'httpVersion', (text, name) =>
      parseChoice(text, name, ESTIMATED_HTTP_VERSIONS),
    ),
    ...assumptionsBesideFeeds(words),
  };
}

/** The same where feeds are captured, whose time-out and version of HTTP these options are. @throws UsageError */
export function assumptionsBesideFeeds(words: Arguments): Partial<EstimateAssumptions> {
  return {
    ...given(words, 'interval', 'intervalMs', parseDuration),
    ...given(words, 'rtt', 'roundTripMs', parseDuration),
    ...given(words, 'turnaround', 'turnaroundMs', parseDuration),
    ...given(words, 'connect-trips', 'connectRoundTrips', (text, name) =>
      parseInteger(text, name, 0, MAX_CONNECT_ROUND_TRIPS),
    ),
    ...given(words, 'keep-alive', 'keepAliveMs', durationOrNone),
    ...given(words, 'heartbeat', 'heartbeatMs', durationOrNone),
    ...given(words, 'compression', 'compression', (text, name) => parseChoice(text, name, COMPRESSIONS)),
    ...given(words, 'clients', 'clients', (text, name) => parseInteger(text, name, 1, MAX_ASSUMED_CLIENTS)),
  };
}

function given<N extends AssumptionName>(
  words: Arguments,
  name: string,
  key: N,
  parse: (text: string, name: string) => EstimateAssumptions[N],
): Partial<Record<N, EstimateAssumptions[N]>> {
  const text = words.one(name);
  // A computed name widens to any string, and this one is its key.
  return text === null ? {} : ({ [key]: parse(text, name) } as Partial<Record<N, EstimateAssumptions[N]>>);
}

function durationOrNone(text: string, name: string): number {
  return text === 'none' ? 0 : parseDuration(text, name);
}
