import { ASSUMED_RANGES, type AssumedNumber } from '../model/estimate/assumptions.ts';
import {
  type AssumptionName,
  COMPRESSIONS,
  ESTIMATED_HTTP_VERSIONS,
  type EstimateAssumptions,
  type PairPlace,
} from '../protocol/comparison.ts';
import { FRAME_KINDS, type Direction, type FrameKind } from '../protocol/frame.ts';
import { MAX_HIGHLIGHTS, MAX_STATISTICS_CAPTURES } from '../protocol/limits.ts';
import type { RowQuery } from '../protocol/panel.ts';
import { type Fields, fieldsOf, requireNumber, requireString, requireStrings, wrongField } from './fields.ts';
import type { ProxySetting } from './net/proxies.ts';

/** @throws InspectorError `invalid-option` where a member is missing or of another type, in all functions here */
export function parseRowQuery(value: unknown): RowQuery {
  const fields = fieldsOf(value);
  return {
    text: requireString(fields, 'text'),
    direction: parseDirection(fields),
    kinds: parseList(fields, 'kinds', isFrameKind),
    captureIds: parseList(fields, 'captureIds', (item) => typeof item === 'number'),
  };
}

/** Filters whose matches are to be told; none where none are given. */
export function parseHighlights(fields: Fields): readonly string[] {
  if (fields.get('highlights') === undefined) return [];
  const highlights = requireStrings(fields, 'highlights');
  if (highlights.length > MAX_HIGHLIGHTS) throw wrongField('highlights', `at most ${MAX_HIGHLIGHTS} texts`);
  return highlights;
}

/** A range of rows or requests, in whole numbers from 0. */
export function parseRange(fields: Fields, limit: number): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.trunc(requireNumber(fields, 'from')));
  const to = Math.trunc(requireNumber(fields, 'to'));
  return { from, to: Math.min(Math.max(to, from), from + limit) };
}

/** Assumptions that the user gave; those left out keep their default. */
export function parseAssumptions(value: unknown): Partial<EstimateAssumptions> {
  const fields = fieldsOf(value);
  const names = Object.keys(ASSUMED_RANGES) as AssumedNumber[];
  const numbers = names
    .filter((name) => fields.get(name) !== undefined)
    .map((name) => [name, parseAssumed(fields, name)] as const);
  return {
    ...(Object.fromEntries(numbers) as Partial<Record<AssumedNumber, number>>),
    ...parseAssumedChoice(fields, 'compression', COMPRESSIONS),
    ...parseAssumedChoice(fields, 'httpVersion', ESTIMATED_HTTP_VERSIONS),
  };
}

function parseAssumed(fields: Fields, name: AssumedNumber): number {
  const [from, to] = ASSUMED_RANGES[name];
  const number = requireNumber(fields, name);
  if (number >= from && number <= to) return number;
  throw wrongField(name, `a number from ${from} to ${to}`);
}

function parseAssumedChoice<N extends AssumptionName, T extends string>(
  fields: Fields,
  name: N,
  choices: readonly T[],
): Partial<Record<N, T>> {
  const value = fields.get(name);
  if (value === undefined) return {};
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw wrongField(name, choices.join(' or '));
  return { [name]: choice } as Partial<Record<N, T>>;
}

/** From which message pairs are walked through; null: from the latest. */
export function parsePairPlace(value: unknown): PairPlace | null {
  if (value === null || value === undefined) return null;
  const fields = fieldsOf(value);
  return { captureId: requireNumber(fields, 'captureId'), ordinal: requireNumber(fields, 'ordinal') };
}

/** The captures that statistics are asked of: the first MAX_STATISTICS_CAPTURES of those named. */
export function parseCaptureIds(fields: Fields): readonly number[] {
  const captureIds = parseList(fields, 'captureIds', (item) => typeof item === 'number') ?? [];
  return captureIds.slice(0, MAX_STATISTICS_CAPTURES);
}

/** What the editor adds to a call: the folder that paths are relative to. */
export function folderOf(fields: Fields): string {
  return fields.get('folder') === undefined ? '' : requireString(fields, 'folder');
}

/** What the editor is set to; null where there is no editor. */
export function parseProxySetting(value: unknown): ProxySetting | null {
  if (value === undefined || value === null) return null;
  const fields = fieldsOf(value);
  const url = fields.get('url') === null ? null : requireString(fields, 'url');
  return { url, bypass: requireStrings(fields, 'bypass') };
}

function parseDirection(fields: Fields): Direction | null {
  const direction = fields.get('direction');
  if (direction === null || direction === 'in' || direction === 'out') return direction;
  throw wrongField('direction', 'in, out or null');
}

function isFrameKind(value: unknown): value is FrameKind {
  return FRAME_KINDS.some((kind) => kind === value);
}

function parseList<T>(
  fields: Fields,
  name: string,
  isItem: (item: unknown) => item is T,
): readonly T[] | null {
  const value = fields.get(name);
  if (value === null) return null;
  if (Array.isArray(value) && value.every(isItem)) return value;
  throw wrongField(name, 'a list or null');
}
