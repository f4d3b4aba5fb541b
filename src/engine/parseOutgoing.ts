import { resolve } from 'node:path';
import { MAX_REPEAT_INTERVAL_MS, MIN_REPEAT_INTERVAL_MS } from '../protocol/limits.ts';
import type { Outgoing } from '../protocol/outgoing.ts';
import { checkOutgoing } from './websocket/outgoingFrame.ts';
import { folderOf } from './callParams.ts';
import { type Fields, fieldsOf, requireNumber, requireString, wrongField } from './fields.ts';
import type { SendRequest } from './outgoingTemplate.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** @throws InspectorError `invalid-option` where the call's members are of another form */
export function parseSendRequest(fields: Fields): SendRequest {
  const hasVariables = fields.get('hasVariables') === true;
  const readsEnvironment = fields.get('isTrusted') === true;
  const value = fields.get('outgoing');
  // With variables it is checked at each send: only then is it known how long it is.
  const outgoing = hasVariables ? read(value, folderOf(fields)) : parseOutgoing(value, folderOf(fields));
  return { outgoing, hasVariables, readsEnvironment };
}

/** @throws InspectorError `invalid-option` where they are of another form or beyond their limits */
export function parseRepetition(fields: Fields): {
  readonly intervalMs: number;
  readonly count: number | null;
} {
  const intervalMs = requireNumber(fields, 'intervalMs');
  if (intervalMs < MIN_REPEAT_INTERVAL_MS || intervalMs > MAX_REPEAT_INTERVAL_MS) {
    throw wrongField('the interval', `a time from ${MIN_REPEAT_INTERVAL_MS} ms to 24 days`);
  }
  const count = fields.get('count') === null ? null : requireNumber(fields, 'count');
  if (count !== null && (!Number.isSafeInteger(count) || count < 1)) {
    throw wrongField('the count', 'a whole number from 1');
  }
  return { intervalMs, count };
}

/**
 * Checks what is to be sent, as it came from outside.
 * @param folder what the path of a file is relative to
 * @throws InspectorError `invalid-option`
 */
export function parseOutgoing(value: unknown, folder = ''): Outgoing {
  const outgoing = read(value, folder);
  checkOutgoing(outgoing);
  return outgoing;
}

function read(value: unknown, folder: string): Outgoing {
  const fields = fieldsOf(value);
  switch (fields.get('kind')) {
    case 'text':
      return { kind: 'text', text: requireString(fields, 'text') };
    case 'binary': {
      const base64 = requireString(fields, 'base64').replaceAll(/\s/g, '');
      if (!BASE64.test(base64)) throw wrongField('binary', 'base64');
      return { kind: 'binary', base64 };
    }
    case 'file':
      return { kind: 'file', path: resolve(folder, requireString(fields, 'path')) };
    case 'ping':
      return { kind: 'ping', text: requireString(fields, 'text') };
    case 'close': {
      const code = fields.get('code') === null ? null : requireNumber(fields, 'code');
      return { kind: 'close', code, reason: requireString(fields, 'reason') };
    }
    default:
      throw wrongField('what to send', 'text, binary, a file, a ping or a close');
  }
}
