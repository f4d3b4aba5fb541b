import type { Writable } from 'node:stream';

/** Writes `times` copies of a chunk as fast as the reader takes them, then calls back. */
export function pump(target: Writable, chunk: Buffer, times: number, onDone: () => void): void {
  let left = times;
  const write = (): void => {
    while (left > 0) {
      left -= 1;
      if (!target.write(chunk)) {
        target.once('drain', write);
        return;
      }
    }
    onDone();
  };
  write();
}
