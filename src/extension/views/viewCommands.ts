import { l10n, type Uri, window, workspace } from 'vscode';
import { parseFeed } from '../../engine/parseFeed.ts';
import { FEEDS_FILE, type FileFeed, labelOf } from '../../model/feeds/feedsFile.ts';
import { InspectorError, toErrorInfo } from '../../protocol/errors.ts';
import type { StartFeed } from '../../protocol/feed.ts';
import type { Perform } from '../commands.ts';
import { type FeedFiles, feedsFileUri, type FolderFeeds } from '../feeds/feedFiles.ts';
import type { FeedResolver } from '../feeds/feedResolver.ts';
import { chooseFolder } from '../feeds/feedSaver.ts';
import { showFeedLine } from '../feeds/showFeedLine.ts';
import type { Inspector } from '../inspector.ts';
import { InspectorPanel } from '../inspectorPanel.ts';
import type { FeedNode } from './feedsView.ts';
import { KEPT_OPEN } from '../keptOpen.ts';
import { member, numberParam } from '../panelMessages.ts';
import { recordingFilter } from '../saveRecording.ts';
import type { LiveCaptures } from './liveCaptures.ts';
import { isRecording } from './recordingsView.ts';
import { renameRecording } from './renameRecording.ts';

export interface ViewParts {
  readonly inspector: Inspector;
  readonly files: FeedFiles;
  readonly resolver: FeedResolver;
  readonly live: LiveCaptures;
  /** Whether it is a line of the view of feeds. */
  readonly isFeedNode: (value: unknown) => value is FeedNode;
}

interface CaptureOfPanel {
  readonly panel: InspectorPanel;
  readonly captureId: number;
}

type SavedNode = Extract<FeedNode, { kind: 'saved' }>;

/** What the activity bar's views do: VS Code gives a command the line it is on, and all that are selected. */
export function viewCommands(parts: ViewParts): readonly (readonly [name: string, perform: Perform])[] {
  const onNode =
    (deed: (node: FeedNode) => unknown): Perform =>
    (node) =>
      deed(parseNode(parts, node));
  const onSaved = (deed: (node: SavedNode) => unknown): Perform =>
    onNode((node) => (node.kind === 'saved' ? deed(node) : undefined));
  const onCapture =
    (deed: (live: CaptureOfPanel) => unknown): Perform =>
    (live) =>
      deed(parseLive(live));
  const onRecordings =
    (deed: (uris: readonly Uri[]) => unknown): Perform =>
    (uri, uris) =>
      deed(parseRecordings(uri, uris));
  return [
    ['showPanel', () => showPanel(parts)],
    ['feeds.new', () => newFeed(parts)],
    ['feeds.openFile', () => openFile(parts)],
    ['feeds.chooseEnvironment', () => chooseEnvironment(parts)],
    ['feeds.connectSaved', () => pickAndConnect(parts)],
    ['feeds.connect', onNode((node) => compareNodes(parts, [node]))],
    ['feeds.compare', (node, nodes) => compareNodes(parts, parseNodes(parts, node, nodes))],
    ['feeds.disconnect', onSaved(({ feed }) => disconnect(parts, labelOf(feed)))],
    ['feeds.edit', onSaved(({ feeds, feed }) => showFeedLine(feeds.uri, feed.line))],
    ['feeds.delete', onNode((node) => remove(parts, node))],
    [
      'feeds.save',
      onNode((node) =>
        node.kind === 'recent' ? parts.inspector.feedSaver.save(node.recent.feed) : undefined,
      ),
    ],
    [
      'captures.open',
      onCapture(({ panel }) => {
        panel.reveal();
      }),
    ],
    [
      'captures.disconnect',
      onCapture(({ panel, captureId }) =>
        parts.inspector.engine.call(panel.sessionId, 'capture/stop', { captureId }),
      ),
    ],
    [
      'recordings.open',
      onRecordings(async (uris) => {
        for (const uri of uris) await parts.inspector.openRecordingFile(uri);
      }),
    ],
    ['recordings.compare', onRecordings((uris) => compareRecordings(parts, uris))],
    ['recordings.rename', (uri) => renameRecording(parseRecording(uri))],
    ['recordings.delete', onRecordings(removeRecordings)],
  ];
}

/** Opens one panel on all of these feeds. Where one of them cannot be connected, none is. */
async function compareNodes({ inspector, resolver }: ViewParts, nodes: readonly FeedNode[]): Promise<void> {
  const feeds: StartFeed[] = [];
  let isWhole = true;
  for (const node of nodes) {
    if (node.kind === 'saved') feeds.push(await resolver.resolve(node.feeds, node.feed));
    if (node.kind === 'recent') {
      feeds.push(node.recent.feed);
      isWhole &&= node.recent.isWhole;
    }
  }
  const [first] = feeds;
  if (first === undefined) return;
  if (feeds.length === 1 && !isWhole) await inspector.openForm(first);
  else await inspector.open(feeds);
}

async function showPanel({ inspector, live }: ViewParts): Promise<void> {
  const [running] = live.running;
  const panel = inspector.current ?? running?.panel;
  if (panel === undefined) await inspector.open();
  else (running?.panel ?? panel).reveal();
}

async function newFeed({ inspector }: ViewParts): Promise<void> {
  const folder = await chooseFolder();
  if (folder === null) return;
  const url = await window.showInputBox({
    title: l10n.t('New Feed'),
    prompt: l10n.t('Its address, with http, https, ws or wss'),
    placeHolder: 'http://localhost:8080/events',
    ...KEPT_OPEN,
    validateInput: (text) => {
      try {
        parseFeed({ url: text.trim(), method: 'auto' });
        return null;
      } catch (error) {
        const { message, action } = toErrorInfo(error);
        return `${message}; ${action}`;
      }
    },
  });
  if (url !== undefined) await inspector.feedSaver.save({ url: url.trim(), method: 'auto' });
}

async function openFile({ inspector }: ViewParts): Promise<void> {
  const folder = await chooseFolder();
  if (folder === null) return;
  await inspector.feedSaver.ensureFile(folder);
  await showFeedLine(feedsFileUri(folder), 1);
}

async function chooseEnvironment({ files, resolver }: ViewParts): Promise<void> {
  const all = await files.read();
  const names = [...new Set(all.flatMap(({ file }) => [...file.environments.keys()]))];
  const used = new Set(all.map((feeds) => resolver.environmentOf(feeds)));
  if (names.length === 0) {
    void window.showInformationMessage(l10n.t('{0} has no “environments”.', FEEDS_FILE));
    return;
  }
  const chosen = await window.showQuickPick(
    names.map((label) => ({ label, ...(used.has(label) ? { description: l10n.t('in use') } : {}) })),
    { title: l10n.t('Environment of Feeds'), ...KEPT_OPEN },
  );
  if (chosen === undefined) return;
  await resolver.chooseEnvironment(chosen.label);
  files.refresh();
}

async function pickAndConnect(parts: ViewParts): Promise<void> {
  const all = await parts.files.read();
  const nodes = all.flatMap((feeds) =>
    feeds.file.feeds.map((feed) => ({ label: labelOf(feed), node: { kind: 'saved', feeds, feed } as const })),
  );
  const chosen = await window.showQuickPick(nodes, {
    title: l10n.t('Connect Saved Feeds'),
    placeHolder: nodes.length === 0 ? l10n.t('{0} has no feeds', FEEDS_FILE) : '',
    canPickMany: true,
    ...KEPT_OPEN,
  });
  if (chosen !== undefined) {
    await compareNodes(
      parts,
      chosen.map(({ node }) => node),
    );
  }
}

/** Asks for the others where only one is known. */
async function compareRecordings({ inspector }: ViewParts, files: readonly Uri[]): Promise<void> {
  const [only] = files;
  if (files.length > 1) return inspector.compareRecordings(files);
  const others =
    (await window.showOpenDialog({
      title: l10n.t('Compare with Recording'),
      filters: recordingFilter(),
      canSelectMany: true,
    })) ?? [];
  if (only !== undefined && others.length > 0) await inspector.compareRecordings([only, ...others]);
}

async function disconnect({ inspector, live }: ViewParts, name: string): Promise<void> {
  const running = live.running.filter(({ capture }) => capture.feed.name === name);
  await Promise.all(
    running.map(({ panel, capture: { captureId } }) =>
      inspector.engine.call(panel.sessionId, 'capture/stop', { captureId }),
    ),
  );
}

async function remove({ inspector, files }: ViewParts, node: FeedNode): Promise<void> {
  if (node.kind === 'recent') await inspector.recent.remove(node.recent);
  if (node.kind !== 'saved' || !(await isSure(l10n.t('Delete the feed “{0}”?', labelOf(node.feed))))) return;
  const place = await currentPlace(files, node.feeds, node.feed);
  if (place !== null) await inspector.feedSaver.remove(node.feeds.folder, place);
}

/** While the question stood the file may have changed: only the feed that was asked about is deleted. */
async function currentPlace(files: FeedFiles, { uri }: FolderFeeds, feed: FileFeed): Promise<number | null> {
  const now = (await files.read()).find((other) => other.uri.toString() === uri.toString());
  const same = now?.file.feeds[feed.index];
  return same !== undefined && labelOf(same) === labelOf(feed) ? same.index : null;
}

async function removeRecordings(uris: readonly Uri[]): Promise<void> {
  const names = uris.map((uri) => workspace.asRelativePath(uri)).join('”, “');
  if (!(await isSure(l10n.t('Delete “{0}”?', names)))) return;
  for (const uri of uris) {
    await workspace.fs.delete(uri, { useTrash: true }).then(undefined, () => workspace.fs.delete(uri));
  }
}

async function isSure(question: string): Promise<boolean> {
  const yes = l10n.t('Delete');
  return (await window.showWarningMessage(question, { modal: true }, yes)) === yes;
}

/**
 * What a command is about. Another extension, and a key of the user's own, may run it with anything, or with nothing.
 * @throws InspectorError `invalid-option`, in all functions below
 */
function parseNode({ isFeedNode }: ViewParts, value: unknown): FeedNode {
  if (isFeedNode(value)) return value;
  throw notFromView('Feeds');
}

function parseNodes(parts: ViewParts, node: unknown, nodes: unknown): readonly FeedNode[] {
  const all: readonly unknown[] = Array.isArray(nodes) ? nodes : [node];
  return all.map((one) => parseNode(parts, one));
}

function parseLive(value: unknown): CaptureOfPanel {
  const panel = member(value, 'panel');
  const captureId = numberParam(member(value, 'capture'), 'captureId');
  if (panel instanceof InspectorPanel && captureId !== null) return { panel, captureId };
  throw notFromView('Live Captures');
}

/** The explorer has other files selected as well. */
function parseRecordings(uri: unknown, uris: unknown): readonly Uri[] {
  const all: readonly unknown[] = Array.isArray(uris) ? uris : [uri];
  const recordings = all.filter(isRecording);
  if (recordings.length > 0) return recordings;
  throw notFromView('Recordings');
}

function parseRecording(uri: unknown): Uri {
  if (isRecording(uri)) return uri;
  throw notFromView('Recordings');
}

function notFromView(view: string): InspectorError {
  return new InspectorError(
    'invalid-option',
    'this command was not told what it is about',
    `use it on a line of the view “${view}” of Realtime Inspector`,
  );
}
