import { basename } from 'node:path';
import { l10n, ProgressLocation, window } from 'vscode';
import { toErrorInfo } from '../protocol/errors.ts';
import type { EngineClient } from './engineClient.ts';
import { fileInWorkspace } from './fileInWorkspace.ts';
import type { InspectorPanel } from './inspectorPanel.ts';

/** A recording of this size takes long enough for a notification with a way to give it up. */
const LARGE_BYTES = 64 * 1024 ** 2;

/** Lets the user choose a file, and writes a panel's recording there while its captures go on. */
export async function saveRecording(
  engine: EngineClient,
  { sessionId, status }: InspectorPanel,
  keepsSecrets: boolean,
): Promise<void> {
  const uri = await window.showSaveDialog({
    title: keepsSecrets ? l10n.t('Save Recording with Secrets') : l10n.t('Save Recording'),
    defaultUri: fileInWorkspace(status.title ?? 'recording', 'rtrec'),
    filters: recordingFilter(),
  });
  if (uri === undefined) return;
  const path = uri.fsPath;
  const { recordingBytes } = await engine.call(sessionId, 'session/snapshot', {});
  const isLarge = recordingBytes >= LARGE_BYTES;
  const isSaved = await window.withProgress(
    {
      location: isLarge ? ProgressLocation.Notification : ProgressLocation.Window,
      title: l10n.t('Saving {0}', basename(path)),
      cancellable: isLarge,
    },
    async (_, cancellation) => {
      cancellation.onCancellationRequested(() => engine.call(sessionId, 'session/cancelSave', {}));
      return save(engine, sessionId, path, keepsSecrets);
    },
  );
  if (isSaved) window.setStatusBarMessage(l10n.t('Saved {0}', basename(path)), 5_000);
}

export function recordingFilter(): Record<string, string[]> {
  return { [l10n.t('Recordings')]: ['rtrec'] };
}

/** @returns false where the user gave it up */
async function save(
  engine: EngineClient,
  sessionId: string,
  path: string,
  keepsSecrets: boolean,
): Promise<boolean> {
  try {
    await engine.call(sessionId, 'session/save', { path, keepsSecrets });
    return true;
  } catch (error) {
    if (toErrorInfo(error).code === 'cancelled') return false;
    throw error;
  }
}
