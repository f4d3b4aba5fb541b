import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CodeSite, ScannedLanguage } from '../model/codeScan/codeSite.ts';
import { hasCodeTraces } from '../model/codeScan/codeTraces.ts';

export interface CodeScanRequest {
  readonly text: string;
  readonly language: ScannedLanguage;
}

/**
 * Looks through code in a thread of its own: parsing a long file takes the better part of a second, and all extensions share
 * the main thread. The engine's would keep captures waiting. The thread is started by the first text that has something to find.
 */
export class CodeScanner {
  readonly #scriptPath: string;
  #worker: Worker | null = null;
  /** Settled when the thread is free: one text at a time, so that what is out of date by then is not begun. */
  #free: Promise<unknown> = Promise.resolve();

  constructor(extensionPath: string) {
    this.#scriptPath = join(extensionPath, 'dist', 'codeScanWorker.cjs');
  }

  /**
   * @param read asked for the text when its turn has come
   * @returns null where it had none any more
   */
  async scan(read: () => string | null, language: ScannedLanguage): Promise<readonly CodeSite[] | null> {
    const turn = this.#free.then(() => {
      const text = read();
      if (text === null) return null;
      return hasCodeTraces(text) ? this.#ask({ text, language }) : [];
    });
    this.#free = turn.catch(() => undefined);
    return turn;
  }

  async dispose(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(request: CodeScanRequest): Promise<readonly CodeSite[]> {
    this.#worker ??= new Worker(this.#scriptPath, { name: 'realtime-inspector-code' });
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      worker.removeAllListeners();
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => {
        if (this.#worker === worker) this.#worker = null;
        reject(new Error(`looking through code ended with exit code ${code}`));
      });
      worker.postMessage(request);
    });
  }
}
