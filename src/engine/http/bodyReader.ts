import { InspectorError } from '../../protocol/errors.ts';
import { createDecoder, type Decoder } from './contentDecoding.ts';
import type { HttpAnswer } from './httpCall.ts';

/** What is told of a body as it comes. */
export interface BodyListener {
  /** Of a piece as it crossed the wire. */
  onWire(sizeBytes: number): void;
  /** A piece with its coding undone. What it throws ends the reading. */
  onChunk(chunk: Uint8Array): void;
  /** The body has ended on the wire; what is still being decoded is given after it. */
  onLastByte(): void;
}

/**
 * Reads a response's body with its content coding undone. Works by events: an async iterator would join chunks
 * and add a turn of the microtask queue to each.
 */
export class BodyReader {
  readonly #answer: HttpAnswer;
  readonly #listener: BodyListener;
  readonly #encoding: string;
  #decoder: Decoder | null = null;
  #isStarted = false;

  constructor(answer: HttpAnswer, listener: BodyListener) {
    this.#answer = answer;
    this.#listener = listener;
    this.#encoding = answer.header('content-encoding') ?? '';
  }

  /** Resolves at the body's end; rejects where it breaks off or cannot be decoded, with all given that came whole. */
  read(): Promise<void> {
    const response = this.#answer.body;
    return new Promise((resolve, reject) => {
      let breakOff: Error | null = null;
      const fail = (error: unknown): void => {
        response.destroy();
        this.#decoder?.output.destroy();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const finish = (): void => {
        if (breakOff === null) resolve();
        else fail(breakOff);
      };
      const give = (chunk: Uint8Array): void => {
        try {
          this.#listener.onChunk(chunk);
        } catch (error) {
          fail(error);
        }
      };
      const endInput = (): void => {
        this.#listener.onLastByte();
        if (this.#decoder === null) finish();
        else this.#decoder.input.end();
      };
      response.on('data', (chunk: Buffer) => {
        this.#listener.onWire(chunk.byteLength);
        if (!this.#isStarted) this.#start(chunk, give, finish, fail);
        if (this.#decoder === null) give(chunk);
        else if (!this.#decoder.input.write(chunk)) this.#waitForDrain(this.#decoder);
      });
      response.on('end', () => {
        if (!this.#answer.isComplete()) breakOff ??= new Error('the body broke off');
        endInput();
      });
      response.on('error', (error) => {
        breakOff = error;
        endInput();
      });
      response.on('close', () => {
        if (this.#answer.isComplete() || breakOff !== null) return;
        breakOff = new Error('the body broke off');
        endInput();
      });
      // It went with its connection before anybody read it: nothing more is told of it.
      if (response.destroyed) {
        breakOff = new Error('the body broke off');
        endInput();
      }
    });
  }

  #start(
    first: Buffer,
    give: (chunk: Uint8Array) => void,
    finish: () => void,
    fail: (error: unknown) => void,
  ): void {
    this.#isStarted = true;
    if (this.#encoding === '') return;
    this.#decoder = createDecoder(this.#encoding, first[0] ?? 0);
    this.#decoder?.output
      .on('data', give)
      .on('end', finish)
      .on('error', (error) => {
        fail(undecodable(this.#encoding, error));
      });
  }

  #waitForDrain(decoder: Decoder): void {
    this.#answer.body.pause();
    decoder.input.once('drain', () => this.#answer.body.resume());
  }
}

function undecodable(encoding: string, cause: Error): InspectorError {
  return new InspectorError(
    'invalid-response',
    `the body is not ${encoding} as its Content-Encoding says (${cause.message})`,
    'check what compresses the answer, the server or a proxy in between',
    { cause },
  );
}
