import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromEngine, SessionCalls, ToEngine } from '../../src/protocol/engineWorker.ts';
import { ENGINE_HEAP_MB, ENGINE_YOUNG_HEAP_MB } from '../../src/protocol/limits.ts';
import type { EngineCalls } from '../../src/protocol/panel.ts';
import type { SessionSnapshot } from '../../src/protocol/session.ts';

type Calls = EngineCalls & SessionCalls;

/** The engine's thread of the built extension, with one session, as the extension starts it. */
export class ShippedEngine {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (value: unknown) => void>();
  #lastId = 0;

  constructor(onSnapshot: (snapshot: SessionSnapshot) => void) {
    const script = join(import.meta.dirname, '..', '..', 'dist', 'engineWorker.cjs');
    this.#worker = new Worker(script, {
      resourceLimits: {
        maxOldGenerationSizeMb: ENGINE_HEAP_MB,
        maxYoungGenerationSizeMb: ENGINE_YOUNG_HEAP_MB,
      },
    });
    this.#worker.on('message', (message: FromEngine) => {
      if (message.type === 'snapshot') {
        onSnapshot(message.snapshot);
        return;
      }
      if (message.type === 'failure') throw new Error(`${message.error.code}: ${message.error.message}`);
      this.#waiting.get(message.id)?.(message.value);
      this.#waiting.delete(message.id);
    });
  }

  call<M extends keyof Calls>(method: M, params: Calls[M]['params']): Promise<Calls[M]['result']> {
    this.#lastId += 1;
    const message: ToEngine = { id: this.#lastId, sessionId: 'bench', method, params };
    const answer = new Promise<Calls[M]['result']>((resolve) => {
      // The engine answers each method with its own result.
      this.#waiting.set(message.id, resolve as (value: unknown) => void);
    });
    this.#worker.postMessage(message);
    return answer;
  }
}
