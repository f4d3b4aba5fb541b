import {
  l10n,
  Range,
  type TextDocument,
  window,
  workspace,
  WorkspaceEdit,
  type WorkspaceFolder,
} from 'vscode';
import { parseFeed } from '../../engine/parseFeed.ts';
import { writeFeed } from '../../model/feeds/feedFields.ts';
import { FEEDS_FILE, labelOf, parseFeedsFile } from '../../model/feeds/feedsFile.ts';
import {
  EMPTY_FEEDS_FILE,
  withFeedAdded,
  withFeedRemoved,
  withFeedReplaced,
} from '../../model/feeds/feedsFileEdits.ts';
import { type OpenCredential, withoutOpenCredentials } from '../../model/feeds/savedFeed.ts';
import { InspectorError } from '../../protocol/errors.ts';
import type { StartFeed } from '../../protocol/feed.ts';
import { feedsFileUri } from './feedFiles.ts';
import type { SecretVault } from './secretVault.ts';
import { KEPT_OPEN } from '../keptOpen.ts';
import { showFeedLine } from './showFeedLine.ts';

/** Writes feeds to the file of the workspace. What was written there by hand stays as it is. */
export class FeedSaver {
  readonly #secrets: SecretVault;

  constructor(secrets: SecretVault) {
    this.#secrets = secrets;
  }

  /** Asks for a name, and what to do with credentials, and writes a feed. Where the user gives it up, nothing is written. */
  async save(value: unknown): Promise<void> {
    const folder = await chooseFolder();
    if (folder === null) return;
    const { method, ...others } = parseFeed(value, folder.uri.fsPath);
    const name = await window.showInputBox({
      title: l10n.t('Save Feed'),
      prompt: l10n.t('The name of the feed in {0}', FEEDS_FILE),
      ...KEPT_OPEN,
      value: proposedName(others.name, others.url),
      validateInput: (text) => (text.trim() === '' ? l10n.t('Write a name') : null),
    });
    if (name === undefined) return;
    const saved = withoutOpenCredentials({ ...others, method, name: name.trim() }, name.trim());
    if (!(await this.#keep(saved.credentials, saved.feed.url))) return;
    await this.write(folder, saved.feed);
  }

  /** Puts a feed into the file, in the place of one of the same name, and shows it there. */
  async write(folder: WorkspaceFolder, feed: StartFeed): Promise<void> {
    const document = await openFile(folder);
    const text = document.getText();
    checkWhole(text);
    const before = parseFeedsFile(text).feeds.find((other) => labelOf(other) === feed.name);
    const members = relative(writeFeed(feed), folder);
    const edited =
      before === undefined ? withFeedAdded(text, members) : withFeedReplaced(text, before.index, members);
    await replace(document, edited);
    const written = parseFeedsFile(document.getText()).feeds;
    await showFeedLine(document.uri, written[before?.index ?? written.length - 1]?.line ?? 1);
  }

  /** Makes the file where there is none: with nothing in it but where feeds go. */
  async ensureFile(folder: WorkspaceFolder): Promise<void> {
    const document = await openFile(folder);
    if (document.getText().trim() === '') await replace(document, EMPTY_FEEDS_FILE);
  }

  async remove(folder: WorkspaceFolder, index: number): Promise<void> {
    const document = await openFile(folder);
    checkWhole(document.getText());
    await replace(document, withFeedRemoved(document.getText(), index));
  }

  /** @returns false where the user gave it up */
  async #keep(credentials: readonly OpenCredential[], url: string): Promise<boolean> {
    if (credentials.length === 0) return true;
    const keep = l10n.t('Keep as Secrets');
    const ask = l10n.t('Ask When Connecting');
    const answer = await window.showInformationMessage(
      l10n.t('{0}: credentials are not written to the file.', credentials.map(({ what }) => what).join(', ')),
      {
        modal: true,
        detail: l10n.t(
          'The file refers to them by name ({0}). VS Code can keep their values in its secret storage.',
          credentials.map(({ secretName }) => `\${secret:${secretName}}`).join(', '),
        ),
      },
      keep,
      ask,
    );
    if (answer === undefined) return false;
    if (answer === keep) {
      const host = URL.parse(url)?.host;
      for (const { secretName, value } of credentials) {
        await this.#secrets.keep(secretName, value, host === undefined ? [] : [host]);
      }
    }
    return true;
  }
}

/** The folder of the workspace to write to. Null: the user chose none. */
export async function chooseFolder(): Promise<WorkspaceFolder | null> {
  const folders = workspace.workspaceFolders ?? [];
  const [only] = folders;
  if (only === undefined) {
    throw new InspectorError('invalid-option', 'no folder is open to keep feeds in', 'open a folder');
  }
  if (folders.length === 1) return only;
  return (await window.showWorkspaceFolderPick()) ?? null;
}

async function openFile(folder: WorkspaceFolder): Promise<TextDocument> {
  const uri = feedsFileUri(folder);
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    const edit = new WorkspaceEdit();
    edit.createFile(uri, { ignoreIfExists: true });
    await workspace.applyEdit(edit);
    return workspace.openTextDocument(uri);
  }
}

async function replace(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  const end = document.positionAt(document.getText().length);
  edit.replace(document.uri, new Range(document.positionAt(0), end), text);
  if ((await workspace.applyEdit(edit)) && (await document.save())) return;
  throw new InspectorError(
    'invalid-option',
    `${FEEDS_FILE} cannot be written`,
    'check that you may write it',
  );
}

/** A file that cannot be read as a whole is not edited: what is wrong may be in the very place. */
function checkWhole(text: string): void {
  const [problem] = parseFeedsFile(text).problems;
  if (problem === undefined) return;
  throw new InspectorError(
    'invalid-option',
    `${FEEDS_FILE}:${problem.line}:${problem.column}: ${problem.message}`,
    problem.action,
  );
}

const PATHS: readonly string[] = ['ca', 'cert', 'key', 'unixSocket', 'file'];

/** Paths within the folder are written from it on, so that they hold on other machines. */
function relative(
  members: Readonly<Record<string, unknown>>,
  folder: WorkspaceFolder,
): Record<string, unknown> {
  const start = `${folder.uri.fsPath}/`;
  const written = (name: string, value: unknown): unknown => {
    if (PATHS.includes(name) && typeof value === 'string' && value.startsWith(start)) {
      return value.slice(start.length);
    }
    return name === 'send' && Array.isArray(value)
      ? value.map((send: unknown) => (typeof send === 'object' ? relative({ ...send }, folder) : send))
      : value;
  };
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, written(name, value)]));
}

function proposedName(name: string | null, url: string): string {
  if (name !== null) return name;
  const { host, pathname } = new URL(url);
  return pathname.split('/').findLast((part) => part !== '') ?? host;
}
