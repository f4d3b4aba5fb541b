import { posix } from 'node:path';
import { l10n, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { visibleLine } from '../../model/visibleText.ts';
import { InspectorError } from '../../protocol/errors.ts';
import { KEPT_OPEN } from '../keptOpen.ts';
import { RECORDING_ENDING } from './recordingsView.ts';

/** Asks for another name and gives it to the file; what shows it goes along. */
export async function renameRecording(uri: Uri): Promise<void> {
  const before = posix.basename(uri.path, RECORDING_ENDING);
  const answer = await window.showInputBox({
    title: l10n.t('Rename Recording'),
    prompt: l10n.t('The name of the file, {0} after it', RECORDING_ENDING),
    value: before,
    validateInput: async (text) => (nameOf(text) === before ? null : problemOf(uri, nameOf(text))),
    ...KEPT_OPEN,
  });
  if (answer === undefined || nameOf(answer) === before) return;
  const edit = new WorkspaceEdit();
  edit.renameFile(uri, beside(uri, nameOf(answer)));
  if (await workspace.applyEdit(edit)) return;
  throw new InspectorError(
    'invalid-option',
    `${workspace.asRelativePath(uri)} cannot be renamed`,
    'check that you may write its folder',
  );
}

/** With or without the ending: it is the same name. */
function nameOf(text: string): string {
  return text.trim().replace(/\.rtrec$/i, '');
}

function beside(uri: Uri, name: string): Uri {
  return Uri.joinPath(uri, '..', `${name}${RECORDING_ENDING}`);
}

async function problemOf(uri: Uri, name: string): Promise<string | null> {
  if (name === '') return l10n.t('Write a name');
  if (/[/\\]/.test(name)) return l10n.t('A name has no / and no \\');
  const isTaken = await workspace.fs.stat(beside(uri, name)).then(
    () => true,
    () => false,
  );
  return isTaken
    ? l10n.t('There is a file of the name {0} already', visibleLine(`${name}${RECORDING_ENDING}`))
    : null;
}
