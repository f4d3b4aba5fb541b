import { estimateRecording } from '../engine/estimateRecording.ts';
import type { Estimate } from '../model/comparison.ts';
import { formatBitRate, formatBytes, formatCount, formatDuration, formatRate } from '../model/format.ts';
import {
  type AssumptionName,
  COMPRESSIONS,
  ESTIMATED_HTTP_VERSIONS,
  type EstimateAssumptions,
  type EstimatedColumn,
  type MethodFigures,
} from '../protocol/comparison.ts';
import { MAX_ASSUMED_CLIENTS, MAX_CONNECT_ROUND_TRIPS } from '../protocol/limits.ts';
import { METHOD_LABELS } from '../protocol/method.ts';
import type { ReplayCheck } from '../protocol/replay.ts';
import { toDocument } from './captureDocument.ts';
import type { EndSignal } from './endSignal.ts';
import type { Arguments } from './parseCommand.ts';
import { figuresDocument } from './figuresDocument.ts';
import { replayEstimate } from './replayEstimate.ts';
import { replayDocument, replayedDocument, replayLines } from './replayReport.ts';
import type { Terminal } from './terminal.ts';
import { textTable } from './textTable.ts';
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
      ? JSON.stringify(documentOf(estimated, check), null, 2)
      : [...tableOf(estimated), ...(check === null ? [] : replayLines(check))].join('\n'),
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

/** Figures are those of one client; `perSecond` is that of all of them. */
function documentOf({ source, assumptions, columns }: Estimate, check: ReplayCheck | null): object {
  const methods = columns.map((column) => {
    const { figures, method, caveats } = column;
    return [
      method,
      {
        ...figuresDocument(figures),
        perSecond: perSecond(column, assumptions.clients),
        capacity: column.capacity,
        caveats,
        ...(check === null ? {} : { replayed: replayedDocument(check, method) }),
      },
    ] as const;
  });
  return {
    source: toDocument(source, null),
    assumptions,
    methods: Object.fromEntries(methods),
    ...(check === null ? {} : { replay: replayDocument(check) }),
  };
}

function perSecond(
  { figures, spanMs }: EstimatedColumn,
  clients: number,
): { readonly requests: number; readonly bitsPerSecond: number } {
  const perClient = spanMs === 0 ? 0 : 1_000 / spanMs;
  return {
    requests: figures.requests * perClient * clients,
    bitsPerSecond: 8 * (figures.receivedBytes + figures.sentBytes) * perClient * clients,
  };
}

function tableOf({ source, assumptions, columns }: Estimate): string[] {
  const { clients, intervalMs, timeoutMs, roundTripMs } = assumptions;
  const rows: readonly (readonly [string, (figures: MethodFigures, column: EstimatedColumn) => string])[] = [
    ['requests', ({ requests }) => formatCount(requests)],
    ['empty polls', ({ polls }) => (polls === null ? '–' : formatCount(polls.empty))],
    ['wire bytes in', ({ receivedBytes }) => formatBytes(receivedBytes)],
    ['wire bytes out', ({ sentBytes }) => formatBytes(sentBytes)],
    ['delay p50', ({ delay }) => (delay === null ? '–' : formatDuration(delay.p50))],
    ['delay p95', ({ delay }) => (delay === null ? '–' : formatDuration(delay.p95))],
    ['requests, all', (_, column) => formatRate(perSecond(column, clients).requests)],
    ['bandwidth, all', (_, column) => formatBitRate(perSecond(column, clients).bitsPerSecond)],
  ];
  const cells = [
    ['', ...columns.map(({ method }) => METHOD_LABELS[method])],
    ...rows.map(([label, text]) => [label, ...columns.map((column) => text(column.figures, column))]),
  ];
  const people = `${formatCount(clients)} ${clients === 1 ? 'client' : 'clients'}`;
  return [
    `Estimated from ${METHOD_LABELS[source.feed.method]} ${source.feed.url}, ${formatCount(source.counters.messages.received)} messages.`,
    `Assumed: polls every ${formatDuration(intervalMs)}, held for ${formatDuration(timeoutMs)}, a round trip of ${formatDuration(roundTripMs)}, ${people}.`,
    '',
    ...textTable(cells),
    ...new Set(columns.flatMap(({ caveats }) => caveats)),
  ];
}
