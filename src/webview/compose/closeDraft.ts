import { toUtf8 } from '../../model/utf8.ts';
import { MAX_CLOSE_REASON_BYTES } from '../../protocol/outgoing.ts';

/** Codes that clients send, and what they say (RFC 6455, section 7.4.1). */
export const CLOSE_CODES: readonly (readonly [code: string, meaning: string])[] = [
  ['1000', 'Normal closure'],
  ['1001', 'Going away'],
  ['1003', 'Unsupported data'],
  ['1007', 'Invalid payload'],
  ['1008', 'Policy violation'],
  ['1011', 'Internal error'],
  ['3000', 'Registered with IANA, to 3999'],
  ['4000', 'Private use, to 4999'],
];

/** What is wrong with each field of a close, as sentences to show beside it. */
export interface CloseProblem {
  readonly code: string | null;
  readonly reason: string | null;
}

/** @param hasVariables its reason has variables: how long it will be is not known */
export function closeProblem(code: string, reason: string, hasVariables: boolean): CloseProblem {
  return { code: codeProblem(code.trim(), reason), reason: hasVariables ? null : reasonProblem(reason) };
}

/** RFC 6455, section 7.4.2, and what the registry has made of it: 1004 to 1006 and 1015 are never sent. */
function codeProblem(code: string, reason: string): string | null {
  if (code === '') return reason === '' ? null : 'A reason needs a code';
  const number = Number(code);
  const isSendable =
    (number >= 1000 && number <= 1014 && ![1004, 1005, 1006].includes(number)) ||
    (number >= 3000 && number <= 4999);
  return /^\d{4}$/.test(code) && isSendable ? null : 'Write 1000 to 1003, 1007 to 1014, or 3000 to 4999';
}

function reasonProblem(reason: string): string | null {
  const sizeBytes = toUtf8(reason).length;
  return sizeBytes <= MAX_CLOSE_REASON_BYTES
    ? null
    : `${sizeBytes} of at most ${MAX_CLOSE_REASON_BYTES} bytes`;
}
