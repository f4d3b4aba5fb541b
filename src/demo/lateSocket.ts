import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { MAX_UNREAD_BYTES } from './unread.ts';

/** How late a server sends what it has to say. */
export interface Lateness {
  readonly delayMs: number;
  /** Up to so much more, at random. */
  readonly jitterMs: number;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
}

interface LateChunk {
  readonly dueMs: number;
  readonly bytes: Buffer;
}

/**
 * A connection on which everything is sent late, in its order: heads, answers and streams alike, as over a long way. What
 * comes in is not held up. Delays do not add up: a chunk does not wait for the one before to be under way.
 */
export class LateSocket extends Duplex {
  readonly #socket: Socket;
  readonly #lateness: Lateness;
  readonly #queue: LateChunk[] = [];
  #queuedBytes = 0;
  #lastDueMs = 0;
  #timer: NodeJS.Timeout | null = null;
  /** What waits for the queue: a write that found it full, or the end. */
  #waiting: (() => void) | null = null;

  constructor(socket: Socket, lateness: Lateness) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    this.#lateness = lateness;
    socket.on('data', (chunk) => {
      if (!this.push(chunk)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('error', () => undefined);
    socket.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    const { delayMs, jitterMs, random } = this.#lateness;
    this.#lastDueMs = Math.max(this.#lastDueMs, performance.now() + delayMs + jitterMs * random());
    this.#queue.push({ dueMs: this.#lastDueMs, bytes: chunk });
    this.#queuedBytes += chunk.byteLength;
    this.#schedule();
    if (this.#queuedBytes > MAX_UNREAD_BYTES) this.#waiting = callback;
    else callback();
  }

  override _final(callback: () => void): void {
    const end = (): void => {
      this.#socket.end(callback);
    };
    if (this.#queue.length === 0) end();
    else this.#waiting = end;
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#socket.destroy();
    callback(error);
  }

  #schedule(): void {
    const [first] = this.#queue;
    if (first === undefined || this.#timer !== null) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.#sendDue();
        this.#schedule();
      },
      Math.max(1, first.dueMs - performance.now()),
    );
  }

  #sendDue(): void {
    const nowMs = performance.now();
    const due = this.#queue.findIndex(({ dueMs }) => dueMs > nowMs);
    const sent = this.#queue.splice(0, due < 0 ? this.#queue.length : due);
    this.#socket.cork();
    for (const { bytes } of sent) {
      this.#queuedBytes -= bytes.byteLength;
      this.#socket.write(bytes);
    }
    this.#socket.uncork();
    if (this.#queue.length > 0) return;
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.();
  }
}
