import {
  NO_WIRE,
  type RequestOutcome,
  type RequestPurpose,
  type RequestRecord,
} from '../../protocol/request.ts';

const PURPOSES: readonly string[] = ['poll', 'stream', 'upgrade'] satisfies RequestPurpose[];
const OUTCOMES: readonly string[] = [
  'pending',
  'streaming',
  'streamed',
  'messages',
  'empty',
  'unchanged',
  'redirected',
  'failed',
  'cancelled',
] satisfies RequestOutcome[];

export function isPurpose(value: unknown): value is RequestPurpose {
  return typeof value === 'string' && PURPOSES.includes(value);
}

export function isOutcome(value: unknown): value is RequestOutcome {
  return typeof value === 'string' && OUTCOMES.includes(value);
}

/** What an earlier version did not write. */
const NOT_YET_KNOWN = {
  connection: null,
  idleBeforeMs: null,
  responseTrailers: null,
} satisfies Partial<RequestRecord>;

/** @throws Error where it is not a request: a recording may come from anywhere */
export function parseRequest(json: string): RequestRecord {
  const value: unknown = JSON.parse(json);
  if (!isRequest(value)) throw new Error('a request is not as this version writes it');
  return { ...NOT_YET_KNOWN, ...value, wire: { ...NO_WIRE, ...value.wire } };
}

function isRequest(value: unknown): value is RequestRecord {
  if (!isObject(value)) return false;
  const numbers = [value['captureId'], value['index'], value['startedAtMs'], value['messageCount']];
  const texts = [value['httpMethod'], value['url'], value['requestHead']];
  return (
    numbers.every((entry) => typeof entry === 'number') &&
    texts.every((entry) => typeof entry === 'string') &&
    isPurpose(value['purpose']) &&
    isOutcome(value['outcome']) &&
    typeof value['isConnectionReused'] === 'boolean' &&
    isNullOr(value['endedAtMs'], 'number') &&
    isNullOr(value['status'], 'number') &&
    isNullOr(value['statusText'], 'string') &&
    isNullOr(value['httpVersion'], 'string') &&
    isNullOr(value['responseHead'], 'string') &&
    isNullOr(value['responseTrailers'] ?? null, 'string') &&
    isNullOr(value['failureBody'], 'string') &&
    isNullOr(value['error'], 'object') &&
    isObject(value['phases']) &&
    isObject(value['wire'])
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isNullOr(value: unknown, type: 'number' | 'string' | 'object'): boolean {
  return value === null || typeof value === type;
}
