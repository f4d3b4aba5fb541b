import type { Socket } from 'node:net';

/** An empty line: CRLF CRLF (RFC 9112, section 2.1), each CR optional as recipients may take it (2.2). */
const HEAD_END = /\r?\n\r?\n/g;

/**
 * Takes down a response's head as it comes off the socket, before the HTTP parser sees it: line ends, spelling,
 * order and repeats as the server wrote them. What it holds is bounded by the parser, which gives up at
 * MAX_HEAD_BYTES.
 */
export class HeadTap {
  readonly #onFirstByte: () => void;
  #chunks: Buffer[] = [];
  #socket: Socket | null = null;
  #sizeBytes = 0;

  /** @param onFirstByte called as the head's first bytes arrive, once more after each `skipInterim` */
  constructor(onFirstByte: () => void) {
    this.#onFirstByte = onFirstByte;
  }

  /** Of the final head and the interim ones before it, once it is finished. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  attach(socket: Socket): void {
    this.#socket = socket;
    // Ahead of the parser's own listener, which emits the response while it reads this very chunk.
    socket.prependListener('data', this.#take);
  }

  /** An interim response (1xx) has been parsed: the final head begins behind it. */
  skipInterim(): void {
    const length = this.#headLength;
    const rest = this.#text.slice(length);
    this.#sizeBytes += length;
    this.#chunks = rest === '' ? [] : [Buffer.from(rest, 'latin1')];
    if (rest !== '') this.#onFirstByte();
  }

  /** @returns the head, its blank line included; call it as the parser reports the response */
  finish(): string {
    const head = this.#text.slice(0, this.#headLength);
    this.#sizeBytes += head.length;
    this.detach();
    return head;
  }

  /** From here on the tap costs nothing. */
  detach(): void {
    this.#socket?.off('data', this.#take);
    this.#chunks = [];
  }

  readonly #take = (chunk: Buffer): void => {
    if (this.#chunks.length === 0) this.#onFirstByte();
    this.#chunks.push(chunk);
  };

  /** Octets as characters (RFC 9110, section 5.5), so its length is the head's size in bytes. */
  get #text(): string {
    return Buffer.concat(this.#chunks).toString('latin1');
  }

  get #headLength(): number {
    HEAD_END.lastIndex = 0;
    return HEAD_END.test(this.#text) ? HEAD_END.lastIndex : 0;
  }
}
