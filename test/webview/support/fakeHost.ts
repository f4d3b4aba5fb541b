import { type ErrorInfo, InspectorError } from '../../../src/protocol/errors.ts';
import type { FromPanel, PanelCalls, PanelMethod, ToPanel } from '../../../src/protocol/panel.ts';
import type { SavedItem, SavedList } from '../../../src/protocol/saved.ts';
import { fakeReplay } from './fakeReplay.ts';
import { type FakeCapture, type FakeOptions, FakeSession } from './fakeSession.ts';

/** A call that the panel made, as the test reads it back. */
export interface RecordedCall {
  readonly method: PanelMethod;
  readonly params: unknown;
}

type Handlers = { [M in PanelMethod]: (params: PanelCalls[M]['params']) => PanelCalls[M]['result'] };

/**
 * Stands in for VS Code and the engine within the tested page: gives the page its `acquireVsCodeApi`, and answers its
 * calls from a made-up session. Tests steer it through `window.fakeHost`.
 */
export class FakeHost {
  readonly calls: RecordedCall[] = [];
  readonly violations: string[] = [];
  readonly copied: string[] = [];
  readonly reports: { readonly format: string; readonly text: string }[] = [];
  readonly saved: Partial<Record<SavedList, readonly SavedItem[]>> = {};
  session: FakeSession;
  state: unknown;
  failures: Partial<Record<PanelMethod, ErrorInfo>> = {};
  /** Whether a replay goes on until it is stopped. */
  isReplayHeld = false;
  #heldReplay: number | null = null;
  #live: number | null = null;

  constructor(options: FakeOptions, state: unknown) {
    this.session = new FakeSession(options);
    this.state = state;
    document.addEventListener('securitypolicyviolation', (event) => {
      this.violations.push(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  }

  post(message: ToPanel): void {
    window.postMessage(structuredClone(message), '*');
  }

  postSnapshot(): void {
    this.post({ type: 'snapshot', snapshot: this.session.snapshot() });
  }

  replace(options: FakeOptions, generation = this.session.generation): void {
    this.session = new FakeSession(options, generation);
    this.postSnapshot();
  }

  grow(rows: number): void {
    this.session.rowCount += rows;
    this.session.nowMs += rows * 60;
    this.postSnapshot();
  }

  /** Adds rows ten times a second, as a running feed does. */
  goLive(rowsPerTick: number): void {
    this.#live = window.setInterval(() => {
      this.session.rowCount += rowsPerTick;
      this.session.nowMs += 100;
      this.postSnapshot();
    }, 100);
  }

  rest(): void {
    if (this.#live !== null) window.clearInterval(this.#live);
  }

  receive(message: FromPanel): void {
    if (message.type === 'ready') {
      const feedDefaults = {
        intervalMs: 5_000,
        timeoutMs: 60_000,
        maxMessageBytes: 100_000_000,
        ...this.session.options.feedDefaults,
      };
      const { remoteName = null } = this.session.options;
      this.post({ type: 'welcome', sessionId: 'session-1', feedDefaults, remoteName });
      this.postSnapshot();
      return;
    }
    this.calls.push({ method: message.method, params: message.params });
    queueMicrotask(() => {
      this.#answer(message.id, message.method, message.params);
    });
  }

  #change(captureId: number, part: Partial<FakeCapture>): void {
    const captures = this.session.options.captures.map((capture, index): FakeCapture =>
      index + 1 === captureId ? { ...capture, ...part } : capture,
    );
    this.session = new FakeSession({ ...this.session.options, captures }, this.session.generation);
    this.postSnapshot();
  }

  #answer(id: number, method: PanelMethod, params: unknown): void {
    const failure = this.failures[method];
    if (failure !== undefined) {
      this.post({ type: 'failure', id, error: failure });
      return;
    }
    if (method === 'comparison/replay' && this.isReplayHeld) {
      this.#heldReplay = id;
      return;
    }
    try {
      const handle = this.#handlers[method] as (params: unknown) => unknown;
      this.post({ type: 'result', id, value: handle(params) });
    } catch (error) {
      const info =
        error instanceof InspectorError
          ? error.info
          : { code: 'internal', message: String(error), action: '' };
      this.post({ type: 'failure', id, error: info as ErrorInfo });
    }
  }

  readonly #handlers: Handlers = {
    'session/snapshot': () => this.session.snapshot(),
    'session/clear': () => {
      this.session = new FakeSession({ captures: [], rowCount: 0 }, this.session.generation + 1);
      return this.session.snapshot();
    },
    'feed/find': () => ({
      addresses: {
        'short-polling': null,
        'long-polling': 'http://localhost:8080/poll',
        websocket: 'ws://localhost:8080/ws',
        sse: 'http://localhost:8080/events',
      },
    }),
    'capture/start': ({ feed }) => {
      const method = feed.method === 'auto' ? 'sse' : feed.method;
      const captures: FakeCapture[] = [...this.session.options.captures, { method, url: feed.url }];
      this.session = new FakeSession({ ...this.session.options, captures }, this.session.generation);
      this.postSnapshot();
      return { captureId: captures.length };
    },
    'capture/stop': ({ captureId }) => {
      this.#change(captureId, { state: 'closed' });
      return null;
    },
    'capture/send': () => null,
    'capture/repeat': ({ captureId, intervalMs, count }) => {
      const left = count === null ? null : count - 1;
      this.#change(captureId, { repeating: { intervalMs, sent: 1, left, skipped: 0 } });
      return null;
    },
    'capture/stopRepeat': ({ captureId }) => {
      this.#change(captureId, { repeating: null });
      return null;
    },
    'rows/read': ({ query, from, to, highlights }) => this.session.readRows(query, from, to, highlights),
    'rows/place': ({ query, row }) => ({ position: this.session.place(query, row) }),
    'rows/locate': ({ query, captureId, atMs }) => ({
      position: this.session.locate(query, captureId, atMs),
    }),
    'frame/read': ({ row }) => this.session.body(row),
    'frame/readWhole': ({ row }) => this.session.body(row),
    'frame/document': ({ row }) => ({
      row: this.session.row(row),
      url: null,
      text: this.session.payload(row),
      extension: '.json',
      shownBytes: this.session.row(row).sizeBytes,
    }),
    'frame/previous': ({ row }) => this.session.previous(row),
    'requests/read': ({ from, to }) => this.session.readRequests(from, to),
    'request/read': ({ captureId, index }) => {
      const request = this.session.readRequest(captureId, index);
      if (request === undefined)
        throw new InspectorError('not-found', 'there is no such request', 'choose another');
      return request;
    },
    'timeline/read': ({ fromMs, toMs, columns }) => this.session.timeline(fromMs, toMs, columns),
    'statistics/read': ({ captureIds }) => this.session.statistics(captureIds),
    'comparison/read': ({ assumptions }) => this.session.compare(assumptions),
    'comparison/pairs': ({ from, step }) => this.session.pair(from, step),
    'comparison/replay': ({ captureId, maxDurationMs, assumptions }) =>
      fakeReplay(this.session.compare(assumptions), captureId, maxDurationMs),
    'comparison/stopReplay': () => {
      if (this.#heldReplay !== null) this.post({ type: 'result', id: this.#heldReplay, value: null });
      this.#heldReplay = null;
      return null;
    },
    'host/openFrame': () => null,
    'host/compareFrames': () => null,
    'host/copy': ({ text }) => {
      this.copied.push(text);
      return null;
    },
    'host/pickFile': () => ({ path: '/home/me/certificates/ca.pem' }),
    'host/openSetting': () => null,
    'host/readSaved': ({ list }) => ({ items: this.saved[list] ?? [] }),
    'host/writeSaved': ({ list, items }) => {
      this.saved[list] = items;
      return null;
    },
    'host/saveFeed': () => null,
    'host/tellView': () => null,
    'host/saveReport': ({ format, text }) => {
      this.reports.push({ format, text });
      return { isSaved: true };
    },
    'host/saveRange': () => ({ isSaved: true }),
    'host/startDemo': () => ({ origin: 'http://127.0.0.1:4321' }),
  };
}

declare global {
  interface Window {
    fakeHost: FakeHost;
    /** Written into the page before any script of it runs. */
    fakeSetup: { readonly options: FakeOptions; readonly state: unknown };
    acquireVsCodeApi: () => unknown;
  }
}

window.fakeHost = new FakeHost(window.fakeSetup.options, window.fakeSetup.state);
window.acquireVsCodeApi = () => ({
  postMessage: (message: FromPanel) => {
    window.fakeHost.receive(message);
  },
  getState: () => window.fakeHost.state,
  setState: (state: unknown) => {
    window.fakeHost.state = state;
  },
});
