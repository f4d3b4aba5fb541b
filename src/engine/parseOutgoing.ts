import { resolve } from 'node:path';
import type { Outgoing } from '../protocol/outgoing.ts';
import { checkOutgoing } from './websocket/outgoingFrame.ts';
import { fieldsOf, requireNumber, requireString, wrongField } from './fields.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

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
