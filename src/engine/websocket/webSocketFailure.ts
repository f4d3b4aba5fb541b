import type { IncomingMessage } from 'node:http';
import { formatBytes } from '../../model/format.ts';
import { InspectorError } from '../../protocol/errors.ts';
import { MAX_MESSAGE_FRAGMENTS } from '../../protocol/limits.ts';
import { isPassingError } from '../errors/networkErrors.ts';
import { retryAfterMs } from '../http/retryAfter.ts';
import { actionForStatus, isPassingStatus } from '../http/statusError.ts';

const TOO_LARGE: readonly string[] = [
  'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH',
  'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH',
];
const TOO_MANY_PARTS = 'WS_ERR_TOO_MANY_BUFFERED_PARTS';

/** An answer to an upgrade that is not 101. */
export class UpgradeRefused extends InspectorError {
  readonly isPassing: boolean;
  /** What the answer asks to wait; 0 where it says nothing. */
  readonly retryAfterMs: number;

  constructor(response: IncomingMessage, url: URL, nowMs: number) {
    const { statusCode = 0, statusMessage = '', headers } = response;
    const status = `${statusCode} ${statusMessage}`.trim();
    super(
      'upgrade-refused',
      `${url.host}${url.pathname} answered ${status} instead of 101 Switching Protocols`,
      actionFor(statusCode),
    );
    this.isPassing = isPassingStatus(statusCode);
    this.retryAfterMs = retryAfterMs(headers['retry-after'] ?? null, nowMs);
  }
}

/** Whether another attempt may succeed where one has failed with this error. */
export function isPassingFailure(error: unknown): boolean {
  if (error instanceof UpgradeRefused) return error.isPassing;
  return isPassingError(error);
}

export function notOpen(): InspectorError {
  return new InspectorError(
    'not-open',
    'the connection is not open',
    'wait until it is open, or connect again',
  );
}

/**
 * What an error of `ws` means once the server has answered: a frame or a handshake that RFC 6455 does not allow.
 * @returns null where it is an error of the network
 */
export function fromWebSocketError(
  error: Error,
  isHandshake: boolean,
  host: string,
  maxMessageBytes: number,
): InspectorError | null {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (TOO_LARGE.includes(code)) return tooLarge(host, formatBytes(maxMessageBytes), error);
  if (code === TOO_MANY_PARTS) return tooLarge(host, `${MAX_MESSAGE_FRAGMENTS} fragments`, error);
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

function tooLarge(host: string, limit: string, cause: Error): InspectorError {
  return new InspectorError(
    'message-too-large',
    `${host} sent a message of more than ${limit}`,
    'take larger ones (--max-message), or send it in several; what came before it is kept',
    { cause },
  );
}

function actionFor(status: number): string {
  if (status === 200) return 'check the path: this one serves plain HTTP, no WebSocket';
  if (status === 401 || status === 403) {
    return 'give what it asks for: credentials as a header or in the URL, or an Origin header';
  }
  return actionForStatus(status);
}
