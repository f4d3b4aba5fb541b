import { mayHaveVariables, parseVariables, placeIn } from '../../model/variables.ts';
import { toUtf8 } from '../../model/utf8.ts';
import { MAX_CONTROL_PAYLOAD_BYTES, type Outgoing, type SendOrder } from '../../protocol/outgoing.ts';
import { closeProblem } from './closeDraft.ts';

/** What the send bar offers. */
export const SEND_KINDS = ['text', 'hex', 'base64', 'file', 'ping', 'close'] as const;
export type SendKind = (typeof SEND_KINDS)[number];

/** Something to send, as it is written: what the history remembers and saved messages hold. */
export interface Composed {
  readonly kind: SendKind;
  readonly text: string;
}

/** What keeps it from being sent. */
export interface DraftProblem {
  /** As a phrase without a full stop. */
  readonly message: string;
  /** Where it is in what is written; null: nowhere in particular. */
  readonly start: number | null;
}

export const SEND_LABELS: Readonly<Record<SendKind, string>> = {
  text: 'Text',
  hex: 'Binary, hex',
  base64: 'Binary, base64',
  file: 'File',
  ping: 'Ping',
  close: 'Close',
};

/** What is written in the field, before it is written. */
export const SEND_PLACEHOLDERS: Readonly<Record<SendKind, string>> = {
  text: 'Send a message to',
  hex: 'Bytes as hex, 0a ff, to',
  base64: 'Bytes as base64, Cv8=, to',
  file: 'Path of a file to send to',
  ping: 'Send a ping, with up to 125 bytes, to',
  close: 'Close',
};

/** Kinds that can be sent without anything written. */
export function canBeEmpty(kind: SendKind): boolean {
  return kind === 'ping' || kind === 'close';
}

export function takesVariables(kind: SendKind): boolean {
  return kind === 'text' || kind === 'ping' || kind === 'close';
}

/** Whether the engine has to look for variables in what is written. */
export function hasVariables({ kind, text }: Composed, areVariablesOn: boolean): boolean {
  return areVariablesOn && takesVariables(kind) && mayHaveVariables(text);
}

/** What is written, as it is sent. @returns what is wrong with it, where it is of another form */
export function toOrder(
  composed: Composed,
  areVariablesOn: boolean,
): SendOrder | { readonly problem: DraftProblem } {
  const withVariables = hasVariables(composed, areVariablesOn);
  const problem =
    (withVariables ? variableProblem(composed.text) : null) ?? formProblem(composed, withVariables);
  if (problem !== null) return { problem };
  const outgoing = toOutgoing(composed);
  return withVariables ? { outgoing, hasVariables: true } : { outgoing };
}

/** The code and the reason that are written in one line: `1000 bye`. */
export function splitClose(text: string): { readonly code: string; readonly reason: string } {
  const end = text.indexOf(' ');
  return end < 0 ? { code: text, reason: '' } : { code: text.slice(0, end), reason: text.slice(end + 1) };
}

function variableProblem(text: string): DraftProblem | null {
  const { problem } = parseVariables(text);
  if (problem === null) return null;
  const { line, column } = placeIn(text, problem.start);
  const token = text.slice(problem.start, problem.end);
  return { message: `Line ${line}, column ${column}: ${token}: ${problem.message}`, start: problem.start };
}

function formProblem({ kind, text }: Composed, withVariables: boolean): DraftProblem | null {
  const as = (message: string | null): DraftProblem | null =>
    message === null ? null : { message, start: null };
  switch (kind) {
    case 'text':
    case 'file':
      return null;
    case 'hex':
      return as(/^(?:[0-9a-f]{2})+$/i.test(hexDigits(text)) ? null : 'Write pairs of hex digits: 0a ff');
    case 'base64':
      return as(isBase64(text) ? null : 'Write base64: Cv8=');
    case 'ping': {
      const sizeBytes = toUtf8(text).length;
      const isTooLong = !withVariables && sizeBytes > MAX_CONTROL_PAYLOAD_BYTES;
      return as(
        isTooLong ? `A ping has at most ${MAX_CONTROL_PAYLOAD_BYTES} bytes; this has ${sizeBytes}` : null,
      );
    }
    case 'close': {
      const { code, reason } = splitClose(text);
      const problem = closeProblem(code, reason, withVariables);
      return as(problem.code ?? problem.reason);
    }
  }
}

function toOutgoing({ kind, text }: Composed): Outgoing {
  switch (kind) {
    case 'text':
      return { kind: 'text', text };
    case 'hex': {
      const octets = hexDigits(text).match(/../g) ?? [];
      return {
        kind: 'binary',
        base64: btoa(octets.map((octet) => String.fromCharCode(Number.parseInt(octet, 16))).join('')),
      };
    }
    case 'base64':
      return { kind: 'binary', base64: text };
    case 'file':
      return { kind: 'file', path: text.trim() };
    case 'ping':
      return { kind: 'ping', text };
    case 'close': {
      const { code, reason } = splitClose(text);
      return { kind: 'close', code: code.trim() === '' ? null : Number(code), reason };
    }
  }
}

function hexDigits(text: string): string {
  return text.replaceAll(/0x|[\s:,]/gi, '');
}

function isBase64(text: string): boolean {
  try {
    return atob(text).length > 0;
  } catch {
    return false;
  }
}
