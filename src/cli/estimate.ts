import { estimateRecording } from '../engine/estimateRecording.ts';
import {
  type AssumptionName,
  COMPRESSIONS,
  ESTIMATED_HTTP_VERSIONS,
  type EstimateAssumptions,
} from '../protocol/comparison.ts';
import { MAX_ASSUMED_CLIENTS, MAX_CONNECT_ROUND_TRIPS } from '../protocol/limits.ts';
import type { EndSignal } from './endSignal.ts';
import { estimateDocument, estimateLines } from './estimateReport.ts';
import type { Arguments } from './parseCommand.ts';
import { replayEstimate } from './replayEstimate.ts';
import { replayLines } from './replayReport.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { parseChoice, parseDuration, parseInteger } from './values.ts';

/** `estimate <recording>`: what each of the four methods would cost for its feed. @returns the exit code */
export async function estimate(words: Arguments, terminal: Terminal, end: EndSignal): Promise<number> {
  const [path, ...more] = words.positionals;
  if (path === undefined || more.length > 0) {
    throw new UsageError('estimate takes one recording', 'give the path of one that --record has written');
  }
  const output = parseChoice(words.one('output') ?? 'text', 'output', ['text', 'json'] as const);
  const estimated = estimateRecording(path, assumptionsFrom(words));
  const check = words.isSet('replay') ? await replayEstimate(path, estimated.assumptions, end) : null;
  terminal.print(
    output === 'json'
      ? JSON.stringify(estimateDocument(estimated, check), null, 2)
      : [...estimateLines(estimated), ...(check === null ? [] : replayLines(check))].join('\n'),
  );
  return 0;
}

function assumptionsFrom(words: Arguments): Partial<EstimateAssumptions> {
  const given = <N extends AssumptionName>(
    name: string,
    key: N,
    parse: (text: string, name: string) => EstimateAssumptions[N],
  ): Partial<Record<N, EstimateAssumptions[N]>> => {
    const text = words.one(name);
    // A computed name widens to any string, and this one is its key.
    return text === null ? {} : ({ [key]: parse(text, name) } as Partial<Record<N, EstimateAssumptions[N]>>);
  };
  return {
    ...given('interval', 'intervalMs', parseDuration),
    ...given('timeout', 'timeoutMs', parseDuration),
    ...given('rtt', 'roundTripMs', parseDuration),
    ...given('turnaround', 'turnaroundMs', parseDuration),
    ...given('connect-trips', 'connectRoundTrips', (text, name) =>
      parseInteger(text, name, 0, MAX_CONNECT_ROUND_TRIPS),
    ),
    ...given('keep-alive', 'keepAliveMs', durationOrNone),
    ...given('heartbeat', 'heartbeatMs', durationOrNone),
    ...given('compression', 'compression', (text, name) => parseChoice(text, name, COMPRESSIONS)),
    ...given('http-version', 'httpVersion', (text, name) => parseChoice(text, name, ESTIMATED_HTTP_VERSIONS)),
    ...given('clients', 'clients', (text, name) => parseInteger(text, name, 1, MAX_ASSUMED_CLIENTS)),
  };
}

function durationOrNone(text: string, name: string): number {
  return text === 'none' ? 0 : parseDuration(text, name);
}
