import type { CaptureState, CaptureSummary, EndReason } from '../protocol/capture.ts';
import type { ErrorInfo } from '../protocol/errors.ts';

type StatusFields = Pick<
  CaptureSummary,
  'state' | 'endReason' | 'startedAtMs' | 'openedAtMs' | 'endedAtMs' | 'retryAtMs' | 'failure'
>;

/** What state a capture is in, since when, and how it ended. */
export class CaptureStatus {
  readonly #onChange: () => void;
  #state: CaptureState = 'connecting';
  #endReason: EndReason | null = null;
  #startedAtMs: number;
  #openedAtMs: number | null = null;
  #endedAtMs: number | null = null;
  #retryAtMs: number | null = null;
  #failure: ErrorInfo | null = null;

  /** @param onChange called when the state has become another */
  constructor(startedAtMs: number, onChange: () => void) {
    this.#startedAtMs = startedAtMs;
    this.#onChange = onChange;
  }

  get isLive(): boolean {
    return this.#endedAtMs === null;
  }

  get state(): CaptureState {
    return this.#state;
  }

  get fields(): StatusFields {
    return {
      state: this.#state,
      endReason: this.isLive ? null : this.#endReason,
      startedAtMs: this.#startedAtMs,
      openedAtMs: this.#openedAtMs,
      endedAtMs: this.#endedAtMs,
      retryAtMs: this.#retryAtMs,
      failure: this.#failure,
    };
  }

  /** Counts from now; what is open was opened now. */
  restart(atMs: number): void {
    this.#startedAtMs = atMs;
    if (this.#openedAtMs !== null) this.#openedAtMs = atMs;
  }

  opened(atMs: number): void {
    this.#openedAtMs ??= atMs;
    this.#retryAtMs = null;
    this.#set('open');
  }

  reconnecting(retryAtMs: number): void {
    this.#retryAtMs = retryAtMs;
    this.#set('reconnecting');
  }

  /** The first to say why it ends is right. */
  ending(reason: EndReason): void {
    this.#endReason ??= reason;
  }

  closed(atMs: number): void {
    this.#end(atMs, this.#endReason ?? 'server', 'closed');
  }

  failed(atMs: number, failure: ErrorInfo): void {
    this.#failure = failure;
    this.#end(atMs, 'failure', 'failed');
  }

  #end(atMs: number, reason: EndReason, state: CaptureState): void {
    this.#endReason = reason;
    this.#endedAtMs = atMs;
    this.#retryAtMs = null;
    this.#set(state);
  }

  #set(state: CaptureState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#onChange();
  }
}
