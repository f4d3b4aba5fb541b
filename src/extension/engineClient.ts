import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromEngine, SessionCalls, ToEngine, WorkerMethod } from '../protocol/engineWorker.ts';
import { type ErrorInfo, InspectorError } from '../protocol/errors.ts';
import { ENGINE_HEAP_MB, ENGINE_YOUNG_HEAP_MB } from '../protocol/limits.ts';
import type { EngineCalls } from '../protocol/panel.ts';
import type { SessionSnapshot } from '../protocol/session.ts';

type WorkerCalls = EngineCalls & SessionCalls;

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Long enough to finish a recording on a slow disk, short enough not to hold up the editor's shutdown (5 s). */
const CLOSE_TIMEOUT_MS = 4_000;

/**
 * The engine's thread, started by the first call. The main thread only passes messages on: it parses no frame.
 * Where the thread dies, open calls fail, and the next call starts a new one.
 */
export class EngineClient {
  readonly #scriptPath: string;
  readonly #onDied: (error: ErrorInfo) => void;
  readonly #pending = new Map<number, PendingCall>();
  readonly #snapshotListeners = new Map<string, (snapshot: SessionSnapshot) => void>();
  readonly #progressListeners = new Map<string, (share: number) => void>();
  #worker: Worker | null = null;
  #lastId = 0;

  constructor(extensionPath: string, onDied: (error: ErrorInfo) => void) {
    this.#scriptPath = join(extensionPath, 'dist', 'engineWorker.cjs');
    this.#onDied = onDied;
  }

  get isRunning(): boolean {
    return this.#worker !== null;
  }

  /** @throws InspectorError as the engine has it */
  async call<M extends keyof WorkerCalls>(
    sessionId: string,
    method: M,
    params: WorkerCalls[M]['params'],
  ): Promise<WorkerCalls[M]['result']> {
    // The engine answers each method with its own result: the one cast at this boundary, as JSON would need.
    return (await this.pass(sessionId, method, params)) as WorkerCalls[M]['result'];
  }

  /** Passes a call on as it is; the engine checks it. */
  pass(sessionId: string, method: WorkerMethod, params: unknown): Promise<unknown> {
    this.#worker ??= this.#start();
    this.#lastId += 1;
    const message: ToEngine = { id: this.#lastId, sessionId, method, params };
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#pending.set(message.id, { resolve, reject });
    });
    this.#worker.postMessage(message);
    return answer;
  }

  onSnapshot(sessionId: string, listener: (snapshot: SessionSnapshot) => void): void {
    this.#snapshotListeners.set(sessionId, listener);
  }

  /** How far an export or import of the session is. @param listener null: nobody wants to know any more */
  onProgress(sessionId: string, listener: ((share: number) => void) | null): void {
    if (listener === null) this.#progressListeners.delete(sessionId);
    else this.#progressListeners.set(sessionId, listener);
  }

  hasSession(sessionId: string): boolean {
    return this.#snapshotListeners.has(sessionId);
  }

  async closeSession(sessionId: string): Promise<void> {
    this.#snapshotListeners.delete(sessionId);
    if (this.#worker !== null) await this.call(sessionId, 'session/close', {});
  }

  /** Finishes every session's recording, as far as time allows, and ends the thread. */
  async dispose(): Promise<void> {
    const worker = this.#worker;
    if (worker === null) return;
    const sessions = [...this.#snapshotListeners.keys()];
    const closed = Promise.allSettled(sessions.map((sessionId) => this.closeSession(sessionId)));
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([closed, new Promise((resolve) => (timer = setTimeout(resolve, CLOSE_TIMEOUT_MS)))]);
    clearTimeout(timer);
    this.#worker = null;
    await worker.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#scriptPath, {
      name: 'realtime-inspector-engine',
      resourceLimits: {
        maxOldGenerationSizeMb: ENGINE_HEAP_MB,
        maxYoungGenerationSizeMb: ENGINE_YOUNG_HEAP_MB,
      },
    });
    worker.on('message', (message: FromEngine) => {
      this.#receive(message);
    });
    worker.on('error', (error: Error) => {
      this.#fail(worker, `the engine stopped: ${error.message}`);
    });
    worker.on('exit', (code) => {
      this.#fail(worker, `the engine stopped with exit code ${code}`);
    });
    return worker;
  }

  #receive(message: FromEngine): void {
    if (message.type === 'snapshot') {
      this.#snapshotListeners.get(message.sessionId)?.(message.snapshot);
      return;
    }
    if (message.type === 'progress') {
      this.#progressListeners.get(message.sessionId)?.(message.share);
      return;
    }
    const call = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.type === 'result') call?.resolve(message.value);
    else call?.reject(asError(message.error));
  }

  #fail(worker: Worker, message: string): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    const error: ErrorInfo = {
      code: 'internal',
      message,
      action: 'close the panel and open it again; what was captured is kept',
    };
    for (const call of this.#pending.values()) call.reject(asError(error));
    this.#pending.clear();
    this.#onDied(error);
  }
}

function asError(info: ErrorInfo): InspectorError {
  return new InspectorError(info.code, info.message, info.action);
}
