import { copyFile } from 'node:fs/promises';
import {
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  l10n,
  Uri,
  type WebviewPanel,
  workspace,
} from 'vscode';
import { type ErrorInfo, toErrorInfo } from '../protocol/errors.ts';
import type { EngineClient } from './engineClient.ts';
import { failureHtml } from './failureHtml.ts';
import type { RecordingFiles } from './recordingFiles.ts';
import { recordingBudgetBytes } from './surroundings.ts';

/** What the manifest calls the editor of recordings. */
export const RECORDING_EDITOR = 'realtimeInspector.recording';

interface OpenRecording extends CustomDocument {
  readonly sessionId: string;
  readonly failure: ErrorInfo | null;
}

export interface RecordingEditorServices {
  readonly engine: EngineClient;
  readonly files: RecordingFiles;
  /** Puts a panel on a session into the editor. */
  readonly adopt: (view: WebviewPanel, sessionId: string) => Promise<void>;
}

/** Opens `*.rtrec` files in the editor area: a panel on a copy, so that the file stays as it is whatever is done there. */
export class RecordingEditor implements CustomReadonlyEditorProvider<OpenRecording> {
  readonly #services: RecordingEditorServices;

  constructor(services: RecordingEditorServices) {
    this.#services = services;
  }

  async openCustomDocument(uri: Uri): Promise<OpenRecording> {
    const { engine, files } = this.#services;
    const sessionId = files.newSessionId();
    const path = await files.pathOf(sessionId);
    const failure = await this.#open(uri, sessionId, path);
    if (failure !== null) {
      await engine.closeSession(sessionId);
      await files.remove(path);
    }
    // The panel closes its session, and with that the copy may go.
    return { uri, sessionId, failure, dispose: () => undefined };
  }

  async resolveCustomEditor({ sessionId, failure }: OpenRecording, view: WebviewPanel): Promise<void> {
    // An editor whose document throws says nothing but that it did.
    if (failure === null) await this.#services.adopt(view, sessionId);
    else view.webview.html = failureHtml(l10n.t('This recording cannot be opened'), failure);
  }

  /** @returns why the file is no recording that can be opened; null: it is one */
  async #open(uri: Uri, sessionId: string, path: string): Promise<ErrorInfo | null> {
    try {
      await copyOf(uri, path);
      const { engine } = this.#services;
      const budgetBytes = recordingBudgetBytes();
      return (await engine.call(sessionId, 'session/open', { path, budgetBytes })).recordingError;
    } catch (error) {
      return toErrorInfo(error);
    }
  }
}

/** A file of this machine is copied by it, whatever its size; one from elsewhere goes through the editor. */
async function copyOf(uri: Uri, path: string): Promise<void> {
  if (uri.scheme === 'file') await copyFile(uri.fsPath, path);
  else await workspace.fs.copy(uri, Uri.file(path), { overwrite: true });
}
