import {
  commands,
  env,
  type Event,
  EventEmitter,
  type ExtensionContext,
  l10n,
  type LogOutputChannel,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  type WebviewPanelSerializer,
  type WebviewView,
  type WebviewViewProvider,
  type WebviewViewResolveContext,
  window,
  workspace,
} from 'vscode';
import type { AgentSession } from '../engine/agents/agentTool.ts';
import { formatError, toErrorInfo } from '../protocol/errors.ts';
import type { StartFeed } from '../protocol/feed.ts';
import type { CodeConnection } from '../model/codeScan/codeSite.ts';
import { parseCommandLine } from '../model/commandLine/parseCommandLine.ts';
import { CodeAddresses } from './codeAddress.ts';
import { ContextKeys } from './contextKeys.ts';
import { DemoFeed } from './demoFeed.ts';
import { EngineClient } from './engineClient.ts';
import { exportRecording, gatherRecordings, importRecording, saveRange } from './exchangeRecording.ts';
import { FeedSaver } from './feeds/feedSaver.ts';
import { RecentFeeds } from './feeds/recentFeeds.ts';
import { SecretVault } from './feeds/secretVault.ts';
import { FRAME_SCHEME, FrameDocuments } from './frameDocuments.ts';
import { InspectorPanel, PANEL_VIEW_TYPE, type PanelServices } from './inspectorPanel.ts';
import { member } from './panelMessages.ts';
import { editorPlace, type PanelPlace, viewPlace } from './panelPlace.ts';
import { RECORDING_EDITOR, RecordingEditor } from './recordingEditor.ts';
import { RecordingFiles } from './recordingFiles.ts';
import { ReplayRunner } from './replayRunner.ts';
import { SavedLists } from './savedLists.ts';
import { recordingFilter, saveRecording } from './saveRecording.ts';
import { withSurroundings } from './surroundings.ts';

/** What the manifest calls the view in the bottom panel. */
export const BOTTOM_VIEW = 'realtimeInspector.bottom';

/** All panels of this window, and what they share. Nothing starts before the first panel opens. */
export class Inspector implements WebviewPanelSerializer, WebviewViewProvider {
  readonly engine: EngineClient;
  readonly secrets: SecretVault;
  readonly feedSaver: FeedSaver;
  readonly #services: PanelServices;
  readonly #files: RecordingFiles;
  readonly #keys = new ContextKeys();
  readonly #changed = new EventEmitter<void>();
  readonly recent: RecentFeeds;
  readonly #codeAddresses: CodeAddresses;
  /** The one that was in front last is the last one. */
  readonly #panels = new Set<InspectorPanel>();

  constructor(context: ExtensionContext, log: LogOutputChannel) {
    this.engine = new EngineClient(context.extensionPath, (error) => {
      log.error(formatError(error));
    });
    this.#files = new RecordingFiles(context);
    this.recent = new RecentFeeds(context.workspaceState);
    this.secrets = new SecretVault(context.secrets);
    this.feedSaver = new FeedSaver(this.secrets);
    this.#codeAddresses = new CodeAddresses(context.workspaceState);
    this.#services = {
      engine: this.engine,
      demo: new DemoFeed(context.extensionPath),
      replays: new ReplayRunner(this.engine, this.#files, context.extensionPath),
      documents: new FrameDocuments(this.engine),
      saved: new SavedLists(context.workspaceState),
      secrets: this.secrets,
      recent: this.recent,
      saveFeed: (feed) => this.feedSaver.save(feed),
      saveRange: async (panel, range) => saveRange(this.engine, panel, range, await this.#newCopyPath()),
      extensionUri: context.extensionUri,
      log,
    };
    context.subscriptions.push(
      workspace.registerTextDocumentContentProvider(FRAME_SCHEME, this.#services.documents),
    );
  }

  get panels(): readonly InspectorPanel[] {
    return [...this.#panels];
  }

  /** A panel opened, closed, or has captures that stand otherwise. */
  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  /** The panel that is in front, or was last. */
  get current(): InspectorPanel | null {
    return [...this.#panels].at(-1) ?? null;
  }

  /** The same of those in the editor area. */
  get editor(): InspectorPanel | null {
    return [...this.#panels].findLast(({ kind }) => kind === 'editor') ?? null;
  }

  get bottom(): InspectorPanel | null {
    return [...this.#panels].findLast(({ kind }) => kind === 'bottom') ?? null;
  }

  /** What the panel that was in front last can be asked; null: there is none. */
  currentSession(): AgentSession | null {
    const panel = this.current;
    if (panel === null) return null;
    return {
      call: (method, params) => this.engine.call(panel.sessionId, method, withSurroundings(method, params)),
    };
  }

  ofSession(sessionId: unknown): InspectorPanel | null {
    return [...this.#panels].find((panel) => panel.sessionId === sessionId) ?? null;
  }

  /** Opens a new panel, connected to these feeds whether it stays in front or not. */
  async open(feeds: readonly StartFeed[] = []): Promise<void> {
    const panel = await this.#openEditor(this.#files.newSessionId());
    panel.start(feeds);
  }

  /** Opens a new panel, connected to what code connects to, or answers. */
  async inspectCode(connection: CodeConnection, file: Uri | undefined): Promise<void> {
    const url = await this.#codeAddresses.of(connection, file);
    if (url === null) return;
    const { method, intervalMs } = connection;
    await this.open([{ method, url, ...(intervalMs === null ? {} : { intervalMs }) }]);
  }

  /** Opens a new panel, connected to an address by what it speaks. */
  async inspectAddress(url: string): Promise<void> {
    await this.open([{ method: /^ws/i.test(url) ? 'websocket' : 'auto', url }]);
  }

  /** Opens a new panel in a window of its own. */
  async openInNewWindow(): Promise<void> {
    await this.open();
    await commands.executeCommand('workbench.action.moveEditorToNewWindow');
  }

  /** Opens a new panel whose form has the feed of the curl, wscat or websocat command in the clipboard. */
  async pasteCommand(): Promise<void> {
    await this.openForm(parseCommandLine(await env.clipboard.readText()));
  }

  /** Opens a new panel with a feed in its form, not connected. */
  async openForm(feed: StartFeed): Promise<void> {
    const panel = await this.#openEditor(this.#files.newSessionId());
    panel.command({ name: 'fill', feed });
  }

  /** Opens a recording that the user chooses, as a click on it in the explorer does. */
  async openRecording(): Promise<void> {
    const [file] = (await window.showOpenDialog({ filters: recordingFilter() })) ?? [];
    if (file !== undefined) await this.openRecordingFile(file);
  }

  /** The same of one that is known. */
  async openRecordingFile(file: Uri): Promise<void> {
    await commands.executeCommand('vscode.openWith', file, RECORDING_EDITOR);
  }

  /** The editor of `*.rtrec` files. */
  recordingEditor(): RecordingEditor {
    return new RecordingEditor({
      engine: this.engine,
      files: this.#files,
      adopt: async (view, sessionId) => {
        await this.#adopt(this.#editorPlace(view), sessionId);
      },
    });
  }

  /** Opens a new panel on the live feeds in a HAR or NDJSON file that the user chooses. */
  async importRecording(): Promise<void> {
    const sessionId = this.#files.newSessionId();
    const path = await this.#files.pathOf(sessionId);
    if (await importRecording(this.engine, sessionId, path)) await this.#openEditor(sessionId);
  }

  async exportRecording(panel: InspectorPanel): Promise<void> {
    await exportRecording(this.engine, panel, await this.#newCopyPath());
  }

  /** Opens a new panel that compares the captures of several recordings, which stay as they are. */
  async compareRecordings(files: readonly Uri[]): Promise<void> {
    const sessionId = this.#files.newSessionId();
    const path = await this.#files.pathOf(sessionId);
    const paths = files.map(({ fsPath }) => fsPath);
    if (!(await gatherRecordings(this.engine, sessionId, paths, path))) return;
    const panel = await this.#openEditor(sessionId);
    panel.command({ name: 'showComparison' });
  }

  save(panel: InspectorPanel, keepsSecrets: boolean): Promise<void> {
    return saveRecording(this.engine, panel, keepsSecrets);
  }

  /** Opens a new panel on the demo feed by all four methods. */
  async openDemo(): Promise<void> {
    const origin = await this.#services.demo.start();
    await this.open([
      { method: 'websocket', url: `${origin.replace('http:', 'ws:')}/websocket` },
      { method: 'sse', url: `${origin}/sse` },
      { method: 'long-polling', url: `${origin}/long-polling` },
      { method: 'short-polling', url: `${origin}/short-polling` },
    ]);
  }

  /** A panel from before the window was reloaded: it comes back disconnected, with what it had. */
  async deserializeWebviewPanel(view: WebviewPanel, state: unknown): Promise<void> {
    await this.#adopt(this.#editorPlace(view), this.#sessionIn(state));
  }

  /** The view in the bottom panel, when it is first shown: with what it had before, as an editor. */
  async resolveWebviewView(view: WebviewView, { state }: WebviewViewResolveContext): Promise<void> {
    await this.#adopt(viewPlace(view), this.#sessionIn(state));
  }

  async dispose(): Promise<void> {
    await Promise.all([this.engine.dispose(), this.#services.demo.dispose()]);
  }

  #editorPlace(view: WebviewPanel): PanelPlace {
    return editorPlace(view, this.#services.extensionUri);
  }

  /** The session that a page had, by its persisted state; a new one where it had none, or another panel has it. */
  #sessionIn(state: unknown): string {
    const sessionId = member(state, 'sessionId');
    const isFree = this.#files.isSessionId(sessionId) && this.ofSession(sessionId) === null;
    return isFree ? sessionId : this.#files.newSessionId();
  }

  #newCopyPath(): Promise<string> {
    return this.#files.pathOf(this.#files.newSessionId());
  }

  async #openEditor(sessionId: string): Promise<InspectorPanel> {
    const title = l10n.t('Realtime Inspector');
    const view = window.createWebviewPanel(PANEL_VIEW_TYPE, title, ViewColumn.Active, {});
    return this.#adopt(this.#editorPlace(view), sessionId);
  }

  async #adopt(place: PanelPlace, sessionId: string): Promise<InspectorPanel> {
    const path = await this.#files.pathOf(sessionId);
    const panel = new InspectorPanel(place, sessionId, path, this.#services, {
      onStatus: () => {
        this.#updateKeys();
      },
      onSnapshot: () => {
        this.#changed.fire();
      },
      onActivated: () => {
        this.#bringToFront(panel);
      },
      onDisposed: () => {
        this.#panels.delete(panel);
        this.#updateKeys();
      },
    });
    this.#bringToFront(panel);
    const openIds = new Set([...this.#panels].map((open) => open.sessionId));
    this.#files.prune(openIds).catch((error: unknown) => {
      this.#services.log.warn(formatError(toErrorInfo(error)));
    });
    return panel;
  }

  #bringToFront(panel: InspectorPanel): void {
    this.#panels.delete(panel);
    this.#panels.add(panel);
    this.#updateKeys();
  }

  #updateKeys(): void {
    this.#changed.fire();
    this.#keys.update([...this.#panels], this.editor, this.bottom);
  }
}
