import { Worker } from 'node:worker_threads';
import { InspectorError } from '../protocol/errors.ts';
import type { FromReplay, ReplayWorkerData } from '../protocol/replay.ts';

/** A stretch of a capture that is served on this machine, in a thread of its own. */
export class ReplayServing {
  /** `http://127.0.0.1:PORT` */
  readonly listening: Promise<string>;
  /**
   * Resolves at the end of the stretch, which begins when each method has a client, with how many messages were no longer
   * kept when a poll asked for them.
   */
  readonly played: Promise<number>;
  readonly #worker: Worker;

  /** @param data void afterwards: the thread has its memory */
  constructor(scriptPath: string, data: ReplayWorkerData) {
    const { payloads, atMs, endBytes, isBinary } = data.stretch;
    this.#worker = new Worker(scriptPath, {
      name: 'realtime-inspector-replay',
      workerData: data,
      // They came with a message, so each has its memory for itself.
      transferList: [payloads, atMs, endBytes, isBinary].map(({ buffer }) => buffer as ArrayBuffer),
    });
    this.listening = this.#said((message) => (message.type === 'listening' ? message.origin : null));
    this.played = this.#said((message) => (message.type === 'played' ? message.gone : null));
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  /** What the thread says, by the first message that `read` takes. */
  #said<T>(read: (message: FromReplay) => T | null): Promise<T> {
    const said = new Promise<T>((resolve, reject) => {
      const fail = (reason: string): void => {
        reject(new InspectorError('internal', `the replay ended: ${reason}`, 'try again'));
      };
      this.#worker.on('message', (message: FromReplay) => {
        const value = read(message);
        if (value !== null) resolve(value);
      });
      this.#worker.on('error', (error: Error) => {
        fail(error.message);
      });
      this.#worker.on('exit', (code) => {
        fail(`its thread ended with exit code ${code}`);
      });
    });
    // When it is closed, nobody may be waiting any more.
    said.catch(() => undefined);
    return said;
  }
}
