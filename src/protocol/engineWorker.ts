import type { ErrorInfo } from './errors.ts';
import type { ExchangeFormat, ExportResult, ImportResult } from './exchange.ts';
import type { EngineMethod } from './panel.ts';
import type { ReplayFigures, ReplayStretch } from './replay.ts';
import type { SessionSnapshot } from './session.ts';

/** What the editor asks of the engine itself; what a panel asks is passed on with its session's id. */
export interface SessionCalls {
  /**
   * @property path of the recording; made where there is none, read back where there is one
   * @property budgetBytes what it may have on disk
   */
  'session/open': {
    params: { readonly path: string; readonly budgetBytes: number };
    result: SessionSnapshot;
  };
  /** Stops its captures and finishes the recording. */
  'session/close': { params: Record<string, never>; result: null };
  /**
   * Writes a copy of the recording to another file while captures go on, and answers when it is there.
   * @property keepsSecrets whether credentials and values of secret headers are in it
   */
  'session/save': { params: { readonly path: string; readonly keepsSecrets: boolean }; result: null };
  /** Gives up a save that is under way, which then fails with `cancelled`. */
  'session/cancelSave': { params: Record<string, never>; result: null };
  /**
   * Writes the session in another format while captures go on, and says how far it is.
   * @property copyPath of a copy of the recording that it reads meanwhile, and deletes
   */
  'exchange/export': {
    params: {
      readonly format: ExchangeFormat;
      readonly path: string;
      readonly copyPath: string;
      readonly keepsSecrets: boolean;
    };
    result: ExportResult;
  };
  /** Makes the recording of a session that is opened afterwards from a file in another format. */
  'exchange/import': {
    params: { readonly path: string; readonly recordingPath: string };
    result: ImportResult;
  };
  /**
   * Writes what the session had between two moments, in ms since the Unix epoch, as a recording.
   * @property copyPath of a copy of the recording that it reads meanwhile, and deletes
   */
  'exchange/saveRange': {
    params: {
      readonly path: string;
      readonly copyPath: string;
      readonly fromMs: number;
      readonly toMs: number;
      readonly keepsSecrets: boolean;
    };
    result: ImportResult;
  };
  /** Makes the recording of a session that is opened afterwards from several others, side by side. */
  'exchange/gather': {
    params: { readonly paths: readonly string[]; readonly recordingPath: string };
    result: ImportResult;
  };
  /** Gives up an export or import of the session, which then fails with `cancelled`. Where there is none it does nothing. */
  'exchange/cancel': { params: Record<string, never>; result: null };
  /** What a capture received last, to be served again. */
  'replay/read': {
    params: { readonly captureId: number; readonly maxDurationMs: number };
    result: ReplayStretch;
  };
  /** Of a session whose captures are those of a replay: what they say of an estimate. */
  'replay/check': { params: { readonly assumptions: unknown }; result: ReplayFigures };
  /** Whether every news is wanted. A panel that nobody sees costs nothing: it hears only when captures begin and end. */
  'session/watch': { params: { readonly isWatched: boolean }; result: null };
}

export type WorkerMethod = EngineMethod | keyof SessionCalls;

/** To the engine's thread. Payloads and rows are passed on as they are: the editor's main thread reads none. */
export interface ToEngine {
  readonly id: number;
  readonly sessionId: string;
  readonly method: WorkerMethod;
  readonly params: unknown;
}

export type FromEngine =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly error: ErrorInfo }
  /** @property share of an export or import that is done, from 0 to 1 */
  | { readonly type: 'progress'; readonly sessionId: string; readonly share: number }
  | { readonly type: 'snapshot'; readonly sessionId: string; readonly snapshot: SessionSnapshot };
