import { setImmediate } from 'node:timers/promises';
import type { ExchangeFormat, ExportResult } from '../../protocol/exchange.ts';
import { csvText } from './csvExport.ts';
import { type ExportScope, ExportSource } from './exportSource.ts';
import { harText } from './harExport.ts';
import { ndjsonText } from './ndjsonExport.ts';
import { type ExchangeRun, checkCancelled } from './exchangeRun.ts';
import type { TextTarget } from './textFile.ts';

/** Text is written when there is so much of it. */
const BATCH_CHARACTERS = 256 * 1024;

const FORMATS: Readonly<Record<ExchangeFormat, (source: ExportSource) => Iterable<string>>> = {
  har: harText,
  ndjson: ndjsonText,
  csv: csvText,
};

/**
 * Writes a recording in another format, a part at a time: what is in memory is a block of frames and a batch of text.
 * @throws InspectorError `recording-unreadable` and its like, `not-found` where a capture is not there, `cancelled`
 */
export async function exportRecording(
  path: string,
  format: ExchangeFormat,
  scope: ExportScope,
  target: TextTarget,
  run: ExchangeRun,
): Promise<ExportResult> {
  const source = new ExportSource(path, scope);
  try {
    let batch = '';
    for (const piece of FORMATS[format](source)) {
      batch += piece;
      if (batch.length < BATCH_CHARACTERS) continue;
      await target.write(batch);
      batch = '';
      // Captures that share this thread go on meanwhile.
      await setImmediate();
      checkCancelled(run.signal, 'the export');
      run.onProgress(source.share);
    }
    checkCancelled(run.signal, 'the export');
    await target.write(batch);
    run.onProgress(1);
    return { captures: source.captures.length, ...source.passed };
  } finally {
    source.close();
  }
}
