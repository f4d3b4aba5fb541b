import { readFileSync } from 'node:fs';
import { parseCursor as readCursor } from '../model/cursorText.ts';
import { parseDuration as readDuration } from '../model/durationText.ts';
import { parseShare as readShare } from '../model/shareText.ts';
import { parseSize as readSize } from '../model/sizeText.ts';
import type { Auth, CursorRule, HeaderField } from '../protocol/feed.ts';
import type { Outgoing } from '../protocol/outgoing.ts';
import { UsageError } from './usageError.ts';

/** The longest that a timer of Node can wait. */
const MAX_DURATION_MS = 2 ** 31 - 1;

/** @throws UsageError in all functions here, naming the option */
export function parseDuration(text: string, option: string): number {
  const ms = readDuration(text);
  if (ms !== null && ms <= MAX_DURATION_MS) return ms;
  if (/^0+(?:\.0+)?(?:ms|s|m|h)?$/.test(text.trim())) {
    throw new UsageError(`--${option} ${text} is no time at all`, 'give 1ms or more, such as 500ms or 5s');
  }
  throw new UsageError(
    `--${option} ${text} is not a duration`,
    'write it as 500ms, 5s, 2m or 1h, at most 24 days',
  );
}

export function parseSize(text: string, option: string): number {
  const bytes = readSize(text);
  if (bytes !== null) return bytes;
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

export function parseShare(text: string, option: string): number {
  const share = readShare(text);
  if (share !== null) return share;
  throw new UsageError(`--${option} ${text} is not a share`, 'write it as 20% or 0.2, 100% at most');
}

/** `user:password`; the password may hold colons (RFC 7617, section 2). */
export function parseBasic(text: string): Auth {
  const colon = text.indexOf(':');
  if (colon >= 0) return { kind: 'basic', user: text.slice(0, colon), password: text.slice(colon + 1) };
  throw new UsageError('--basic has no colon', 'write it as user:password');
}

/** `hex:…`, `base64:…` or `@file`. */
export function parseBinary(text: string): Outgoing {
  if (text.startsWith('@')) return { kind: 'file', path: text.slice(1) };
  const [, form, digits = ''] = /^(hex|base64):(.*)$/s.exec(text) ?? [];
  const compact = digits.replaceAll(/\s/g, '');
  if (form === 'base64' && /^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return { kind: 'binary', base64: compact };
  if (form === 'hex' && /^(?:[0-9a-f]{2})*$/i.test(compact)) {
    return { kind: 'binary', base64: Buffer.from(compact, 'hex').toString('base64') };
  }
  throw new UsageError(
    `--send-binary ${text} is neither hex, base64 nor a file`,
    'write it as hex:0aff, base64:Cv8= or @file',
  );
}

/** `1000`, `4000:enough`. */
export function parseClose(text: string): Outgoing {
  const [, code = '', reason = ''] = /^(\d{4})(?::(.*))?$/s.exec(text) ?? [];
  if (code !== '') return { kind: 'close', code: Number(code), reason };
  throw new UsageError(`--send-close ${text} is no close code`, 'write it as 1000 or 4000:enough');
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

function readTextFile(path: string, option: string): string {
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
