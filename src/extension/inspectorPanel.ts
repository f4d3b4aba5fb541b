import { commands, type Disposable, env, type LogOutputChannel, type Uri } from 'vscode';
import { sessionTitle } from '../model/sessionTitle.ts';
import { type ErrorInfo, InspectorError, toErrorInfo } from '../protocol/errors.ts';
import type { StartFeed } from '../protocol/feed.ts';
import type { FromPanel, ToPanel } from '../protocol/panel.ts';
import type { PanelCommand } from '../protocol/panelCommands.ts';
import type { TimeRange } from '../model/timelineScale.ts';
import type { ReplayCheck } from '../protocol/replay.ts';
import type { SessionSnapshot } from '../protocol/session.ts';
import { CaptureStarts } from './captureStarts.ts';
import type { DemoFeed } from './demoFeed.ts';
import type { EngineClient } from './engineClient.ts';
import { readFeedDefaults } from './feedDefaults.ts';
import type { FrameDocuments } from './frameDocuments.ts';
import {
  replayRequest,
  rangeParam,
  reportParam,
  required,
  rowParam,
  savedListParam,
} from './hostCallParams.ts';
import type { ReplayRunner } from './replayRunner.ts';
import { saveReport } from './saveReport.ts';
import { pickFile, recordingBudgetBytes, withSurroundings } from './surroundings.ts';
import type { PanelPlace } from './panelPlace.ts';
import { isEngineMethod, member, parseFromPanel, stringParam } from './panelMessages.ts';
import type { RecentFeeds } from './feeds/recentFeeds.ts';
import type { SecretVault } from './feeds/secretVault.ts';
import type { SavedLists } from './savedLists.ts';
import { webviewHtml, webviewRoots } from './webviewHtml.ts';

export const PANEL_VIEW_TYPE = 'realtimeInspector.panel';

export interface PanelServices {
  readonly engine: EngineClient;
  readonly demo: DemoFeed;
  readonly replays: ReplayRunner;
  readonly documents: FrameDocuments;
  readonly saved: SavedLists;
  readonly secrets: SecretVault;
  readonly recent: RecentFeeds;
  /** Writes a feed to the workspace's file, where the user says so. */
  readonly saveFeed: (feed: unknown) => Promise<void>;
  /** Writes a range of a panel's recording into a file that the user chooses. @returns false where it was given up */
  readonly saveRange: (panel: InspectorPanel, range: TimeRange) => Promise<boolean>;
  readonly extensionUri: Uri;
  readonly log: LogOutputChannel;
}

const IDLE: PanelStatus = {
  title: null,
  isRunning: false,
  hasCaptures: false,
  isPaused: false,
  hasFocus: false,
};

/** How a panel stands, for what the editor shows around it. */
export interface PanelStatus {
  readonly title: string | null;
  readonly isRunning: boolean;
  readonly hasCaptures: boolean;
  readonly isPaused: boolean;
  readonly hasFocus: boolean;
}

export interface PanelListeners {
  readonly onStatus: () => void;
  /** What its captures came to, at most ten times a second. */
  readonly onSnapshot: () => void;
  readonly onActivated: () => void;
  readonly onDisposed: () => void;
}

/** One panel with its session. It passes calls and snapshots between the page and the engine, and reads only how it stands. */
export class InspectorPanel {
  readonly sessionId: string;
  readonly #place: PanelPlace;
  readonly #services: PanelServices;
  readonly #listeners: PanelListeners;
  readonly #opened: Promise<unknown>;
  readonly #disposables: Disposable[];
  #status: PanelStatus = IDLE;
  #snapshot: SessionSnapshot | null = null;
  #runningCount = 0;
  #isPageReady = false;
  #replaying: AbortController | null = null;
  #waitingCommands: PanelCommand[] = [];
  readonly #starts: CaptureStarts;

  constructor(
    place: PanelPlace,
    sessionId: string,
    recordingPath: string,
    services: PanelServices,
    listeners: PanelListeners,
  ) {
    this.sessionId = sessionId;
    this.#place = place;
    this.#services = services;
    this.#listeners = listeners;
    const { webview } = place;
    webview.options = { enableScripts: true, localResourceRoots: webviewRoots(services.extensionUri) };
    this.#opened = services.engine.call(sessionId, 'session/open', {
      path: recordingPath,
      budgetBytes: recordingBudgetBytes(),
    });
    this.#opened.catch((error: unknown) => {
      this.#report(toErrorInfo(error));
    });
    this.#starts = new CaptureStarts(sessionId, this.#opened, services, {
      onStarting: (count) => {
        if (this.#isPageReady) this.#post({ type: 'command', command: { name: 'starting', count } });
      },
      onFailure: (error) => {
        this.#tell({ name: 'tell', error });
      },
    });
    services.engine.onSnapshot(sessionId, (snapshot) => {
      this.#take(snapshot);
    });
    this.#disposables = [
      webview.onDidReceiveMessage((message: unknown) => {
        this.#receive(message);
      }),
      place.onDidChangeVisibility(() => {
        this.#watch(place.isVisible && this.#isPageReady);
        if (!place.isVisible) this.#setStatus({ hasFocus: false });
      }),
      place.onDidActivate(listeners.onActivated),
      place.onDidDispose(() => {
        this.#dispose();
      }),
    ];
    place.label({ title: null, runningCount: 0 });
    webview.html = webviewHtml(webview, services.extensionUri);
  }

  get kind(): PanelPlace['kind'] {
    return this.#place.kind;
  }

  get status(): PanelStatus {
    return this.#status;
  }

  /** How its session stood when it was last heard of. */
  get snapshot(): SessionSnapshot | null {
    return this.#snapshot;
  }

  get isVisible(): boolean {
    return this.#place.isVisible;
  }

  reveal(): void {
    this.#place.reveal();
  }

  /** Asks how its session stands: one that nobody sees is not told of but when captures begin and end. */
  async refresh(): Promise<void> {
    await this.#opened;
    this.#note(await this.#services.engine.call(this.sessionId, 'session/snapshot', {}));
  }

  /** Tells the page what to do, as soon as it is there to do it. */
  command(command: PanelCommand): void {
    this.#tell(command, this.#isPageReady);
  }

  /** Captures these feeds, seen or not, with the first in the form. */
  start(feeds: readonly StartFeed[]): void {
    const [first] = feeds;
    if (first !== undefined) this.#tell({ name: 'fill', feed: first });
    this.#starts.startAll(feeds);
  }

  /** What is to be seen: a page that is away gets it when it is back. */
  #tell(command: PanelCommand, isThere = this.#isPageReady && this.#place.isVisible): void {
    if (isThere) this.#post({ type: 'command', command });
    else this.#waitingCommands.push(command);
  }

  #take(snapshot: SessionSnapshot): void {
    this.#post({ type: 'snapshot', snapshot });
    this.#note(snapshot);
  }

  #note(snapshot: SessionSnapshot): void {
    this.#snapshot = snapshot;
    const { captures } = snapshot;
    const runningCount = captures.filter(({ endedAtMs }) => endedAtMs === null).length;
    const title = sessionTitle(captures);
    if (title !== this.#status.title || runningCount !== this.#runningCount) {
      this.#runningCount = runningCount;
      this.#place.label({ title, runningCount });
    }
    this.#setStatus({ title, isRunning: runningCount > 0, hasCaptures: captures.length > 0 });
    this.#listeners.onSnapshot();
  }

  #setStatus(part: Partial<PanelStatus>): void {
    const before = this.#status;
    this.#status = { ...before, ...part };
    if (JSON.stringify(this.#status) !== JSON.stringify(before)) this.#listeners.onStatus();
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
    const feedDefaults = readFeedDefaults(this.#services.log);
    const remoteName = env.remoteName ?? null;
    this.#post({ type: 'welcome', sessionId: this.sessionId, feedDefaults, remoteName });
    this.#isPageReady = true;
    try {
      await this.#opened;
      this.#take(await this.#services.engine.call(this.sessionId, 'session/snapshot', {}));
    } catch (error) {
      this.#report(toErrorInfo(error));
    }
    this.#watch(this.#place.isVisible);
    this.#post({ type: 'command', command: { name: 'starting', count: this.#starts.startingCount } });
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
      if (method === 'capture/start') return this.#starts.start(member(params, 'feed'));
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
      case 'host/tellView': {
        const hasFocus = member(params, 'hasFocus') === true;
        this.#setStatus({ isPaused: member(params, 'isPaused') === true, hasFocus });
        if (hasFocus) this.#listeners.onActivated();
        return null;
      }
      case 'host/saveFeed':
        await this.#services.saveFeed(member(params, 'feed'));
        return null;
      case 'comparison/replay':
        return this.#replay(params);
      case 'comparison/stopReplay':
        this.#replaying?.abort();
        return null;
      case 'host/saveReport':
        return { isSaved: await saveReport(reportParam(params, method), this.#status.title) };
      case 'host/saveRange':
        return { isSaved: await this.#services.saveRange(this, rangeParam(params, method)) };
      case 'host/startDemo':
        return { origin: await this.#services.demo.start() };
    }
  }

  async #replay(params: unknown): Promise<ReplayCheck | null> {
    if (this.#replaying !== null) {
      throw new InspectorError('invalid-option', 'a replay is under way', 'wait for its end, or stop it');
    }
    const replaying = new AbortController();
    this.#replaying = replaying;
    try {
      return await this.#services.replays.run(replayRequest(this.sessionId, params), replaying.signal);
    } finally {
      this.#replaying = null;
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
    void this.#place.webview.postMessage(message);
  }

  #dispose(): void {
    this.#replaying?.abort();
    for (const disposable of this.#disposables) disposable.dispose();
    this.#services.engine.closeSession(this.sessionId).catch((error: unknown) => {
      this.#report(toErrorInfo(error));
    });
    this.#listeners.onDisposed();
  }
}
