import {
  type Disposable,
  EventEmitter,
  l10n,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
  workspace,
} from 'vscode';

const RECORDINGS_VIEW = 'realtimeInspector.recordings';
const PATTERN = '**/*.rtrec';
const EXCLUDED = '**/{node_modules,.git}/**';
/** Recordings listed. */
const MAX_RECORDINGS = 500;

/** Recordings in the workspace. They are looked for when the view is first shown. */
export class RecordingsView implements TreeDataProvider<Uri>, Disposable {
  readonly #changed = new EventEmitter<undefined>();
  readonly #view: TreeView<Uri>;
  #watchers: Disposable[] = [];

  readonly onDidChangeTreeData = this.#changed.event;

  constructor() {
    this.#view = window.createTreeView(RECORDINGS_VIEW, { treeDataProvider: this });
  }

  async getChildren(node?: Uri): Promise<Uri[]> {
    if (node !== undefined) return [];
    this.#watch();
    const found = await workspace.findFiles(PATTERN, EXCLUDED, MAX_RECORDINGS);
    return found.toSorted((a, b) => a.path.localeCompare(b.path));
  }

  getTreeItem(uri: Uri): TreeItem {
    const item = new TreeItem(uri, TreeItemCollapsibleState.None);
    const folder = workspace.asRelativePath(Uri.joinPath(uri, '..'));
    item.description = folder === workspace.asRelativePath(uri) || folder.startsWith('/') ? '' : folder;
    item.iconPath = new ThemeIcon('history');
    item.contextValue = 'recording';
    item.command = {
      command: 'realtimeInspector.recordings.open',
      title: l10n.t('Open'),
      arguments: [uri],
    };
    return item;
  }

  dispose(): void {
    for (const disposable of [this.#view, this.#changed, ...this.#watchers]) disposable.dispose();
  }

  #watch(): void {
    if (this.#watchers.length > 0) return;
    const watcher = workspace.createFileSystemWatcher(PATTERN, false, true, false);
    const refresh = (): void => {
      this.#changed.fire(undefined);
    };
    this.#watchers = [watcher, watcher.onDidCreate(refresh), watcher.onDidDelete(refresh)];
  }
}
