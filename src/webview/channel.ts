import { assertNever } from '../protocol/assertNever.ts';
import { type ErrorInfo, InspectorError } from '../protocol/errors.ts';
import type { FromPanel, PanelCalls, PanelMethod, ToPanel, Welcome } from '../protocol/panel.ts';
import type { PanelCommand } from '../protocol/panelCommands.ts';
import type { SessionSnapshot } from '../protocol/session.ts';

/** What VS Code gives a webview; see `acquireVsCodeApi` in its webview guide. */
interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface ChannelEvents {
  onWelcome(welcome: Welcome): void;
  onSnapshot(snapshot: SessionSnapshot): void;
  onCommand(command: PanelCommand): void;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: InspectorError) => void;
  /** Null: it is waited for. */
  readonly timer: number | null;
}

/** How long an answer may take: a call that is never answered must not leave a control waiting for ever. */
const CALL_TIMEOUT_MS = 30_000;
/** Calls that may take longer; null: as long as the user does. */
const LONG_TIMEOUTS_MS: Readonly<Partial<Record<PanelMethod, number | null>>> = {
  // Finding out what an address speaks tries several methods one after the other.
  'capture/start': 120_000,
  // It lasts as long as what is replayed, REPLAY_DURATION_MS by default.
  'comparison/replay': 120_000,
  'host/pickFile': null,
  'host/saveReport': null,
  'host/saveRange': null,
};

/** The one way to the editor: calls with their answers, pushed snapshots, commands, and the persisted view state. */
export class Channel {
  readonly #api: VsCodeApi = acquireVsCodeApi();
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  /** Listens, then says `ready`, which the host answers with a whole snapshot. */
  open(events: ChannelEvents): void {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (isToPanel(event.data)) this.#receive(event.data, events);
    });
    this.#api.postMessage({ type: 'ready' });
  }

  /** @throws InspectorError what the engine or the editor answered, or `internal` where no answer came in time */
  call<M extends PanelMethod>(method: M, params: PanelCalls[M]['params']): Promise<PanelCalls[M]['result']> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const { [method]: timeoutMs = CALL_TIMEOUT_MS } = LONG_TIMEOUTS_MS;
      const giveUp = (): void => {
        this.#pending.delete(id);
        reject(new InspectorError('internal', `${method} got no answer`, 'try again, or reload the window'));
      };
      const timer = timeoutMs === null ? null : window.setTimeout(giveUp, timeoutMs);
      // The contract types what each method answers; this is where the untyped message meets it.
      const settle = resolve as (value: unknown) => void;
      this.#pending.set(id, { resolve: settle, reject, timer });
      this.#api.postMessage({ type: 'call', id, method, params });
    });
  }

  readState(): unknown {
    return this.#api.getState();
  }

  writeState(state: unknown): void {
    this.#api.setState(state);
  }

  #receive(message: ToPanel, events: ChannelEvents): void {
    switch (message.type) {
      case 'welcome':
        events.onWelcome(message);
        return;
      case 'snapshot':
        events.onSnapshot(message.snapshot);
        return;
      case 'command':
        events.onCommand(message.command);
        return;
      case 'result':
        this.#take(message.id)?.resolve(message.value);
        return;
      case 'failure':
        this.#take(message.id)?.reject(asError(message.error));
        return;
      default:
        assertNever(message);
    }
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    if (pending === undefined) return undefined;
    this.#pending.delete(id);
    if (pending.timer !== null) window.clearTimeout(pending.timer);
    return pending;
  }
}

function asError(error: ErrorInfo): InspectorError {
  return new InspectorError(error.code, error.message, error.action);
}

const TYPES: readonly unknown[] = ['welcome', 'snapshot', 'result', 'failure', 'command'];

/** Only the host can post here, but so can the webview's own frame: a message of no type of ours is left alone. */
function isToPanel(data: unknown): data is ToPanel {
  return typeof data === 'object' && data !== null && 'type' in data && TYPES.includes(data.type);
}
