import { isBinary, isMessage, isSent } from '../model/frameFlags.ts';
import { formatDuration } from '../model/format.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import { InspectorError } from '../protocol/errors.ts';
import { MAX_REPLAY_BYTES, MAX_REPLAY_MESSAGES } from '../protocol/limits.ts';
import type { ReplayStretch } from '../protocol/replay.ts';
import type { FrameLog } from './log/frameLog.ts';

/**
 * What a capture received last, copied: over at most so long, and within MAX_REPLAY_MESSAGES and MAX_REPLAY_BYTES, beyond
 * which it ends earlier.
 * @param nowMs until when one that runs is read
 * @throws InspectorError `not-found` where it received nothing then
 */
export function readStretch(
  frames: FrameLog,
  { captureId, openedAtMs, startedAtMs, endedAtMs }: CaptureSummary,
  maxDurationMs: number,
  nowMs: number,
): ReplayStretch {
  const openMs = openedAtMs ?? startedAtMs;
  const endMs = Math.max(openMs, endedAtMs ?? nowMs);
  const beginMs = Math.max(openMs, endMs - maxDurationMs);
  const taken = new StretchBuffer(beginMs);
  let isFull = false;
  for (const { block } of frames.blocksBetween(beginMs, endMs, captureId)) {
    const { columns } = block;
    for (let place = 0; place < block.count && !isFull; place++) {
      const bits = columns.flags[place] ?? 0;
      const atMs = columns.atMs[place] ?? 0;
      if (columns.captureId[place] !== captureId || !isMessage(bits) || isSent(bits)) continue;
      if (atMs < beginMs || atMs > endMs) continue;
      const event = frames.eventName(columns.event[place] ?? 0);
      isFull = !taken.add(atMs, block.payloadOf(place), isBinary(bits), event);
    }
    if (isFull) break;
  }
  if (taken.count === 0) {
    throw new InspectorError(
      'not-found',
      `this capture received no message in its last ${formatDuration(endMs - beginMs)}`,
      'check the estimate when some have come',
    );
  }
  const spanMs = isFull ? taken.lastMs : endMs - beginMs;
  return taken.toStretch(spanMs, beginMs - openMs, isFull || beginMs > openMs);
}

class StretchBuffer {
  readonly #beginMs: number;
  readonly #atMs: number[] = [];
  readonly #endBytes: number[] = [];
  readonly #isBinary: number[] = [];
  readonly #events: (string | null)[] = [];
  readonly #payloads: Uint8Array[] = [];
  #sizeBytes = 0;

  constructor(beginMs: number) {
    this.#beginMs = beginMs;
  }

  get count(): number {
    return this.#atMs.length;
  }

  get lastMs(): number {
    return this.#atMs.at(-1) ?? 0;
  }

  /** @returns false where there is no room for it; the first one always has */
  add(atMs: number, payload: Uint8Array, isBytes: boolean, event: string | null): boolean {
    const sizeBytes = this.#sizeBytes + payload.byteLength;
    const count = this.#atMs.length;
    if (count > 0 && (sizeBytes > MAX_REPLAY_BYTES || count === MAX_REPLAY_MESSAGES)) return false;
    this.#sizeBytes = sizeBytes;
    this.#atMs.push(atMs - this.#beginMs);
    this.#endBytes.push(sizeBytes);
    this.#isBinary.push(isBytes ? 1 : 0);
    this.#events.push(event);
    this.#payloads.push(payload.slice());
    return true;
  }

  toStretch(spanMs: number, fromMs: number, isPart: boolean): ReplayStretch {
    const payloads = new Uint8Array(this.#sizeBytes);
    let at = 0;
    for (const payload of this.#payloads) {
      payloads.set(payload, at);
      at += payload.byteLength;
    }
    return {
      spanMs,
      fromMs,
      isPart,
      atMs: Float64Array.from(this.#atMs),
      endBytes: Float64Array.from(this.#endBytes),
      isBinary: Uint8Array.from(this.#isBinary),
      events: this.#events,
      payloads,
    };
  }
}
