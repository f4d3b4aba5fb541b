import { parseEnv } from 'node:util';
import { type Memento, Uri, workspace, type WorkspaceFolder } from 'vscode';
import { readFileFeed } from '../../engine/feeds/readFileFeed.ts';
import { FEEDS_FILE, type FileFeed, labelOf } from '../../model/feeds/feedsFile.ts';
import type { VariableScope } from '../../model/feeds/feedVariables.ts';
import { InspectorError } from '../../protocol/errors.ts';
import type { StartFeed } from '../../protocol/feed.ts';
import { type FolderFeeds, readText } from './feedFiles.ts';

const ENVIRONMENT_KEY = 'feeds.environment';

/** Makes feeds to start of feeds in files, with the values of the environment that the user chose. */
export class FeedResolver {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  /** The environment of a file that is used: the one chosen, else its first. Null: it has none. */
  environmentOf({ file }: FolderFeeds): string | null {
    return this.chosenOf([...file.environments.keys()]);
  }

  /** The same of several names. */
  chosenOf(names: readonly string[]): string | null {
    const chosen = this.#state.get<string>(ENVIRONMENT_KEY);
    return names.find((name) => name === chosen) ?? names[0] ?? null;
  }

  async chooseEnvironment(name: string): Promise<void> {
    await this.#state.update(ENVIRONMENT_KEY, name);
  }

  /** @throws InspectorError `invalid-option` naming line and column */
  async resolve(folderFeeds: FolderFeeds, feed: FileFeed): Promise<StartFeed> {
    const { file, folder, text } = folderFeeds;
    const environment = this.environmentOf(folderFeeds);
    const values = new Map(environment === null ? [] : file.environments.get(environment));
    for (const [name, value] of await readEnvFiles(folder, file.envFiles)) {
      if (!values.has(name)) values.set(name, value);
    }
    const read = readFileFeed(text, feed, scopeOf(folder, values, environment));
    const [problem] = read.problems;
    if (problem === undefined && read.feed !== null) return { ...read.feed, name: labelOf(feed) };
    throw new InspectorError(
      'invalid-option',
      `${FEEDS_FILE}:${problem?.line ?? feed.line}:${problem?.column ?? 1}: ${problem?.message ?? 'it is no feed'}`,
      problem?.action ?? 'mend the file',
    );
  }
}

function scopeOf(
  folder: WorkspaceFolder | null,
  values: ReadonlyMap<string, string>,
  environment: string | null,
): VariableScope {
  return {
    values,
    env: workspace.isTrusted ? (name) => process.env[name] : null,
    workspaceFolder: folder?.uri.fsPath ?? '',
    environment,
  };
}

/** By Node's own parser of such files. Those that are not there have nothing to say; earlier ones go first. */
async function readEnvFiles(
  folder: WorkspaceFolder,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const path of paths) {
    const text = await readText(Uri.joinPath(folder.uri, path));
    for (const [name, value] of Object.entries(parseEnv(text ?? ''))) {
      if (value !== undefined && !values.has(name)) values.set(name, value);
    }
  }
  return values;
}
