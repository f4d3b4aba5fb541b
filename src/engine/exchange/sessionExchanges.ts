import { rm } from 'node:fs/promises';
import { InspectorError } from '../../protocol/errors.ts';
import { EXCHANGE_FORMATS, type ExportResult, type ImportResult } from '../../protocol/exchange.ts';
import { type Fields, requireBoolean, requireString, wrongField } from '../fields.ts';
import type { Session } from '../session.ts';
import type { ExchangeRun } from './exchangeRun.ts';
import { exportRecording } from './exportRecording.ts';
import { WHOLE_RECORDING } from './exportSource.ts';
import { importRecording } from './importRecording.ts';
import { writeTextFile } from './textFile.ts';

/** Less than this is no news of progress. */
const LEAST_STEP = 0.01;

/** Exports and imports of an editor's sessions, one at a time for each. */
export class SessionExchanges {
  readonly #onProgress: (sessionId: string, share: number) => void;
  readonly #underWay = new Map<string, AbortController>();

  constructor(onProgress: (sessionId: string, share: number) => void) {
    this.#onProgress = onProgress;
  }

  /** Writes what the session has by now: a copy is read, so that captures go on and the file is of one moment. */
  export(sessionId: string, session: Session, fields: Fields): Promise<ExportResult> {
    const format = EXCHANGE_FORMATS.find((known) => known === fields.get('format'));
    if (format === undefined) throw wrongField('format', `one of ${EXCHANGE_FORMATS.join(', ')}`);
    const path = requireString(fields, 'path');
    const copyPath = requireString(fields, 'copyPath');
    const keepsSecrets = requireBoolean(fields, 'keepsSecrets');
    return this.#run(sessionId, async (run) => {
      run.signal.addEventListener('abort', () => {
        session.cancelSave();
      });
      try {
        await session.save(copyPath, keepsSecrets);
        const scope = { ...WHOLE_RECORDING, keepsSecrets };
        return await writeTextFile(path, (target) => exportRecording(copyPath, format, scope, target, run));
      } finally {
        await rm(copyPath, { force: true });
      }
    });
  }

  import(sessionId: string, fields: Fields): Promise<ImportResult> {
    const path = requireString(fields, 'path');
    const recordingPath = requireString(fields, 'recordingPath');
    return this.#run(sessionId, (run) => importRecording(path, recordingPath, run));
  }

  cancel(sessionId: string): null {
    this.#underWay.get(sessionId)?.abort();
    return null;
  }

  async #run<Result>(sessionId: string, exchange: (run: ExchangeRun) => Promise<Result>): Promise<Result> {
    if (this.#underWay.has(sessionId)) {
      throw new InspectorError('invalid-option', 'an export is under way', 'wait for its end, or cancel it');
    }
    const abort = new AbortController();
    this.#underWay.set(sessionId, abort);
    let told = 0;
    try {
      return await exchange({
        signal: abort.signal,
        onProgress: (share) => {
          if (share - told < LEAST_STEP) return;
          told = share;
          this.#onProgress(sessionId, share);
        },
      });
    } finally {
      this.#underWay.delete(sessionId);
    }
  }
}
