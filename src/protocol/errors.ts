/**
 * Every way a capture or a call can go wrong. A code is stable: scripts and tests may match it.
 * The text beside it may be reworded.
 */
export type ErrorCode =
  | 'invalid-url'
  | 'invalid-option'
  | 'connection-refused'
  | 'connection-reset'
  | 'connection-timeout'
  | 'host-not-found'
  | 'host-unreachable'
  | 'tls-not-trusted'
  | 'tls-failed'
  | 'proxy-failed'
  | 'http-status'
  | 'wrong-content-type'
  | 'upgrade-refused'
  | 'too-many-redirects'
  | 'invalid-response'
  | 'invalid-body'
  | 'body-too-large'
  | 'path-found-nothing'
  | 'websocket-protocol'
  | 'websocket-closed'
  | 'message-too-large'
  | 'not-open'
  | 'detection-failed'
  | 'recording-unavailable'
  | 'recording-unreadable'
  | 'recording-failed'
  | 'export-failed'
  | 'import-failed'
  | 'cancelled'
  | 'not-found'
  | 'internal';

/** An error as it crosses a boundary, is shown and is recorded. */
export interface ErrorInfo {
  readonly code: ErrorCode;
  /** What happened, as a phrase without a final full stop. */
  readonly message: string;
  /** What the user can do about it, as a phrase without a final full stop. */
  readonly action: string;
}

/** An error that happened to a capture at a moment. */
export interface TimedError extends ErrorInfo {
  readonly atMs: number;
}

export class InspectorError extends Error {
  override readonly name = 'InspectorError';
  readonly code: ErrorCode;
  readonly action: string;

  constructor(code: ErrorCode, message: string, action: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.action = action;
  }

  get info(): ErrorInfo {
    return { code: this.code, message: this.message, action: this.action };
  }
}

/** Wraps what was thrown, whatever it is. A bug of ours becomes `internal`, never an unhandled rejection. */
export function toErrorInfo(thrown: unknown): ErrorInfo {
  if (thrown instanceof InspectorError) return thrown.info;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal', message, action: 'report it with the steps that led here' };
}

/** A phrase of an error, which has neither a capital nor a full stop, as a sentence. */
export function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
}

/** The one line an error has on a terminal: `code: what happened; what to do`. */
export function formatError(error: ErrorInfo): string {
  return `${error.code}: ${error.message}; ${error.action}`;
}
