import { isUtf8 } from 'node:buffer';
import { InspectorError } from '../../protocol/errors.ts';
import { formatBytes } from '../../model/format.ts';
import { EventStreamParser, type EventStreamHandlers } from './eventStreamParser.ts';
import { GrowingBytes } from './growingBytes.ts';
import type { StreamFormat } from './streamFormat.ts';

/** Takes a stream's body apart, in whatever pieces it comes. */
export interface StreamParser {
  /** Where a reconnection resumes; empty: nowhere. */
  readonly lastEventId: string;
  /** @throws InspectorError `message-too-large`, after which the parser must not be used */
  feed(bytes: Uint8Array): void;
  /** The stream has ended as it should. */
  finish(): void;
}

export interface StreamHandlers extends Omit<EventStreamHandlers, 'onEvent'> {
  readonly onMessage: (
    payload: Uint8Array,
    isBinary: boolean,
    id: string | null,
    event: string | null,
  ) => void;
}

export function createStreamParser(
  format: StreamFormat,
  handlers: StreamHandlers,
  lastEventId: string,
  maxMessageBytes: number,
): StreamParser {
  switch (format) {
    case 'event-stream':
      return eventStream(handlers, lastEventId, maxMessageBytes);
    case 'lines':
      return new LineParser(handlers.onMessage, maxMessageBytes);
    case 'chunks':
      return {
        lastEventId: '',
        feed: (bytes) => {
          handlers.onMessage(bytes, !isUtf8(bytes), null, null);
        },
        finish: () => undefined,
      };
  }
}

function eventStream(handlers: StreamHandlers, lastEventId: string, maxMessageBytes: number): StreamParser {
  const parser = new EventStreamParser(
    {
      ...handlers,
      onEvent: (payload, event, id) => {
        handlers.onMessage(payload, false, id, event);
      },
    },
    lastEventId,
    maxMessageBytes,
  );
  return {
    get lastEventId() {
      return parser.lastEventId;
    },
    feed: (bytes) => {
      parser.feed(bytes);
    },
    // The standard drops an unfinished last block.
    finish: () => undefined,
  };
}

const LF = 0x0a;
const CR = 0x0d;
/** Begins each text of a JSON text sequence (RFC 7464, section 2.2). */
const RECORD_SEPARATOR = 0x1e;

/** Newline-delimited JSON: a message a line. Empty lines, which keep a connection alive, are none. */
class LineParser implements StreamParser {
  readonly lastEventId = '';
  readonly #onMessage: StreamHandlers['onMessage'];
  readonly #maxMessageBytes: number;
  /** The beginning of a line whose end has not come yet. */
  readonly #line = new GrowingBytes();

  constructor(onMessage: StreamHandlers['onMessage'], maxMessageBytes: number) {
    this.#onMessage = onMessage;
    this.#maxMessageBytes = maxMessageBytes;
  }

  feed(bytes: Uint8Array): void {
    let at = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, at)) {
      if (this.#line.sizeBytes === 0) {
        this.#give(bytes.subarray(at, end));
      } else {
        this.#hold(bytes, at, end);
        this.#give(this.#line.view());
        this.#line.clear();
      }
      at = end + 1;
    }
    this.#hold(bytes, at, bytes.length);
  }

  /** A last line needs no line end. */
  finish(): void {
    this.#give(this.#line.view());
    this.#line.clear();
  }

  #hold(bytes: Uint8Array, start: number, end: number): void {
    this.#check(this.#line.sizeBytes + end - start);
    this.#line.append(bytes, start, end);
  }

  #give(line: Uint8Array): void {
    this.#check(line.length);
    const start = line[0] === RECORD_SEPARATOR ? 1 : 0;
    const end = line.at(-1) === CR ? line.length - 1 : line.length;
    const payload = line.subarray(start, end);
    if (payload.length > 0) this.#onMessage(payload, !isUtf8(payload), null, null);
  }

  #check(sizeBytes: number): void {
    if (sizeBytes <= this.#maxMessageBytes) return;
    throw new InspectorError(
      'message-too-large',
      `a line is longer than ${formatBytes(this.#maxMessageBytes)}`,
      'take larger ones (--max-message), or send it in several; what came before it is kept',
    );
  }
}
