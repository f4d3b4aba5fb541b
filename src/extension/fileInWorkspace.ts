import { Uri, workspace } from 'vscode';

/** A file in the workspace, named after a text of any kind. */
export function fileInWorkspace(title: string, extension: string): Uri {
  const file = `${title.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}.${extension}`;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return folder === undefined ? Uri.file(file) : Uri.joinPath(folder, file);
}
