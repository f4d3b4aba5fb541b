import { type Fields, fieldsOf, requireNumber, requireString, wrongField } from '../engine/fields.ts';
import { type AddressPart, CODE_CONSTRUCTS, type CodeConnection } from '../model/codeScan/codeSite.ts';
import { isMethod } from '../protocol/method.ts';

const MAX_PORT = 65_535;

/**
 * What the command of the lens above code is given. Everybody can run a command, with whatever they like.
 * @throws InspectorError `invalid-option` naming what is missing or of another form
 */
export function parseCodeConnection(value: unknown): CodeConnection {
  const fields = fieldsOf(value);
  const construct = CODE_CONSTRUCTS.find((known) => known === fields.get('construct'));
  if (construct === undefined) throw wrongField('construct', `one of ${CODE_CONSTRUCTS.join(', ')}`);
  const method = fields.get('method');
  if (!isMethod(method)) throw wrongField('method', 'one of short-polling, long-polling, websocket, sse');
  const address = fields.get('address');
  if (!Array.isArray(address)) throw wrongField('address', 'a list of parts');
  return {
    construct,
    method,
    address: address.map(parseAddressPart),
    intervalMs: parseLimited(fields, 'intervalMs', Infinity),
    port: parseLimited(fields, 'port', MAX_PORT),
    ...(fields.get('socketIoPath') === undefined
      ? {}
      : { socketIoPath: requireString(fields, 'socketIoPath') }),
  };
}

function parseAddressPart(value: unknown): AddressPart {
  const fields = fieldsOf(value);
  switch (fields.get('kind')) {
    case 'text':
      return { kind: 'text', text: requireString(fields, 'text') };
    case 'hole':
      return {
        kind: 'hole',
        code: requireString(fields, 'code'),
        guess: fields.get('guess') === null ? null : requireString(fields, 'guess'),
      };
    default:
      throw wrongField('address', 'parts that are each a text or a hole');
  }
}

/** A number that code may not tell. */
function parseLimited(fields: Fields, name: string, most: number): number | null {
  if (fields.get(name) === null) return null;
  const value = requireNumber(fields, name);
  if (value > 0 && value <= most) return value;
  throw wrongField(name, most === Infinity ? 'more than 0' : `more than 0 and ${most} at most`);
}
