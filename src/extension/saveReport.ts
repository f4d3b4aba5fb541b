import { basename } from 'node:path';
import type { Uri } from 'vscode';
import { commands, env, l10n, UIKind, window, workspace } from 'vscode';
import type { ReportFormat } from '../protocol/report.ts';
import { fileInWorkspace } from './fileInWorkspace.ts';

export interface Report {
  readonly format: ReportFormat;
  readonly text: string;
}

const EXTENSIONS: Readonly<Record<ReportFormat, string>> = { markdown: 'md', html: 'html', json: 'json' };

/** Lets the user choose a file for a report, writes it, and offers to open it. @returns false where none was chosen */
export async function saveReport({ format, text }: Report, title: string | null): Promise<boolean> {
  const extension = EXTENSIONS[format];
  const uri = await window.showSaveDialog({
    title: l10n.t('Save Report'),
    defaultUri: fileInWorkspace(`comparison-${title ?? 'feed'}`, extension),
    filters: { [l10n.t('Reports')]: [extension] },
  });
  if (uri === undefined) return false;
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  void offerToOpen(uri);
  return true;
}

async function offerToOpen(uri: Uri): Promise<void> {
  const open = l10n.t('Open');
  const chosen = await window.showInformationMessage(l10n.t('Saved {0}', basename(uri.path)), open);
  if (chosen !== open) return;
  // Only a desktop has a browser that finds the file where it is.
  const isForBrowser =
    uri.path.endsWith('.html') && env.uiKind === UIKind.Desktop && env.remoteName === undefined;
  if (isForBrowser) await env.openExternal(uri);
  else await commands.executeCommand('vscode.open', uri);
}
