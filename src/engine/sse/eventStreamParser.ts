import { InspectorError } from '../../protocol/errors.ts';
import { MAX_MESSAGE_BYTES } from '../../protocol/limits.ts';
import { DecodedField } from './decodedField.ts';
import { GrowingBytes } from './growingBytes.ts';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const COLON = 0x3a;
const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);
const DATA = Buffer.from('data');
const EVENT = Buffer.from('event');
const ID = Buffer.from('id');
const RETRY = Buffer.from('retry');
const [D, E, I, R] = [0x64, 0x65, 0x69, 0x72];
/** `data:`, in one piece. */
const DATA_PREFIX_BYTES = 5;

/** Who takes what an event stream brings. The bytes given are views, valid until the callback returns. */
export interface EventStreamHandlers {
  /**
   * @param payload the `data` lines, joined with LF, as the bytes that came: what is no UTF-8 is not replaced
   * @param event the event name; null where there is none or it is the default `message`
   * @param id what this event's own `id` line says; null where it has none, or an empty one. What it inherits
   *   from earlier events is `lastEventId`: that tells where to resume, but not one event from another
   */
  readonly onEvent: (payload: Uint8Array, event: string | null, id: string | null) => void;
  /** @param text without the colon and one space after it */
  readonly onComment: (text: Uint8Array) => void;
  /** @param digits the time in ms as it was written */
  readonly onRetry: (digits: Uint8Array) => void;
}

/**
 * Reads `text/event-stream` from bytes that come in any pieces (WHATWG HTML, section 9.2.6 "Interpreting an event
 * stream"). Works on the bytes: an event costs a view of them, and no string but for names and ids that change.
 */
export class EventStreamParser {
  readonly #handlers: EventStreamHandlers;
  readonly #maxEventBytes: number;
  readonly #event = new DecodedField();
  readonly #id = new DecodedField();
  #bomBytesSeen = 0;
  /** The chunk before ended in CR: an LF that comes now belongs to it. */
  #isAfterCr = false;
  /** The beginning of a line whose end has not come yet. */
  readonly #line = new GrowingBytes();
  /** The data of the event under way, but for its only line while that lies in the chunk. */
  readonly #data = new GrowingBytes();
  #dataLines = 0;
  #only: Buffer | null = null;
  #onlyStart = 0;
  #onlyEnd = 0;
  #eventName = '';
  #ownId: string | null = null;
  #lastEventId: string;

  /**
   * @param lastEventId of the connection before. The standard starts a stream with none; like browsers, this keeps
   *   it, or an event without `id` after a reconnection would lose the place to resume at
   */
  constructor(handlers: EventStreamHandlers, lastEventId = '', maxEventBytes = MAX_MESSAGE_BYTES) {
    this.#handlers = handlers;
    this.#lastEventId = lastEventId;
    this.#maxEventBytes = maxEventBytes;
  }

  /** Where a reconnection resumes: the id of the last block that was complete; empty where there is none. */
  get lastEventId(): string {
    return this.#lastEventId;
  }

  /**
   * An event that the stream's end cuts off is never given, as the standard has it.
   * @throws InspectorError `message-too-large`, after which the parser must not be used
   */
  feed(bytes: Uint8Array): void {
    // Buffer's indexOf is the fastest way to a line's end there is: three times that of Uint8Array.
    const chunk = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = this.#bomBytesSeen < BOM.length ? this.#skipBom(chunk) : 0;
    if (this.#isAfterCr && at < chunk.length) {
      this.#isAfterCr = false;
      if (chunk[at] === LF) at += 1;
    }
    this.#readLines(chunk, at);
    this.#keepOnly();
  }

  #readLines(chunk: Buffer, start: number): void {
    const { length } = chunk;
    let at = start;
    let lf = -1;
    let cr = -1;
    while (at < length) {
      if (lf < at) lf = chunk[at] === LF ? at : indexOrEnd(chunk, LF, at);
      if (cr < at) cr = indexOrEnd(chunk, CR, at);
      const end = lf < cr ? lf : cr;
      if (end === length) {
        this.#hold(chunk, at, length);
        return;
      }
      if (this.#line.sizeBytes > 0) this.#readHeldLine(chunk, at, end);
      else if (chunk[end + 1] === LF && end === lf && this.#isLoneData(chunk, at, end)) {
        // One `data` line and nothing else: what nearly every event of a busy stream is.
        this.#giveLoneData(chunk, at, end);
        at = end + 2;
        continue;
      } else this.#readLine(chunk, at, end);
      at = end + 1;
      if (end === lf) continue;
      if (at === length) this.#isAfterCr = true;
      else if (chunk[at] === LF) at += 1;
    }
  }

  /** @returns where the stream begins; what only looked like a BOM is held as the beginning of a line */
  #skipBom(chunk: Buffer): number {
    let at = 0;
    while (at < chunk.length && this.#bomBytesSeen < BOM.length) {
      if (chunk[at] !== BOM[this.#bomBytesSeen]) {
        this.#line.append(BOM, 0, this.#bomBytesSeen - at);
        this.#bomBytesSeen = BOM.length;
        return 0;
      }
      at += 1;
      this.#bomBytesSeen += 1;
    }
    return at;
  }

  #hold(chunk: Buffer, start: number, end: number): void {
    this.#line.append(chunk, start, end);
    this.#checkSize();
  }

  #readHeldLine(chunk: Buffer, start: number, end: number): void {
    this.#hold(chunk, start, end);
    const line = this.#line.view();
    this.#readLine(line, 0, line.length);
    this.#keepOnly();
    this.#line.clear();
  }

  #isLoneData(chunk: Buffer, start: number, end: number): boolean {
    return (
      chunk[start] === D &&
      end - start >= DATA_PREFIX_BYTES &&
      chunk[start + 4] === COLON &&
      isName(DATA, chunk, start) &&
      this.#dataLines === 0
    );
  }

  #giveLoneData(chunk: Buffer, start: number, end: number): void {
    this.#addData(chunk, valueStart(chunk, start + 4, end), end);
    this.#dispatch();
  }

  /** Section 9.2.6, the steps for each line. */
  #readLine(bytes: Buffer, start: number, end: number): void {
    if (start === end) {
      this.#dispatch();
      return;
    }
    switch (bytes[start] ?? LF) {
      case COLON:
        this.#handlers.onComment(bytes.subarray(valueStart(bytes, start, end), end));
        return;
      case D: {
        const value = valueOf(DATA, bytes, start, end);
        if (value >= 0) this.#addData(bytes, value, end);
        return;
      }
      case E: {
        const value = valueOf(EVENT, bytes, start, end);
        if (value >= 0) this.#eventName = this.#event.read(bytes, value, end);
        return;
      }
      case I: {
        const value = valueOf(ID, bytes, start, end);
        if (value < 0) return;
        const id = this.#id.read(bytes, value, end);
        if (!id.includes('\0')) this.#ownId = id;
        return;
      }
      case R: {
        const value = valueOf(RETRY, bytes, start, end);
        if (value >= 0 && isDigits(bytes, value, end)) this.#handlers.onRetry(bytes.subarray(value, end));
        return;
      }
      default:
    }
  }

  #addData(bytes: Buffer, start: number, end: number): void {
    if (this.#dataLines === 0) {
      this.#only = bytes;
      this.#onlyStart = start;
      this.#onlyEnd = end;
    } else {
      this.#keepOnly();
      this.#data.appendByte(LF);
      this.#data.append(bytes, start, end);
    }
    this.#dataLines += 1;
    this.#checkSize();
  }

  /** The chunk and the held line are gone after this: what of the event lies in them is copied. */
  #keepOnly(): void {
    if (this.#only === null) return;
    this.#data.append(this.#only, this.#onlyStart, this.#onlyEnd);
    this.#only = null;
  }

  #dispatch(): void {
    const ownId = this.#ownId;
    if (ownId !== null) {
      this.#lastEventId = ownId;
      this.#ownId = null;
    }
    const eventName = this.#eventName;
    this.#eventName = '';
    if (this.#dataLines === 0) return;
    const payload = this.#only?.subarray(this.#onlyStart, this.#onlyEnd) ?? this.#data.view();
    this.#dataLines = 0;
    this.#only = null;
    this.#handlers.onEvent(
      payload,
      eventName === '' || eventName === 'message' ? null : eventName,
      ownId === '' ? null : ownId,
    );
    if (this.#data.sizeBytes > 0) this.#data.clear();
  }

  #checkSize(): void {
    const onlyBytes = this.#only === null ? 0 : this.#onlyEnd - this.#onlyStart;
    if (
      this.#line.sizeBytes <= this.#maxEventBytes &&
      this.#data.sizeBytes + onlyBytes <= this.#maxEventBytes
    )
      return;
    throw new InspectorError(
      'message-too-large',
      `an event of the stream is larger than ${this.#maxEventBytes} bytes`,
      'check that the server ends each event with a blank line, and send large data by reference',
    );
  }
}

function indexOrEnd(bytes: Buffer, byte: number, from: number): number {
  const index = bytes.indexOf(byte, from);
  return index < 0 ? bytes.length : index;
}

function isName(name: Buffer, bytes: Buffer, start: number): boolean {
  for (let index = 0; index < name.length; index++) if (bytes[start + index] !== name[index]) return false;
  return true;
}

/** @returns where the value of a line with this field name begins; -1 where the line has another name */
function valueOf(name: Buffer, bytes: Buffer, start: number, end: number): number {
  const nameEnd = start + name.length;
  if (nameEnd > end || !isName(name, bytes, start)) return -1;
  if (nameEnd === end) return end;
  return bytes[nameEnd] === COLON ? valueStart(bytes, nameEnd, end) : -1;
}

/** @returns the place after the colon and one space */
function valueStart(bytes: Buffer, colon: number, end: number): number {
  return colon + 1 < end && bytes[colon + 1] === SPACE ? colon + 2 : colon + 1;
}

function isDigits(bytes: Buffer, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x30 || byte > 0x39) return false;
  }
  return end > start;
}
