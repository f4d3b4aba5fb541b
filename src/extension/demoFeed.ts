import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InspectorError } from '../protocol/errors.ts';

/** The demo feed on this machine, in a thread of its own, started when somebody asks for it. */
export class DemoFeed {
  readonly #scriptPath: string;
  #worker: Worker | null = null;
  #origin: Promise<string> | null = null;

  constructor(extensionPath: string) {
    this.#scriptPath = join(extensionPath, 'dist', 'demoWorker.cjs');
  }

  /** @returns `http://127.0.0.1:PORT` */
  start(): Promise<string> {
    this.#origin ??= this.#launch();
    return this.#origin;
  }

  async dispose(): Promise<void> {
    await this.#worker?.terminate();
  }

  #launch(): Promise<string> {
    const worker = new Worker(this.#scriptPath, { name: 'realtime-inspector-demo' });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      worker.once('message', (origin: string) => {
        resolve(origin);
      });
      const fail = (reason: string): void => {
        this.#origin = null;
        reject(new InspectorError('internal', `the demo feed did not start: ${reason}`, 'try again'));
      };
      worker.once('error', (error: Error) => {
        fail(error.message);
      });
      worker.once('exit', (code) => {
        fail(`it ended with exit code ${code}`);
      });
    });
  }
}
