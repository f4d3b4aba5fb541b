import {
  type DataTransfer,
  DataTransferItem,
  type Disposable,
  EventEmitter,
  l10n,
  ThemeIcon,
  type TreeDataProvider,
  type TreeDragAndDropController,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
  workspace,
} from 'vscode';

const RECORDINGS_VIEW = 'realtimeInspector.recordings';
export const RECORDING_ENDING = '.rtrec';
const PATTERN = `**/*${RECORDING_ENDING}`;
const EXCLUDED = '**/{node_modules,.git}/**';
/** Recordings listed. */
const MAX_RECORDINGS = 500;

/** What files are dragged as, from this view, the explorer or a desktop: a URI a line (RFC 2483). */
const URI_LIST = 'text/uri-list';

/** Whether a command was given a line of the view: other extensions may give it anything. */
export function isRecording(value: unknown): value is Uri {
  return value instanceof Uri && value.path.endsWith(RECORDING_ENDING);
}

/**
 * Recordings in the workspace. They are looked for when the view is first shown. Recordings that are dropped onto another are
 * compared with it.
 */
export class RecordingsView implements TreeDataProvider<Uri>, TreeDragAndDropController<Uri>, Disposable {
  readonly #changed = new EventEmitter<undefined>();
  readonly #view: TreeView<Uri>;
  readonly #onCompare: (recordings: readonly Uri[]) => Promise<void>;
  #watchers: Disposable[] = [];

  readonly onDidChangeTreeData = this.#changed.event;
  readonly dragMimeTypes = [URI_LIST];
  readonly dropMimeTypes = [URI_LIST];

  constructor(onCompare: (recordings: readonly Uri[]) => Promise<void>) {
    this.#onCompare = onCompare;
    this.#view = window.createTreeView(RECORDINGS_VIEW, {
      treeDataProvider: this,
      dragAndDropController: this,
      canSelectMany: true,
    });
  }

  handleDrag(dragged: readonly Uri[], transfer: DataTransfer): void {
    transfer.set(URI_LIST, new DataTransferItem(dragged.map(String).join('\r\n')));
  }

  async handleDrop(target: Uri | undefined, transfer: DataTransfer): Promise<void> {
    const list = (await transfer.get(URI_LIST)?.asString()) ?? '';
    const dropped = list
      .split(/\r?\n/)
      .map((line) => Uri.parse(line))
      .filter(isRecording);
    const all = [target, ...dropped].filter((uri) => uri !== undefined);
    const different = [...new Map(all.map((uri) => [String(uri), uri])).values()];
    if (different.length > 1) await this.#onCompare(different);
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
