import { InspectorError } from '../../protocol/errors.ts';

/** Names of the status codes of RFC 6455, section 7.4.1, and of its registry at IANA. */
const NAMES: Readonly<Record<number, string>> = {
  1000: 'normal closure',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'unsupported data',
  1005: 'no status',
  1006: 'abnormal closure',
  1007: 'invalid payload data',
  1008: 'policy violation',
  1009: 'message too big',
  1010: 'mandatory extension',
  1011: 'internal error',
  1012: 'service restart',
  1013: 'try again later',
  1014: 'bad gateway',
  3000: 'unauthorized',
  3003: 'forbidden',
  3008: 'timeout',
};
export const NORMAL_CLOSURE = 1000;
const GOING_AWAY = 1001;
/** Not on the wire: the close frame carried no code. */
export const NO_STATUS = 1005;
/** Not on the wire: there was no close frame. */
export const ABNORMAL = 1006;
/** What is over when the server has come back; with any other code the next connection would end the same way. */
const PASSING_CODES: readonly number[] = [ABNORMAL, 1011, 1012, 1013, 1014];

/** What a close frame said, in words: `1000 normal closure: bye`. */
export function closeText(code: number, reason: string): string {
  const named = `${code} ${NAMES[code] ?? 'application code'}`;
  return reason === '' ? named : `${named}: ${reason}`;
}

/** Whether a server that closes with this code has nothing to complain of. */
export function isCleanClose(code: number): boolean {
  return code === NORMAL_CLOSURE || code === GOING_AWAY || code === NO_STATUS;
}

/** Whether another connection may hold where one has ended with this code. */
export function isPassingClose(code: number): boolean {
  return PASSING_CODES.includes(code);
}

/** Why a connection is over that ended with this code. */
export function closeFailure(code: number, reason: string, host: string): InspectorError {
  if (code === ABNORMAL) {
    return new InspectorError(
      'connection-reset',
      `the connection to ${host} was lost without a close frame`,
      "look at the server's log, and at proxies in between, for why it went",
    );
  }
  return new InspectorError(
    'websocket-closed',
    `${host} closed the connection with ${closeText(code, reason)}`,
    "look at the server's log for the reason",
  );
}
