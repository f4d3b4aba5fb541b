import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;
/** Text is written when there is so much of it … */
const BATCH_CHARACTERS = 64 * 1024;
/** … or when it is so old, in ms. */
const BATCH_AGE_MS = 50;
/** How long to wait for a reader whose pipe is full, in ms at a time. */
const FULL_PIPE_WAIT_MS = 2;
/** A pipe that is closed, on Windows too, and a terminal that is. */
const READER_GONE: readonly string[] = ['EPIPE', 'EOF', 'EIO'];

/** The reader of the output has gone, as `head` does when it has enough: that ends the command in silence. */
class ReaderGone extends Error {
  override readonly name = 'ReaderGone';
}

/**
 * Standard output in batches, written at once and whole: a reader that is slow slows the capture down, through to the
 * server's socket, instead of filling memory; and nothing is lost when the process ends.
 */
export class Terminal {
  #batch = '';
  #timer: NodeJS.Timeout | null = null;
  #onReaderGone: () => void = () => undefined;
  #isReaderGone = false;

  onReaderGone(listener: () => void): void {
    this.#onReaderGone = listener;
  }

  /** @param line without its line break */
  print(line: string): void {
    this.write(`${line}\n`);
  }

  write(text: string): void {
    this.#batch += text;
    if (this.#batch.length >= BATCH_CHARACTERS) this.flush();
    else
      this.#timer ??= setTimeout(() => {
        this.flush();
      }, BATCH_AGE_MS);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const batch = this.#batch;
    this.#batch = '';
    if (batch === '' || this.#isReaderGone) return;
    try {
      writeWhole(STANDARD_OUTPUT, batch);
    } catch (error) {
      if (!(error instanceof ReaderGone)) throw error;
      this.#isReaderGone = true;
      this.#onReaderGone();
    }
  }

  /** A note on how things go, for who sits at the terminal: in a script, standard error holds errors and nothing else. */
  status(line: string): void {
    if (isatty(STANDARD_ERROR)) this.note(line);
  }

  /** A line on standard error, behind what has been printed. */
  note(line: string): void {
    this.flush();
    try {
      writeWhole(STANDARD_ERROR, `${line}\n`);
    } catch (error) {
      if (!(error instanceof ReaderGone)) throw error;
    }
  }
}

function writeWhole(descriptor: number, text: string): void {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (READER_GONE.includes(code)) throw new ReaderGone('', { cause: error });
      if (code !== 'EAGAIN') throw error;
      // The pipe is full and does not block: wait as a blocking one would.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_PIPE_WAIT_MS);
    }
  }
}
