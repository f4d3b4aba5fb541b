import { MAX_MATCHED_MESSAGES } from '../protocol/limits.ts';
import { hashBytes } from './contentHash.ts';
import { writeUtf8 } from './utf8.ts';

const FIRST_MESSAGES = 1_024;
const MOST_UTF8_BYTES_PER_UNIT = 3;

/**
 * Arrival, size and identity of the messages that a capture received, in order, so that a comparison can match them
 * one by one: 32 bytes a message, of the most recent MAX_MATCHED_MESSAGES ones. Identities are hashes.
 */
export class MessageIndex {
  readonly #limit: number;
  #atMs = new Float64Array(FIRST_MESSAGES);
  #sizeBytes = new Uint32Array(FIRST_MESSAGES);
  #rows = new Uint32Array(FIRST_MESSAGES);
  #contentKeys = new Float64Array(FIRST_MESSAGES);
  /** NaN: the message has no id. */
  #idKeys = new Float64Array(FIRST_MESSAGES);
  #idScratch = new Uint8Array(256);
  #total = 0;
  #withId = 0;
  #idBytes = 0;

  constructor(limit = MAX_MATCHED_MESSAGES) {
    this.#limit = limit;
  }

  /** Messages that it holds; they are numbered from 0, the oldest. */
  get count(): number {
    return Math.min(this.#total, this.#limit);
  }

  /** Messages that it held and gave up, the oldest. */
  get forgotten(): number {
    return this.#total - this.count;
  }

  /** Whether every message had an id. */
  get hasIds(): boolean {
    return this.#total > 0 && this.#withId === this.#total;
  }

  /** Of an id, on average; null where not every message had one. */
  get meanIdBytes(): number | null {
    return this.hasIds ? this.#idBytes / this.#withId : null;
  }

  /**
   * Takes the next message. Called at full rate.
   * @param id text, or its UTF-8
   * @param row its place in the log, where it is in one
   */
  add(atMs: number, payload: Uint8Array, id: string | Uint8Array | null, row = 0): void {
    if (this.#total === this.#atMs.length && this.#total < this.#limit) this.#grow();
    const place = this.#total % this.#limit;
    this.#atMs[place] = atMs;
    this.#sizeBytes[place] = payload.length;
    this.#rows[place] = row;
    this.#contentKeys[place] = hashBytes(payload);
    this.#idKeys[place] = id === null ? NaN : typeof id === 'string' ? this.#hashText(id) : hashBytes(id);
    this.#total += 1;
    if (id !== null) {
      this.#withId += 1;
      this.#idBytes += id.length;
    }
  }

  /** Milliseconds since the Unix epoch; 0 beyond the last message. */
  atMs(message: number): number {
    return this.#atMs[this.#placeOf(message)] ?? 0;
  }

  sizeBytes(message: number): number {
    return this.#sizeBytes[this.#placeOf(message)] ?? 0;
  }

  /** Its place in the log. */
  row(message: number): number {
    return this.#rows[this.#placeOf(message)] ?? 0;
  }

  /** Equal for equal payloads. */
  contentKey(message: number): number {
    return this.#contentKeys[this.#placeOf(message)] ?? 0;
  }

  /** Equal for equal ids; NaN where the message has none. */
  idKey(message: number): number {
    return this.#idKeys[this.#placeOf(message)] ?? NaN;
  }

  #placeOf(message: number): number {
    return (message + this.forgotten) % this.#limit;
  }

  #hashText(id: string): number {
    const room = id.length * MOST_UTF8_BYTES_PER_UNIT;
    if (room > this.#idScratch.length) this.#idScratch = new Uint8Array(2 * room);
    return hashBytes(this.#idScratch, writeUtf8(id, this.#idScratch, 0));
  }

  #grow(): void {
    const size = Math.min(2 * this.#atMs.length, this.#limit);
    this.#atMs = grown(this.#atMs, new Float64Array(size));
    this.#sizeBytes = grown(this.#sizeBytes, new Uint32Array(size));
    this.#rows = grown(this.#rows, new Uint32Array(size));
    this.#contentKeys = grown(this.#contentKeys, new Float64Array(size));
    this.#idKeys = grown(this.#idKeys, new Float64Array(size));
  }
}

function grown<T extends Float64Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
