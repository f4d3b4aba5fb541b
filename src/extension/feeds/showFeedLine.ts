import { Range, type Uri, window, workspace } from 'vscode';

/** Opens a file at a line, from 1. */
export async function showFeedLine(uri: Uri, line: number): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const place = new Range(line - 1, 0, line - 1, 0);
  await window.showTextDocument(document, { selection: place });
}
