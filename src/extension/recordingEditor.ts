import { copyFile } from 'node:fs/promises';
import {
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  Uri,
  type WebviewPanel,
  workspace,
} from 'vscode';
import { formatError, InspectorError } from '../protocol/errors.ts';
import type { EngineClient } from './engineClient.ts';
import type { RecordingFiles } from './recordingFiles.ts';
import { recordingBudgetBytes } from './surroundings.ts';

/** What the manifest calls the editor of recordings. */
export const RECORDING_EDITOR = 'realtimeInspector.recording';

interface OpenRecording extends CustomDocument {
  readonly sessionId: string;
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

  /** @throws Error in words, where the file is no recording: the editor shows them in place of the panel */
  async openCustomDocument(uri: Uri): Promise<OpenRecording> {
    const { engine, files } = this.#services;
    const sessionId = files.newSessionId();
    const path = await files.pathOf(sessionId);
    try {
      await copyOf(uri, path);
      const budgetBytes = recordingBudgetBytes();
      const { recordingError } = await engine.call(sessionId, 'session/open', { path, budgetBytes });
      if (recordingError !== null) {
        const { code, message, action } = recordingError;
        throw new InspectorError(code, message, action);
      }
    } catch (error) {
      await engine.closeSession(sessionId);
      await files.remove(path);
      throw error instanceof InspectorError ? new Error(formatError(error), { cause: error }) : error;
    }
    return {
      uri,
      sessionId,
      // The panel closes its session, and with that the copy may go.
      dispose: () => undefined,
    };
  }

  resolveCustomEditor({ sessionId }: OpenRecording, view: WebviewPanel): Promise<void> {
    return this.#services.adopt(view, sessionId);
  }
}

/** A file of this machine is copied by it, whatever its size; one from elsewhere goes through the editor. */
async function copyOf(uri: Uri, path: string): Promise<void> {
  if (uri.scheme === 'file') await copyFile(uri.fsPath, path);
  else await workspace.fs.copy(uri, Uri.file(path), { overwrite: true });
}
