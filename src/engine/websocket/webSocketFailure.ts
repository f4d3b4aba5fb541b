import type { IncomingMessage } from 'node:http';
import { InspectorError } from '../../protocol/errors.ts';
import { MAX_MESSAGE_BYTES } from '../../protocol/limits.ts';

const TOO_LARGE: readonly string[] = [
  'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH',
  'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH',
];

/**
 * What an error of `ws` means once the server has answered: a frame or a handshake that RFC 6455 does not allow.
 * @returns null where it is an error of the network
 */
export function fromWebSocketError(error: Error, isHandshake: boolean, host: string): InspectorError | null {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (TOO_LARGE.includes(code)) {
    return new InspectorError(
      'message-too-large',
      `${host} sent a message of more than ${MAX_MESSAGE_BYTES / 1024 ** 2} MiB`,
      'send it in parts; what came before it is kept',
      { cause: error },
    );
  }
  const isViolation = code.startsWith('WS_ERR') || code.startsWith('Z_') || (isHandshake && code === '');
  if (!isViolation) return null;
  const what = error.message.replace(/^Invalid WebSocket frame: /, '');
  return new InspectorError(
    'websocket-protocol',
    isHandshake
      ? `the handshake of ${host} is not RFC 6455's (${what})`
      : `${host} sent a frame that RFC 6455 does not allow (${what})`,
    'check the server, or a proxy in between that changes what it sends',
    { cause: error },
  );
}

/** @param response the answer to an upgrade that is not 101 */
export function upgradeRefused(response: IncomingMessage, url: URL): InspectorError {
  const status = `${response.statusCode ?? 0} ${response.statusMessage ?? ''}`.trim();
  return new InspectorError(
    'upgrade-refused',
    `${url.host}${url.pathname} answered ${status} instead of 101 Switching Protocols`,
    response.statusCode === 200
      ? 'check the path: this one serves plain HTTP, no WebSocket'
      : 'check the path, and what the server asks for: a header, a sub-protocol, an origin',
  );
}
