import {
  type ExtensionContext,
  l10n,
  type LogOutputChannel,
  ViewColumn,
  type WebviewPanel,
  type WebviewPanelSerializer,
  window,
  workspace,
} from 'vscode';
import { formatError, toErrorInfo } from '../protocol/errors.ts';
import type { FeedInput } from '../protocol/feed.ts';
import type { PanelCommand } from '../protocol/panel.ts';
import { DemoFeed } from './demoFeed.ts';
import { EngineClient } from './engineClient.ts';
import { FRAME_SCHEME, FrameDocuments } from './frameDocuments.ts';
import { InspectorPanel, PANEL_VIEW_TYPE, type PanelServices } from './inspectorPanel.ts';
import { RecordingFiles } from './recordingFiles.ts';
import { SavedLists } from './savedLists.ts';

/** All panels of this window, and what they share. Nothing starts before the first panel opens. */
export class Inspector implements WebviewPanelSerializer {
  readonly engine: EngineClient;
  readonly #services: PanelServices;
  readonly #files: RecordingFiles;
  readonly #panels = new Set<InspectorPanel>();

  constructor(context: ExtensionContext, log: LogOutputChannel) {
    this.engine = new EngineClient(context.extensionPath, (error) => {
      log.error(formatError(error));
    });
    this.#files = new RecordingFiles(context);
    this.#services = {
      engine: this.engine,
      demo: new DemoFeed(context.extensionPath),
      documents: new FrameDocuments(this.engine),
      saved: new SavedLists(context.workspaceState),
      extensionUri: context.extensionUri,
      log,
    };
    context.subscriptions.push(
      workspace.registerTextDocumentContentProvider(FRAME_SCHEME, this.#services.documents),
    );
  }

  /** Opens a new panel, connected to these feeds. */
  async open(feeds: readonly FeedInput[] = []): Promise<InspectorPanel> {
    const view = window.createWebviewPanel(
      PANEL_VIEW_TYPE,
      l10n.t('Realtime Inspector'),
      ViewColumn.Active,
      {},
    );
    const panel = await this.#adopt(view, this.#files.newSessionId());
    if (feeds.length > 0) panel.command({ name: 'connect', feeds });
    return panel;
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

  /** Tells the panel in front. Where there is none, nothing happens: the commands are offered only on a panel. */
  command(command: PanelCommand): void {
    for (const panel of this.#panels) if (panel.isActive) panel.command(command);
  }

  /** A panel from before the window was reloaded: it comes back disconnected, with what it had. */
  async deserializeWebviewPanel(view: WebviewPanel, state: unknown): Promise<void> {
    const sessionId =
      typeof state === 'object' && state !== null && 'sessionId' in state ? state.sessionId : null;
    const known = this.#files.isSessionId(sessionId) ? sessionId : this.#files.newSessionId();
    await this.#adopt(view, known);
  }

  async dispose(): Promise<void> {
    await Promise.all([this.engine.dispose(), this.#services.demo.dispose()]);
  }

  async #adopt(view: WebviewPanel, sessionId: string): Promise<InspectorPanel> {
    const path = await this.#files.pathOf(sessionId);
    const panel = new InspectorPanel(view, sessionId, path, this.#services, () => {
      this.#panels.delete(panel);
    });
    this.#panels.add(panel);
    const openIds = new Set([...this.#panels].map((open) => open.sessionId));
    this.#files.prune(openIds).catch((error: unknown) => {
      this.#services.log.warn(formatError(toErrorInfo(error)));
    });
    return panel;
  }
}
