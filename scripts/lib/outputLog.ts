import type { Readable } from 'node:stream';

const MAX_CHARACTERS = 256 * 1024;
const TAIL_LINES = 40;

interface Talker {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly exited: Promise<number>;
}

/** Keeps the end of what a process prints, and waits for a line of it. */
export class OutputLog {
  #text = '';
  readonly #exited: Promise<number>;
  readonly #listeners = new Set<() => void>();

  constructor({ stdout, stderr, exited }: Talker) {
    this.#exited = exited;
    for (const stream of [stdout, stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#text = (this.#text + chunk).slice(-MAX_CHARACTERS);
        for (const listener of this.#listeners) listener();
      });
    }
  }

  /** Resolves with the first match, or with null when the process has ended or the time is over. */
  waitFor(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray | null> {
    return new Promise((resolve) => {
      const settle = (match: RegExpExecArray | null): void => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        resolve(match);
      };
      const look = (): void => {
        const match = pattern.exec(this.#text);
        if (match !== null) settle(match);
      };
      const timer = setTimeout(settle, timeoutMs, null);
      this.#listeners.add(look);
      void this.#exited.then(() => {
        settle(pattern.exec(this.#text));
      });
      look();
    });
  }

  tail(): string {
    return this.#text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  }
}
