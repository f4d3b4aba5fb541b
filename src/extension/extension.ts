import { type ExtensionContext, TabInputWebview, window } from 'vscode';
import { registerAddresses } from './addresses.ts';
import { registerCodeLenses } from './codeLenses.ts';
import { registerCommands } from './commands.ts';
import { BOTTOM_VIEW, Inspector } from './inspector.ts';
import { RECORDING_EDITOR } from './recordingEditor.ts';
import { PANEL_VIEW_TYPE } from './inspectorPanel.ts';
import { registerLanguageModelTools } from './languageModelTools.ts';
import { feedsToOpenOnStartup } from './openOnStartup.ts';
import { registerViews } from './views/registerViews.ts';

let inspector: Inspector | null = null;

/** What tests inside the extension host look at. */
export interface RealtimeInspectorApi {
  /** Whether the engine's thread has been started: not before a panel opens. */
  isEngineRunning(): boolean;
}

/** Registers and wires; the engine, the demo feed and the storage folder wait for the first panel. */
export function activate(context: ExtensionContext): RealtimeInspectorApi {
  const log = window.createOutputChannel('Realtime Inspector', { log: true });
  const created = new Inspector(context, log);
  inspector = created;

  context.subscriptions.push(
    log,
    ...registerCommands(created, registerViews(context, created), (line) => {
      log.error(line);
    }),
    ...registerLanguageModelTools(created),
    ...registerCodeLenses(context.extensionPath),
    ...registerAddresses((address) => created.inspectAddress(address)),
    window.registerCustomEditorProvider(RECORDING_EDITOR, created.recordingEditor(), {
      supportsMultipleEditorsPerDocument: false,
    }),
    window.registerWebviewViewProvider(BOTTOM_VIEW, created),
    window.registerWebviewPanelSerializer(PANEL_VIEW_TYPE, created),
  );
  // A panel from before the window was reloaded comes back by itself; one more at every reload would pile up.
  const feeds = hasPanelTab() ? [] : feedsToOpenOnStartup(log);
  if (feeds.length > 0) void created.open(feeds);
  return { isEngineRunning: () => created.engine.isRunning };
}

/** VS Code puts a prefix of its own before a panel's type. */
function hasPanelTab(): boolean {
  return window.tabGroups.all
    .flatMap((group) => group.tabs)
    .some(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith(PANEL_VIEW_TYPE));
}

export async function deactivate(): Promise<void> {
  await inspector?.dispose();
  inspector = null;
}
