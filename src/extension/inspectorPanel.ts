import { commands, type Disposable, env, type LogOutputChannel, type Uri, type WebviewPanel } from 'vscode';
import { type ErrorInfo, InspectorError, toErrorInfo } from '../protocol/errors.ts';
import type { FromPanel, PanelCommand, ToPanel } from '../protocol/panel.ts';
import type { SavedList } from '../protocol/saved.ts';
import type { DemoFeed } from './demoFeed.ts';
import type { EngineClient } from './engineClient.ts';
import type { FrameDocuments } from './frameDocuments.ts';
import { pickFile, recordingBudgetBytes, withSurroundings } from './surroundings.ts';
import { isEngineMethod, member, numberParam, parseFromPanel, stringParam } from './panelMessages.ts';
import { isSavedList, type SavedLists } from './savedLists.ts';
import { webviewHtml, webviewRoots } from './webviewHtml.ts';

export const PANEL_VIEW_TYPE = 'realtimeInspector.panel';

export interface PanelServices {
  readonly engine: EngineClient;
  readonly demo: DemoFeed;
  readonly documents: FrameDocuments;
  readonly saved: SavedLists;
  readonly extensionUri: Uri;
  readonly log: LogOutputChannel;
}

/** One panel with its session. It passes calls and snapshots between the page and the engine, and reads neither. */
export class InspectorPanel {
  readonly sessionId: string;
  readonly #panel: WebviewPanel;
  readonly #services: PanelServices;
  readonly #opened: Promise<unknown>;
  readonly #disposables: Disposable[];
  #isPageReady = false;
  #waitingCommands: PanelCommand[] = [];

  constructor(
    panel: WebviewPanel,
    sessionId: string,
    recordingPath: string,
    services: PanelServices,
    onDisposed: () => void,
  ) {
    this.sessionId = sessionId;
    this.#panel = panel;
    this.#services = services;
    panel.webview.options = { enableScripts: true, localResourceRoots: webviewRoots(services.extensionUri) };
    this.#opened = services.engine.call(sessionId, 'session/open', {
      path: recordingPath,
      budgetBytes: recordingBudgetBytes(),
    });
    this.#opened.catch((error: unknown) => {
      this.#report(toErrorInfo(error));
    });
    services.engine.onSnapshot(sessionId, (snapshot) => {
      this.#post({ type: 'snapshot', snapshot });
    });
    this.#disposables = [
      panel.webview.onDidReceiveMessage((message: unknown) => {
        this.#receive(message);
      }),
      panel.onDidChangeViewState(() => {
        this.#watch(panel.visible && this.#isPageReady);
      }),
      panel.onDidDispose(() => {
        this.#dispose(onDisposed);
      }),
    ];
    panel.webview.html = webviewHtml(panel.webview, services.extensionUri);
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Tells the page what to do, as soon as it is there to do it. */
  command(command: PanelCommand): void {
    if (this.#isPageReady) this.#post({ type: 'command', command });
    else this.#waitingCommands.push(command);
  }

  #receive(raw: unknown): void {
    const message = parseFromPanel(raw);
    if (message === null) {
      this.#services.log.warn('the panel sent a message that is none of its contract');
      return;
    }
    if (message.type === 'ready') void this.#welcome();
    else void this.#answer(message);
  }

  /** The page has loaded, or loaded again: after a move or a return from hidden, it starts from a whole snapshot. */
  async #welcome(): Promise<void> {
    this.#post({ type: 'welcome', sessionId: this.sessionId });
    this.#isPageReady = true;
    try {
      await this.#opened;
      const snapshot = await this.#services.engine.call(this.sessionId, 'session/snapshot', {});
      this.#post({ type: 'snapshot', snapshot });
    } catch (error) {
      this.#report(toErrorInfo(error));
    }
    this.#watch(this.#panel.visible);
    const commands = this.#waitingCommands;
    this.#waitingCommands = [];
    for (const command of commands) this.#post({ type: 'command', command });
  }

  async #answer(call: FromPanel & { type: 'call' }): Promise<void> {
    try {
      const value = await this.#perform(call);
      this.#post({ type: 'result', id: call.id, value });
    } catch (error) {
      this.#post({ type: 'failure', id: call.id, error: toErrorInfo(error) });
    }
  }

  async #perform({ method, params }: FromPanel & { type: 'call' }): Promise<unknown> {
    if (isEngineMethod(method)) {
      await this.#opened;
      return this.#services.engine.pass(this.sessionId, method, withSurroundings(method, params));
    }
    switch (method) {
      case 'host/pickFile':
        return { path: await pickFile(stringParam(params, 'title') ?? '') };
      case 'host/copy':
        await env.clipboard.writeText(required(stringParam(params, 'text'), method, 'text'));
        return null;
      case 'host/openFrame':
        await this.#services.documents.open(this.sessionId, rowParam(params, method, 'row'));
        return null;
      case 'host/compareFrames':
        await this.#services.documents.compare(
          this.sessionId,
          rowParam(params, method, 'beforeRow'),
          rowParam(params, method, 'row'),
        );
        return null;
      case 'host/openSetting': {
        const setting = required(stringParam(params, 'setting'), method, 'setting');
        await commands.executeCommand('workbench.action.openSettings', `realtimeInspector.${setting}`);
        return null;
      }
      case 'host/readSaved':
        return { items: this.#services.saved.read(savedListParam(params, method)) };
      case 'host/writeSaved':
        await this.#services.saved.write(savedListParam(params, method), member(params, 'items'));
        return null;
      case 'host/startDemo':
        return { origin: await this.#services.demo.start() };
    }
  }

  #watch(isWatched: boolean): void {
    this.#services.engine.call(this.sessionId, 'session/watch', { isWatched }).catch((error: unknown) => {
      this.#report(toErrorInfo(error));
    });
  }

  #report(error: ErrorInfo): void {
    this.#services.log.error(`${error.code}: ${error.message}; ${error.action}`);
  }

  #post(message: ToPanel): void {
    // False means that nobody is there to see it: the page asks for a whole snapshot when it is back.
    void this.#panel.webview.postMessage(message);
  }

  #dispose(onDisposed: () => void): void {
    for (const disposable of this.#disposables) disposable.dispose();
    this.#services.engine.closeSession(this.sessionId).catch((error: unknown) => {
      this.#report(toErrorInfo(error));
    });
    onDisposed();
  }
}

function rowParam(params: unknown, method: string, name: string): number {
  return required(numberParam(params, name), method, name);
}

function savedListParam(params: unknown, method: string): SavedList {
  const list = member(params, 'list');
  return required(isSavedList(list) ? list : null, method, 'list');
}

function required<T>(value: T | null, method: string, name: string): T {
  if (value !== null) return value;
  throw new InspectorError(
    'internal',
    `${method} was called without ${name}`,
    'report it with the steps that led here',
  );
}
