import { basename } from 'node:path';
import { l10n, ProgressLocation, type QuickPickItem, window } from 'vscode';
import type { TimeRange } from '../model/timelineScale.ts';
import { toErrorInfo } from '../protocol/errors.ts';
import type { ExchangeFormat, ImportResult } from '../protocol/exchange.ts';
import type { EngineClient } from './engineClient.ts';
import { fileInWorkspace } from './fileInWorkspace.ts';
import { KEPT_OPEN } from './keptOpen.ts';
import type { InspectorPanel } from './inspectorPanel.ts';
import { recordingFilter } from './saveRecording.ts';

/** How long the status bar says what has come of it, in ms. */
const SAID_MS = 5_000;

interface FormatItem extends QuickPickItem {
  readonly format: ExchangeFormat;
}

interface SecretsItem extends QuickPickItem {
  readonly keepsSecrets: boolean;
}

/** Lets the user choose a format and a file, and writes a panel's recording there while its captures go on. */
export async function exportRecording(
  engine: EngineClient,
  { sessionId, status }: InspectorPanel,
  copyPath: string,
): Promise<void> {
  const title = l10n.t('Export Recording As');
  const chosen = await window.showQuickPick(formatItems(), { title, ...KEPT_OPEN });
  if (chosen === undefined) return;
  const secrets = await window.showQuickPick(secretsItems(), { title, ...KEPT_OPEN });
  if (secrets === undefined) return;
  const { format, label } = chosen;
  const uri = await window.showSaveDialog({
    title,
    defaultUri: fileInWorkspace(status.title ?? 'recording', format),
    filters: { [label]: [format] },
  });
  if (uri === undefined) return;
  const path = uri.fsPath;
  const { keepsSecrets } = secrets;
  const done = await withCancel(engine, sessionId, l10n.t('Exporting {0}', basename(path)), () =>
    engine.call(sessionId, 'exchange/export', { format, path, copyPath, keepsSecrets }),
  );
  if (done !== null) window.setStatusBarMessage(l10n.t('Exported {0}', basename(path)), SAID_MS);
}

/**
 * Lets the user choose a file, and makes a session's recording of it.
 * @returns false where there is none: the user chose no file, or gave it up
 */
export async function importRecording(
  engine: EngineClient,
  sessionId: string,
  recordingPath: string,
): Promise<boolean> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t('Import HAR or NDJSON'),
      filters: { [l10n.t('HAR and NDJSON')]: ['har', 'json', 'ndjson', 'jsonl'] },
    })) ?? [];
  if (file === undefined) return false;
  const path = file.fsPath;
  const result = await withCancel(engine, sessionId, l10n.t('Importing {0}', basename(path)), () =>
    engine.call(sessionId, 'exchange/import', { path, recordingPath }),
  );
  if (result !== null) window.setStatusBarMessage(importedText(basename(path), result), SAID_MS);
  return result !== null;
}

/**
 * Lets the user choose a file, and writes a range of a panel's recording there, without secrets, while its captures go on.
 * @returns false where it was given up
 */
export async function saveRange(
  engine: EngineClient,
  { sessionId, status }: InspectorPanel,
  range: TimeRange,
  copyPath: string,
): Promise<boolean> {
  const uri = await window.showSaveDialog({
    title: l10n.t('Save the Shown Span'),
    defaultUri: fileInWorkspace(`${status.title ?? 'recording'}-span`, 'rtrec'),
    filters: recordingFilter(),
  });
  if (uri === undefined) return false;
  const path = uri.fsPath;
  const saved = await withCancel(engine, sessionId, l10n.t('Saving {0}', basename(path)), () =>
    engine.call(sessionId, 'exchange/saveRange', { path, copyPath, ...range, keepsSecrets: false }),
  );
  if (saved === null) return false;
  window.setStatusBarMessage(l10n.t('Saved {0}', basename(path)), SAID_MS);
  return true;
}

/** Makes a session's recording of several others, side by side. @returns false where the user gave it up */
export async function gatherRecordings(
  engine: EngineClient,
  sessionId: string,
  paths: readonly string[],
  recordingPath: string,
): Promise<boolean> {
  const title = l10n.t('Opening {0} recordings', paths.length);
  const gathered = await withCancel(engine, sessionId, title, () =>
    engine.call(sessionId, 'exchange/gather', { paths, recordingPath }),
  );
  return gathered !== null;
}

function importedText(name: string, { leftOut }: ImportResult): string {
  return leftOut === 0
    ? l10n.t('Imported {0}', name)
    : l10n.t('Imported {0}; requests of no live feed left out: {1}', name, leftOut);
}

/** Shows how far it is, with a way to give it up. @returns null where the user did */
async function withCancel<Result>(
  engine: EngineClient,
  sessionId: string,
  title: string,
  perform: () => Promise<Result>,
): Promise<Result | null> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, cancellation) => {
      cancellation.onCancellationRequested(() => engine.call(sessionId, 'exchange/cancel', {}));
      let shown = 0;
      engine.onProgress(sessionId, (share) => {
        progress.report({ increment: 100 * (share - shown) });
        shown = share;
      });
      try {
        return await perform();
      } catch (error) {
        if (toErrorInfo(error).code === 'cancelled') return null;
        throw error;
      } finally {
        engine.onProgress(sessionId, null);
      }
    },
  );
}

function formatItems(): readonly FormatItem[] {
  return [
    {
      format: 'har',
      label: 'HAR',
      description: l10n.t('HTTP Archive 1.2: every request and message, for browsers and other tools'),
    },
    { format: 'ndjson', label: 'NDJSON', description: l10n.t('A JSON line for each frame') },
    { format: 'csv', label: 'CSV', description: l10n.t('A table with a line for each frame') },
  ];
}

function secretsItems(): readonly SecretsItem[] {
  return [
    {
      keepsSecrets: false,
      label: l10n.t('Without Secrets'),
      description: l10n.t('Credentials and values of secret headers are masked'),
    },
    {
      keepsSecrets: true,
      label: l10n.t('With Secrets'),
      description: l10n.t('Everything as it was sent'),
    },
  ];
}
