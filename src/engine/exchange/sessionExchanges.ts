import { rm } from 'node:fs/promises';
import { InspectorError } from '../../protocol/errors.ts';
import { EXCHANGE_FORMATS, type ExportResult, type ImportResult } from '../../protocol/exchange.ts';
import {
  type Fields,
  requireBoolean,
  requireNumber,
  requireString,
  requireStrings,
  wrongField,
} from '../fields.ts';
import type { Session } from '../session.ts';
import type { ExchangeRun } from './exchangeRun.ts';
import { exportRecording } from './exportRecording.ts';
import { WHOLE_RECORDING } from './exportSource.ts';
import { gatherRecordings } from './gatherRecordings.ts';
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

  /** What needs no session: a file becomes the recording of one that is opened afterwards, or what is under way is given up. */
  begin(
    sessionId: string,
    method: 'exchange/import' | 'exchange/gather' | 'exchange/cancel',
    fields: Fields,
  ): Promise<ImportResult> | null {
    switch (method) {
      case 'exchange/import':
        return this.#import(sessionId, fields);
      case 'exchange/gather':
        return this.#gather(sessionId, fields);
      case 'exchange/cancel':
        this.#underWay.get(sessionId)?.abort();
        return null;
    }
  }

  /** Writes what a session has by now, or has of a range. */
  write(
    sessionId: string,
    session: Session,
    method: 'exchange/export' | 'exchange/saveRange',
    fields: Fields,
  ): Promise<ExportResult | ImportResult> {
    return method === 'exchange/export'
      ? this.#export(sessionId, session, fields)
      : this.#saveRange(sessionId, session, fields);
  }

  #export(sessionId: string, session: Session, fields: Fields): Promise<ExportResult> {
    const format = EXCHANGE_FORMATS.find((known) => known === fields.get('format'));
    if (format === undefined) throw wrongField('format', `one of ${EXCHANGE_FORMATS.join(', ')}`);
    const path = requireString(fields, 'path');
    const copyPath = requireString(fields, 'copyPath');
    const keepsSecrets = requireBoolean(fields, 'keepsSecrets');
    return this.#run(sessionId, (run) =>
      withCopy(session, copyPath, keepsSecrets, run, () => {
        const scope = { ...WHOLE_RECORDING, keepsSecrets };
        return writeTextFile(path, (target) => exportRecording(copyPath, format, scope, target, run));
      }),
    );
  }

  #saveRange(sessionId: string, session: Session, fields: Fields): Promise<ImportResult> {
    const path = requireString(fields, 'path');
    const copyPath = requireString(fields, 'copyPath');
    const keepsSecrets = requireBoolean(fields, 'keepsSecrets');
    const [fromMs, toMs] = [requireNumber(fields, 'fromMs'), requireNumber(fields, 'toMs')];
    return this.#run(sessionId, (run) =>
      withCopy(session, copyPath, keepsSecrets, run, () => {
        // A scope begins with the first capture.
        const startedAtMs = Math.min(...session.snapshot().captures.map((capture) => capture.startedAtMs));
        const scope = {
          ...WHOLE_RECORDING,
          fromMs: fromMs - startedAtMs,
          toMs: toMs - startedAtMs,
          keepsSecrets,
        };
        return gatherRecordings([{ path: copyPath, scope }], path, run);
      }),
    );
  }

  #gather(sessionId: string, fields: Fields): Promise<ImportResult> {
    const recordingPath = requireString(fields, 'recordingPath');
    // What they have of secrets they have already: nothing goes out here.
    const scope = { ...WHOLE_RECORDING, keepsSecrets: true };
    const parts = requireStrings(fields, 'paths').map((path) => ({ path, scope }));
    return this.#run(sessionId, (run) => gatherRecordings(parts, recordingPath, run));
  }

  #import(sessionId: string, fields: Fields): Promise<ImportResult> {
    const path = requireString(fields, 'path');
    const recordingPath = requireString(fields, 'recordingPath');
    return this.#run(sessionId, (run) => importRecording(path, recordingPath, run));
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

/** Uses a copy of what a session has by now, so that captures go on and what is written is of one moment. */
async function withCopy<Result>(
  session: Session,
  copyPath: string,
  keepsSecrets: boolean,
  { signal }: ExchangeRun,
  use: () => Promise<Result>,
): Promise<Result> {
  signal.addEventListener('abort', () => {
    session.cancelSave();
  });
  try {
    await session.save(copyPath, keepsSecrets);
    return await use();
  } finally {
    await rm(copyPath, { force: true });
  }
}
