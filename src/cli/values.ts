import { readFileSync } from 'node:fs';
import { parseCursor as readCursor } from '../model/cursorText.ts';
import { parseDuration as readDuration } from '../model/durationText.ts';
import type { CursorRule, HeaderField } from '../protocol/feed.ts';
import { UsageError } from './usageError.ts';

const UNITS_BYTES: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1_000, mb: 1_000_000 };
/** The longest that a timer of Node can wait. */
const MAX_DURATION_MS = 2 ** 31 - 1;

/** @throws UsageError in all functions here, naming the option */
export function parseDuration(text: string, option: string): number {
  const ms = readDuration(text);
  if (ms !== null && ms <= MAX_DURATION_MS) return ms;
  throw new UsageError(
    `--${option} ${text} is not a duration`,
    'write it as 500ms, 5s, 2m or 1h, at most 24 days',
  );
}

export function parseSize(text: string, option: string): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*(b|kb|mb)?$/i.exec(text.trim()) ?? [];
  const bytes = Math.round(Number(digits) * (UNITS_BYTES[unit.toLowerCase()] ?? Number.NaN));
  if (bytes > 0) return bytes;
  throw new UsageError(`--${option} ${text} is not a size`, 'write it as 200, 2kb or 1mb');
}

export function parseNumber(text: string, option: string, from: number, to: number): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (number >= from && number <= to) return number;
  throw new UsageError(`--${option} ${text} is not a number from ${from} to ${to}`, 'give one that is');
}

export function parseInteger(text: string, option: string, from: number, to: number): number {
  const number = parseNumber(text, option, from, to);
  if (Number.isInteger(number)) return number;
  throw new UsageError(`--${option} ${text} is not a whole number`, 'give one that is');
}

export function parseHeader(text: string): HeaderField {
  const colon = text.indexOf(':');
  if (colon > 0) return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
  throw new UsageError(`--header ${text} has no colon`, "write it as 'Name: value'");
}

/** `<from> -> <to>`, each side as the contract has it. */
export function parseCursor(text: string): CursorRule {
  const rule = readCursor(text);
  if (rule !== null) return rule;
  throw new UsageError(
    `--cursor ${text} is not a rule`,
    "write it as '<JSONPath or header:Name> -> <query:name or header:Name>'",
  );
}

/** A body as it is written, or the file that `@file` names. */
export function readBody(text: string): string {
  return text.startsWith('@') ? readTextFile(text.slice(1), 'body') : text;
}

export function readTextFile(path: string, option: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--${option}: ${path} cannot be read (${reason})`, 'check the path');
  }
}

/** One of a few words. */
export function parseChoice<T extends string>(text: string, option: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw new UsageError(`--${option} ${text} is not known`, `give one of ${choices.join(', ')}`);
}
