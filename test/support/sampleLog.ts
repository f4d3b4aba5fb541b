import type { Direction, FrameKind, OrderMark } from '../../src/protocol/frame.ts';
import type { RequestRecord } from '../../src/protocol/request.ts';
import type { Clock } from '../../src/engine/clock.ts';
import type { FrameLog } from '../../src/engine/log/frameLog.ts';
import { wireOf } from './wires.ts';

export const EPOCH_MS = 1_800_000_000_000;

export interface SampleFrame {
  readonly captureId: number;
  readonly seq: number;
  readonly atMs: number;
  readonly direction: Direction;
  readonly kind: FrameKind;
  readonly payload: Uint8Array;
  readonly isBinary: boolean;
  readonly requestIndex: number;
  readonly id: string | null;
  readonly event: string | null;
  readonly mark: OrderMark | null;
}

/** Appends a frame; what is left out is that of a plain message of capture 1. */
export function append(log: FrameLog, some: Partial<SampleFrame> = {}): void {
  log.append(
    some.captureId ?? 1,
    some.seq ?? 0,
    some.atMs ?? EPOCH_MS,
    some.direction ?? 'in',
    some.kind ?? 'message',
    some.payload ?? new Uint8Array(0),
    some.isBinary ?? false,
    some.requestIndex ?? 0,
    some.id ?? null,
    some.event ?? null,
    some.mark ?? null,
  );
}

export function appendText(log: FrameLog, text: string, some: Partial<SampleFrame> = {}): void {
  append(log, { ...some, payload: new TextEncoder().encode(text) });
}

/** Appends `count` messages, their number in text, one a millisecond, going on from the log's last row. */
export function appendNumbers(log: FrameLog, count: number, some: Partial<SampleFrame> = {}): void {
  for (const end = log.rowCount + count; log.rowCount < end;) {
    const row = log.rowCount;
    appendText(log, `message ${row}`, { seq: row, atMs: EPOCH_MS + row, ...some });
  }
}

export function request(captureId: number, index: number, some: Partial<RequestRecord> = {}): RequestRecord {
  return {
    captureId,
    index,
    purpose: 'poll',
    httpMethod: 'GET',
    url: 'http://127.0.0.1/ticks',
    httpVersion: '1.1',
    status: 200,
    statusText: 'OK',
    startedAtMs: EPOCH_MS + index * 100,
    endedAtMs: EPOCH_MS + index * 100 + 50,
    phases: { dnsMs: null, connectMs: null, tlsMs: null, waitMs: 40, transferMs: 1 },
    isConnectionReused: true,
    requestHead: 'GET /ticks HTTP/1.1\r\n\r\n',
    responseTrailers: null,
    responseHead: 'HTTP/1.1 200 OK\r\n\r\n',
    connection: null,
    idleBeforeMs: null,
    wire: wireOf(100, 30),
    outcome: 'empty',
    messageCount: 0,
    error: null,
    failureBody: null,
    ...some,
  };
}

/** A clock that goes on by `stepMs` whenever it is asked. */
export function tickingClock(stepMs: number): Clock {
  let nowMs = EPOCH_MS;
  return {
    nowMs: () => (nowMs += stepMs),
    sleep: () => Promise.reject(new Error('this clock does not sleep')),
  };
}
