import {
  Diagnostic,
  DiagnosticSeverity,
  type Disposable,
  EventEmitter,
  languages,
  Range,
  RelativePattern,
  Uri,
  workspace,
  type WorkspaceFolder,
} from 'vscode';
import { readFileFeed } from '../../engine/feeds/readFileFeed.ts';
import { FEEDS_FILE, type FeedsFile, type FileProblem, parseFeedsFile } from '../../model/feeds/feedsFile.ts';

/** The feeds of one folder of the workspace, as its file has them. */
export interface FolderFeeds {
  readonly folder: WorkspaceFolder;
  readonly uri: Uri;
  readonly text: string;
  readonly file: FeedsFile;
  /** What is wrong with its feeds; what the file's schema finds, VS Code tells itself. */
  readonly problems: readonly FileProblem[];
  /** The first of each feed, by its place. */
  readonly feedProblems: ReadonlyMap<number, FileProblem>;
}

/** Reads the files of feeds when they are asked for, and again when they change. Nothing in them connects. */
export class FeedFiles implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #diagnostics = languages.createDiagnosticCollection('realtimeInspector');
  readonly #disposables: readonly { dispose(): unknown }[];
  #watchers: Disposable[] = [];
  #read: Promise<readonly FolderFeeds[]> | null = null;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#watch();
    this.#disposables = [
      this.#changed,
      this.#diagnostics,
      workspace.onDidChangeWorkspaceFolders(() => {
        this.#watch();
        this.#forget();
      }),
    ];
  }

  /** Of folders that have such a file. */
  read(): Promise<readonly FolderFeeds[]> {
    this.#read ??= this.#readAll();
    return this.#read;
  }

  /** What is read may mean something else by now: another environment is used. */
  refresh(): void {
    this.#changed.fire();
  }

  dispose(): void {
    for (const disposable of [...this.#disposables, ...this.#watchers]) disposable.dispose();
  }

  #watch(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = (workspace.workspaceFolders ?? []).flatMap((folder) => {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, FEEDS_FILE));
      const forget = (): void => {
        this.#forget();
      };
      return [watcher, watcher.onDidCreate(forget), watcher.onDidChange(forget), watcher.onDidDelete(forget)];
    });
  }

  #forget(): void {
    this.#read = null;
    this.#changed.fire();
  }

  async #readAll(): Promise<readonly FolderFeeds[]> {
    const folders = workspace.workspaceFolders ?? [];
    const all = (await Promise.all(folders.map(readFolder))).filter((feeds) => feeds !== null);
    this.#diagnostics.clear();
    for (const { uri, problems } of all) this.#diagnostics.set(uri, problems.map(diagnosticOf));
    return all;
  }
}

export function feedsFileUri(folder: WorkspaceFolder): Uri {
  return Uri.joinPath(folder.uri, FEEDS_FILE);
}

/** The text of a file; null where there is none. */
export async function readText(uri: Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

async function readFolder(folder: WorkspaceFolder): Promise<FolderFeeds | null> {
  const uri = feedsFileUri(folder);
  const text = await readText(uri);
  if (text === null) return null;
  const file = parseFeedsFile(text);
  const feedProblems = new Map<number, FileProblem>();
  const problems: FileProblem[] = [];
  for (const feed of file.feeds) {
    const found = readFileFeed(text, feed, null).problems;
    problems.push(...found);
    const first =
      found[0] ??
      file.problems.find(({ offset }) => offset >= feed.offset && offset < feed.offset + feed.length);
    if (first !== undefined) feedProblems.set(feed.index, first);
  }
  return { folder, uri, text, file, problems, feedProblems };
}

function diagnosticOf({ line, column, length, message, action }: FileProblem): Diagnostic {
  const range = new Range(line - 1, column - 1, line - 1, column - 1 + Math.max(1, length));
  const diagnostic = new Diagnostic(range, `${message}; ${action}`, DiagnosticSeverity.Error);
  diagnostic.source = 'Realtime Inspector';
  return diagnostic;
}
