import {
  type Disposable,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
} from 'vscode';
import { formatCount } from '../../model/format.ts';
import { visibleLine } from '../../model/visibleText.ts';
import type { CaptureState, CaptureSummary } from '../../protocol/capture.ts';
import { calmRate, feedName, methodLabel, shortAddress } from './captureWords.ts';
import { keyOf, type LiveCapture, type LiveCaptures } from './liveCaptures.ts';

const CAPTURES_VIEW = 'realtimeInspector.captures';

/** Captures that run, of all panels, and those that failed. Drawn at most once a second, and only while it is seen. */
export class CapturesView implements TreeDataProvider<LiveCapture>, Disposable {
  readonly #live: LiveCaptures;
  readonly #changed = new EventEmitter<LiveCapture[] | undefined>();
  readonly #view: TreeView<LiveCapture>;
  readonly #disposables: readonly { dispose(): unknown }[];
  /** The lines that it has. */
  #lines: readonly LiveCapture[] = [];

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(live: LiveCaptures) {
    this.#live = live;
    this.#view = window.createTreeView(CAPTURES_VIEW, { treeDataProvider: this });
    this.#disposables = [
      this.#view,
      this.#changed,
      live.onDidChange(() => {
        this.#badge();
        if (this.#view.visible) this.#refresh();
      }),
      this.#view.onDidChangeVisibility(() => {
        if (this.#view.visible) this.#changed.fire(undefined);
      }),
    ];
  }

  getChildren(node?: LiveCapture): LiveCapture[] {
    if (node !== undefined) return [];
    this.#lines = this.#current;
    return [...this.#lines];
  }

  /** A line stays the same while its capture goes on: a click on one that was drawn anew meanwhile would be on none. */
  getTreeItem(line: LiveCapture): TreeItem {
    const { panel, capture } = this.#live.newest(line);
    const item = new TreeItem(feedName(capture.feed), TreeItemCollapsibleState.None);
    item.id = keyOf(line);
    item.description = `${methodLabel(capture.feed.method)} · ${stateWords(capture)}`;
    item.iconPath = STATE_ICONS[capture.state];
    item.contextValue = capture.endedAtMs === null ? 'capture.live' : 'capture.failed';
    item.command = {
      command: 'realtimeInspector.captures.open',
      title: l10n.t('Open'),
      arguments: [{ panel, capture }],
    };
    item.tooltip = new MarkdownString().appendText(
      capture.failure === null
        ? shortAddress(capture.feed.url)
        : visibleLine(`${capture.failure.message}; ${capture.failure.action}`),
    );
    return item;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  get #current(): readonly LiveCapture[] {
    return [...this.#live.running, ...this.#live.failures];
  }

  #refresh(): void {
    const keys = this.#current.map(keyOf);
    const isSame = JSON.stringify(keys) === JSON.stringify(this.#lines.map(keyOf));
    this.#changed.fire(isSame ? [...this.#lines] : undefined);
  }

  #badge(): void {
    const count = this.#live.unseenFailures.length;
    this.#view.badge =
      count === 0
        ? undefined
        : {
            value: count,
            tooltip: count === 1 ? l10n.t('1 capture failed') : l10n.t('{0} captures failed', count),
          };
  }
}

const STATE_ICONS: Readonly<Record<CaptureState, ThemeIcon>> = {
  connecting: new ThemeIcon('loading~spin'),
  open: new ThemeIcon('circle-filled', new ThemeColor('testing.iconPassed')),
  reconnecting: new ThemeIcon('debug-restart', new ThemeColor('testing.iconQueued')),
  closed: new ThemeIcon('circle-outline'),
  failed: new ThemeIcon('error', new ThemeColor('testing.iconFailed')),
};

function stateWords({ state, messagesPerSecond, counters }: CaptureSummary): string {
  switch (state) {
    case 'open':
      return `${calmRate(messagesPerSecond)} · ${formatCount(counters.messages.received)}`;
    case 'connecting':
      return l10n.t('connecting');
    case 'reconnecting':
      return l10n.t('reconnecting');
    case 'closed':
      return l10n.t('closed');
    case 'failed':
      return l10n.t('failed');
  }
}
