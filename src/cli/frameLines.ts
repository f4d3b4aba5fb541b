import { isUtf8 } from 'node:buffer';
import type { CaptureLog } from '../engine/captureLog.ts';
import { formatBytes, formatClockTime } from '../model/format.ts';
import { frameLine } from '../model/frameLine.ts';
import { visibleLine } from '../model/visibleText.ts';
import { PREVIEW_CHARACTERS } from '../protocol/limits.ts';
import type { Method } from '../protocol/method.ts';

/** What a line says of the capture that its frame is of, where there are several. */
export interface LineSource {
  readonly method: Method;
  /** Its method, with a number where there are several of one: `sse`, `sse#2`. */
  readonly label: string;
  readonly startedAtMs: number;
}

type PrintLine = (line: string) => void;
type SourceOf = (captureId: number) => LineSource;

const SIZE_WIDTH = 9;
const KIND_WIDTH = 7;
const BINARY_PREVIEW_BYTES = 32;

/**
 * A JSON line per frame: `{ "seq", "atMs", "direction", "kind", "sizeBytes", "text" or "base64", "id", "event" }`.
 * `atMs` counts from the start of the capture. Where there are several, `method` and `capture` say which one.
 */
export function ndjsonLines(print: PrintLine, sourceOf: SourceOf, isLabelled: boolean): CaptureLog {
  return {
    putRequest: () => undefined,
    append: (captureId, seq, atMs, direction, kind, payload, isBinary, requestIndex, id, event) => {
      const { method, label, startedAtMs } = sourceOf(captureId);
      const bytes = viewOf(payload);
      const isPong = kind === 'pong';
      const facts = {
        seq,
        direction,
        kind,
        sizeBytes: payload.length,
        // A pong has no id, and its round trip in the place of one.
        id: isPong ? null : id,
        event,
        roundTripMs: isPong && id !== null ? Number(id) : null,
        requestIndex,
      };
      const content =
        !isBinary && isUtf8(payload)
          ? { text: bytes.toString('utf8') }
          : { base64: bytes.toString('base64') };
      const line = {
        ...(isLabelled ? { method, capture: label } : {}),
        ...frameLine(facts, atMs, startedAtMs, content),
      };
      print(JSON.stringify(line));
    },
  };
}

/** A line per frame for people. What captured text could do to a terminal is made visible instead. */
export function textLines(print: PrintLine, sourceOf: SourceOf, isLabelled: boolean): CaptureLog {
  return {
    putRequest: () => undefined,
    append: (captureId, seq, atMs, direction, kind, payload, isBinary, requestIndex, id, event) => {
      const { label } = sourceOf(captureId);
      print(
        [
          formatClockTime(atMs),
          ...(isLabelled ? [label] : []),
          direction === 'in' ? '←' : '→',
          kind.padEnd(KIND_WIDTH),
          formatBytes(payload.length).padStart(SIZE_WIDTH),
          ...(event === null ? [] : [visibleLine(event)]),
          previewOf(payload, isBinary),
        ].join(' '),
      );
    },
  };
}

/** Passes everything on to several logs. */
export function teeLog(logs: readonly CaptureLog[]): CaptureLog {
  return {
    putRequest: (request) => {
      for (const log of logs) log.putRequest(request);
    },
    append: (...frame: FrameArguments) => {
      for (const log of logs) log.append(...frame);
    },
  };
}

type FrameArguments = Parameters<CaptureLog['append']>;

function previewOf(payload: Uint8Array, isBinary: boolean): string {
  if (isBinary) {
    const digits = viewOf(payload.subarray(0, BINARY_PREVIEW_BYTES))
      .toString('hex')
      .replace(/(..)(?=.)/g, '$1 ');
    return payload.length > BINARY_PREVIEW_BYTES ? `${digits} …` : digits;
  }
  // A character has at most four bytes.
  const text = viewOf(payload.subarray(0, 4 * PREVIEW_CHARACTERS)).toString('utf8');
  const isCut = text.length > PREVIEW_CHARACTERS || payload.length > 4 * PREVIEW_CHARACTERS;
  return visibleLine(text.slice(0, PREVIEW_CHARACTERS)) + (isCut ? '…' : '');
}

function viewOf(payload: Uint8Array): Buffer {
  return Buffer.from(payload.buffer, payload.byteOffset, payload.length);
}
