import {
  DataTransferItem,
  type DataTransfer,
  type Disposable,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  type TreeDragAndDropController,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
} from 'vscode';
import { type FileFeed, labelOf } from '../../model/feeds/feedsFile.ts';
import { visibleLine } from '../../model/visibleText.ts';
import { isMethod } from '../../protocol/method.ts';
import type { FeedFiles, FolderFeeds } from '../feeds/feedFiles.ts';
import type { FeedResolver } from '../feeds/feedResolver.ts';
import type { RecentFeed, RecentFeeds } from '../feeds/recentFeeds.ts';
import { feedName, methodIcon, methodLabel, shortAddress } from './captureWords.ts';
import type { LiveCaptures } from './liveCaptures.ts';

const FEEDS_VIEW = 'realtimeInspector.feeds';
/** VS Code asks for the id of the view in lower case. */
const DRAGGED = 'application/vnd.code.tree.realtimeinspector.feeds';

/** A line of the view. */
export type FeedNode =
  | { readonly kind: 'folder'; readonly feeds: FolderFeeds }
  | { readonly kind: 'saved'; readonly feeds: FolderFeeds; readonly feed: FileFeed }
  | { readonly kind: 'recents' }
  | { readonly kind: 'recent'; readonly recent: RecentFeed };

interface FeedsViewParts {
  readonly files: FeedFiles;
  readonly resolver: FeedResolver;
  readonly recent: RecentFeeds;
  readonly live: LiveCaptures;
  /** What dropping feeds onto another does. */
  readonly onCompare: (nodes: readonly FeedNode[]) => Promise<void>;
}

/** The feeds of the workspace's files, and those that were connected to last. Showing it starts nothing. */
export class FeedsView
  implements TreeDataProvider<FeedNode>, TreeDragAndDropController<FeedNode>, Disposable
{
  readonly #parts: FeedsViewParts;
  readonly #changed = new EventEmitter<undefined>();
  readonly #view: TreeView<FeedNode>;
  readonly #disposables: readonly { dispose(): unknown }[];
  /** Everything that it has shown. */
  readonly #shown = new WeakSet<object>();
  /** What its lines say; null before it was shown. */
  #looks: string | null = null;
  #dragged: readonly FeedNode[] = [];

  readonly onDidChangeTreeData = this.#changed.event;
  readonly dragMimeTypes = [DRAGGED];
  readonly dropMimeTypes = [DRAGGED];

  constructor(parts: FeedsViewParts) {
    this.#parts = parts;
    this.#view = window.createTreeView(FEEDS_VIEW, {
      treeDataProvider: this,
      dragAndDropController: this,
      canSelectMany: true,
    });
    const refresh = (): void => void this.#refresh();
    this.#disposables = [
      this.#view,
      this.#changed,
      parts.files.onDidChange(refresh),
      parts.recent.onDidChange(refresh),
      parts.live.onDidChange(refresh),
    ];
  }

  async getChildren(node?: FeedNode): Promise<FeedNode[]> {
    const children = await this.#childrenOf(node);
    for (const child of children) this.#shown.add(child);
    return children;
  }

  /** Whether a command was given one of its lines: VS Code hands back the very objects that it was given. */
  hasShown(value: unknown): value is FeedNode {
    return typeof value === 'object' && value !== null && this.#shown.has(value);
  }

  async #childrenOf(node?: FeedNode): Promise<FeedNode[]> {
    switch (node?.kind) {
      case undefined:
        return this.#roots();
      case 'folder':
        return savedNodes(node.feeds);
      case 'recents':
        return (await this.#unsaved()).map((recent) => ({ kind: 'recent', recent }));
      case 'saved':
      case 'recent':
        return [];
    }
  }

  getTreeItem(node: FeedNode): TreeItem {
    switch (node.kind) {
      case 'folder':
        return folderItem(node.feeds);
      case 'saved':
        return savedItem(node.feeds, node.feed, this.#isLive(labelOf(node.feed)));
      case 'recents': {
        const item = new TreeItem(l10n.t('Recent'), TreeItemCollapsibleState.Expanded);
        item.id = 'recents';
        return item;
      }
      case 'recent':
        return recentItem(node.recent);
    }
  }

  handleDrag(nodes: readonly FeedNode[], transfer: DataTransfer): void {
    this.#dragged = nodes;
    transfer.set(DRAGGED, new DataTransferItem(nodes.length));
  }

  async handleDrop(target: FeedNode | undefined, transfer: DataTransfer): Promise<void> {
    if (transfer.get(DRAGGED) === undefined || target === undefined) return;
    await this.#parts.onCompare([...new Set([...this.#dragged, target])]);
  }

  /**
   * Only where its lines would say something else, and once that is known: from then until VS Code has asked for all lines, a click on one
   * is a click on none.
   */
  async #refresh(): Promise<void> {
    if (this.#looks === null || (await this.#newLooks()) === this.#looks) return;
    this.#changed.fire(undefined);
  }

  async #newLooks(): Promise<string> {
    const all = await this.#parts.files.read();
    return JSON.stringify([
      all.map((feeds) => [feeds.uri.toString(), feeds.text, this.#parts.resolver.environmentOf(feeds)]),
      await this.#unsaved(),
      this.#parts.live.running.map(({ capture }) => capture.feed.name),
    ]);
  }

  async #roots(): Promise<FeedNode[]> {
    this.#looks = await this.#newLooks();
    const all = await this.#parts.files.read();
    const environments = all.map((feeds) => this.#parts.resolver.environmentOf(feeds));
    this.#view.description = visibleLine(environments.find((name) => name !== null) ?? '');
    const [only] = all;
    const saved: FeedNode[] =
      all.length === 1 && only !== undefined
        ? savedNodes(only)
        : all.map((feeds) => ({ kind: 'folder', feeds }));
    return (await this.#unsaved()).length === 0 ? saved : [...saved, { kind: 'recents' }];
  }

  /** Recent feeds that no file has: those are listed already. */
  async #unsaved(): Promise<readonly RecentFeed[]> {
    const saved = (await this.#parts.files.read()).flatMap(({ file }) => file.feeds.map(labelOf));
    return this.#parts.recent.all().filter(({ feed }) => feed.name == null || !saved.includes(feed.name));
  }

  #isLive(name: string): boolean {
    return this.#parts.live.running.some(({ capture }) => capture.feed.name === name);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

function savedNodes(feeds: FolderFeeds): FeedNode[] {
  return feeds.file.feeds.map((feed) => ({ kind: 'saved', feeds, feed }));
}

function folderItem({ folder, file }: FolderFeeds): TreeItem {
  const item = new TreeItem(folder.name, TreeItemCollapsibleState.Expanded);
  item.id = `folder ${folder.uri.toString()}`;
  item.description = String(file.feeds.length);
  return item;
}

function savedItem({ folder, feedProblems }: FolderFeeds, feed: FileFeed, isLive: boolean): TreeItem {
  const text = (name: string): string => {
    const value = feed.members.get(name)?.value;
    return typeof value === 'string' ? value : '';
  };
  const written = text('method');
  const method = isMethod(written) ? written : 'auto';
  const problem = feedProblems.get(feed.index);
  const item = new TreeItem(visibleLine(labelOf(feed)), TreeItemCollapsibleState.None);
  item.id = `saved ${folder.uri.toString()} ${feed.index} ${labelOf(feed)}`;
  item.description = `${methodLabel(method)} · ${shortAddress(text('url'))}`;
  item.contextValue = isLive ? 'savedFeed.live' : 'savedFeed';
  item.iconPath =
    problem === undefined
      ? new ThemeIcon(methodIcon(method), isLive ? new ThemeColor('testing.iconPassed') : undefined)
      : new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  item.tooltip = new MarkdownString().appendText(
    problem === undefined
      ? shortAddress(text('url'))
      : `${l10n.t('Line {0}', problem.line)}: ${problem.message}; ${problem.action}`,
  );
  return item;
}

function recentItem({ feed, isWhole }: RecentFeed): TreeItem {
  const item = new TreeItem(feedName(feed), TreeItemCollapsibleState.None);
  item.id = `recent ${feed.method} ${feed.url}`;
  item.description = methodLabel(feed.method);
  item.contextValue = 'recentFeed';
  item.iconPath = new ThemeIcon(methodIcon(feed.method));
  item.tooltip = new MarkdownString().appendText(
    isWhole
      ? shortAddress(feed.url)
      : l10n.t('{0}: its credentials were not kept, so it opens in the form', shortAddress(feed.url)),
  );
  return item;
}
