import type { Outgoing } from '../protocol/outgoing.ts';

/** What the send bar offers. */
export const SEND_KINDS = ['text', 'hex', 'base64', 'file', 'ping', 'close'] as const;
export type SendKind = (typeof SEND_KINDS)[number];

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
  close: 'Close code and reason, 1000 bye, for',
};

/** Kinds that can be sent without anything written. */
export function canBeEmpty(kind: SendKind): boolean {
  return kind === 'ping' || kind === 'close';
}

/** What a text stands for. @returns what is wrong with it, where it is of another form */
export function toOutgoing(kind: SendKind, text: string): Outgoing | { readonly problem: string } {
  switch (kind) {
    case 'text':
      return { kind: 'text', text };
    case 'hex': {
      const digits = text.replaceAll(/0x|[\s:,]/gi, '');
      if (!/^(?:[0-9a-f]{2})+$/i.test(digits)) return { problem: 'Write pairs of hex digits: 0a ff' };
      const octets = digits.match(/../g) ?? [];
      return {
        kind: 'binary',
        base64: btoa(octets.map((octet) => String.fromCharCode(Number.parseInt(octet, 16))).join('')),
      };
    }
    case 'base64':
      return isBase64(text) ? { kind: 'binary', base64: text } : { problem: 'Write base64: Cv8=' };
    case 'file':
      return { kind: 'file', path: text.trim() };
    case 'ping':
      return { kind: 'ping', text };
    case 'close':
      return toClose(text);
  }
}

function toClose(text: string): Outgoing | { readonly problem: string } {
  if (text.trim() === '') return { kind: 'close', code: null, reason: '' };
  const [, code, reason = ''] = /^(\d{4})(?:[\s:]+(.*))?$/s.exec(text.trim()) ?? [];
  if (code === undefined) return { problem: 'Write a code and a reason: 1000 bye' };
  return { kind: 'close', code: Number(code), reason };
}

function isBase64(text: string): boolean {
  try {
    return atob(text).length > 0;
  } catch {
    return false;
  }
}
