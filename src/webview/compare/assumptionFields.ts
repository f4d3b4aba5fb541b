import { ASSUMED_RANGES } from '../../model/estimate/assumptions.ts';
import { durationText, parseDuration } from '../../model/durationText.ts';
import type { AssumptionBasis, AssumptionName } from '../../protocol/comparison.ts';
import { COMPRESSIONS, ESTIMATED_HTTP_VERSIONS } from '../../protocol/comparison.ts';
import type { GivenNumber } from './compareView.ts';

export interface NumberField {
  readonly kind: 'duration' | 'count';
  readonly name: GivenNumber;
  readonly label: string;
  readonly hint: string;
}

export interface ChoiceField {
  readonly kind: 'choice';
  readonly name: 'compression' | 'httpVersion';
  readonly label: string;
  readonly hint: string;
  readonly choices: readonly (readonly [value: string, label: string])[];
}

export type AssumptionField = NumberField | ChoiceField;

const CHOICE_LABELS: Readonly<Record<string, string>> = {
  none: 'None',
  deflate: 'gzip, permessage-deflate',
  '1.1': 'HTTP/1.1',
  '2': 'HTTP/2',
};

function choicesOf(values: readonly string[]): ChoiceField['choices'] {
  return values.map((value) => [value, CHOICE_LABELS[value] ?? value]);
}

/** Every assumption of an estimate but the clients, in the order of what it changes most. */
export const ASSUMPTION_FIELDS: readonly AssumptionField[] = [
  { kind: 'duration', name: 'intervalMs', label: 'Interval', hint: 'How often short polling asks' },
  { kind: 'duration', name: 'timeoutMs', label: 'Timeout', hint: 'How long a server holds a long poll' },
  { kind: 'duration', name: 'roundTripMs', label: 'Round trip', hint: 'The network’s way there and back' },
  {
    kind: 'duration',
    name: 'turnaroundMs',
    label: 'Turnaround',
    hint: 'From an answer to a long poll to the next request, besides the round trip',
  },
  {
    kind: 'count',
    name: 'connectRoundTrips',
    label: 'Connect round trips',
    hint: 'Before the first request: 1 for TCP, 2 with TLS 1.3, 3 with TLS 1.2',
  },
  {
    kind: 'duration',
    name: 'keepAliveMs',
    label: 'Keep alive',
    hint: 'How long an idle connection stays open',
  },
  {
    kind: 'duration',
    name: 'heartbeatMs',
    label: 'Heartbeat',
    hint: 'From one sign of life of a stream to the next; 0: none',
  },
  {
    kind: 'choice',
    name: 'compression',
    label: 'Compression',
    hint: 'As measured on the captured payloads',
    choices: choicesOf(COMPRESSIONS),
  },
  {
    kind: 'choice',
    name: 'httpVersion',
    label: 'HTTP version',
    hint: 'Of polls and event streams; a WebSocket is upgraded from HTTP/1.1',
    choices: choicesOf(ESTIMATED_HTTP_VERSIONS),
  },
];

const ZERO = /^0+(?:\.0+)?(?:ms|s|m|h)?$/;
const BARE_NUMBER = /^\d+(?:\.\d+)?$/;

/** What a field's text says: a number in its range, or what to write instead. */
export function readAssumption(
  { kind, name }: NumberField,
  text: string,
): number | { readonly error: string } {
  const compact = text.replaceAll(/\s/g, '');
  const [from, to] = ASSUMED_RANGES[name];
  const value = kind === 'duration' ? durationOf(compact) : countOf(compact);
  if (value !== null && value >= from && value <= to) return value;
  return {
    error: kind === 'duration' ? durationError(value, from, to) : `Write a number from ${from} to ${to}.`,
  };
}

function durationOf(compact: string): number | null {
  if (ZERO.test(compact)) return 0;
  return parseDuration(BARE_NUMBER.test(compact) ? `${compact}s` : compact);
}

function countOf(compact: string): number | null {
  return BARE_NUMBER.test(compact) ? Number(compact) : null;
}

function durationError(value: number | null, from: number, to: number): string {
  if (value === null) return 'Write a duration: 500ms, 5s or 2m.';
  return value < from
    ? `Write ${durationText(from)} or more.`
    : `Write ${to / 86_400_000} days (${to / 3_600_000}h) or less.`;
}

/** How a number stands in its field: to two digits where it was measured. */
export function fieldText({ kind }: NumberField, value: number): string {
  if (kind === 'count') return String(value);
  const rounded = value < 10 ? Math.round(value * 100) / 100 : Math.round(value);
  return durationText(rounded);
}

export const BASIS_WORDS: Readonly<Record<AssumptionBasis, string>> = {
  given: 'yours',
  measured: 'measured',
  feed: 'from the feed',
  typical: 'typical',
};

export function assumptionLabel(name: AssumptionName): string {
  return ASSUMPTION_FIELDS.find((field) => field.name === name)?.label ?? name;
}

/** An assumption's value in words, as beside the numbers that rest on it. */
export function assumptionText(name: AssumptionName, value: string | number): string {
  const field = ASSUMPTION_FIELDS.find((known) => known.name === name);
  if (typeof value === 'string') return CHOICE_LABELS[value] ?? value;
  return field === undefined || field.kind === 'choice' ? String(value) : fieldText(field, value);
}
