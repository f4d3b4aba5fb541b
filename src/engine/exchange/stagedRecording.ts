import { rename, rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { InspectorError } from '../../protocol/errors.ts';
import type { ImportResult } from '../../protocol/exchange.ts';
import { openRecordingLog, type RecordingLog } from '../recordingLog.ts';
import { checkCancelled, type ExchangeRun } from './exchangeRun.ts';
import { importError } from './importError.ts';
import { ImportedCapture } from './importedCapture.ts';
import type { PlannedCapture } from './importPlan.ts';
import { ImportStage } from './importStage.ts';

/** Events that are written without a pause for captures that share the thread. */
const EVENTS_AT_ONCE = 2_048;
/** What of the work filling the stage is; writing is the rest. */
export const READING_SHARE = 0.7;

/**
 * Makes a recording of what is put on a stage. It appears whole under its name, in the place of one that is there, or not at all.
 * @param fill puts requests and frames on the stage, and says which captures they are of
 * @throws InspectorError `recording-unavailable`, `recording-failed`, `cancelled`, and what `fill` throws
 */
export async function makeRecording(
  recordingPath: string,
  fill: (stage: ImportStage) => Promise<readonly PlannedCapture[]>,
  run: ExchangeRun,
): Promise<ImportResult> {
  const partial = `${recordingPath}.${process.pid}.partial`;
  try {
    const stage = new ImportStage(`${partial}.stage`);
    try {
      const planned = await fill(stage);
      const leftOut = stage.countUnassigned();
      const frames = await write(stage, planned, partial, run);
      checkCancelled(run.signal, 'the making of a recording');
      await rename(partial, recordingPath);
      run.onProgress(1);
      return { captures: planned.length, frames, leftOut };
    } finally {
      stage.close();
    }
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(partial + suffix, { force: true });
  }
}

async function write(
  stage: ImportStage,
  planned: readonly PlannedCapture[],
  path: string,
  { signal, onProgress }: ExchangeRun,
): Promise<number> {
  await rm(path, { force: true });
  const recording = openRecordingLog(path, Infinity);
  const captures = new Map(
    planned.map((plan): [number, ImportedCapture] => [
      plan.captureId,
      new ImportedCapture(plan, recording.log),
    ]),
  );
  try {
    await replay(stage, captures, (done) => {
      checkCancelled(signal, 'the making of a recording');
      onProgress(READING_SHARE + ((1 - READING_SHARE) * done) / Math.max(1, stage.frameCount));
    });
    for (const capture of captures.values()) capture.finish();
  } catch (error) {
    closeQuietly(recording, [...captures.values()]);
    throw error;
  }
  recording.close([...captures.values()]);
  return [...captures.values()].reduce((sum, capture) => sum + capture.summary().counters.frames, 0);
}

async function replay(
  stage: ImportStage,
  captures: ReadonlyMap<number, ImportedCapture>,
  onStep: (framesDone: number) => void,
): Promise<void> {
  const captureOf = new Map<number, ImportedCapture>();
  let events = 0;
  let frames = 0;
  for (const event of stage.events()) {
    if (event.type === 'frame') {
      captureOf.get(event.entry)?.frame(event.entry, event.frame);
      frames += 1;
    } else if (event.type === 'end') {
      captureOf.get(event.entry)?.end(event.entry);
      captureOf.delete(event.entry);
    } else {
      const capture = captures.get(event.captureId);
      if (capture === undefined) {
        throw importError(
          `a request is of capture ${event.captureId}, which the file does not have`,
          'export the file again with the tool that wrote it; nothing was imported',
        );
      }
      captureOf.set(event.entry, capture);
      capture.begin(event.entry, event.record);
    }
    events += 1;
    if (events % EVENTS_AT_ONCE !== 0) continue;
    await setImmediate();
    onStep(frames);
  }
}

/** What was written is deleted: how its end went does not matter. */
function closeQuietly(recording: RecordingLog, captures: readonly ImportedCapture[]): void {
  try {
    recording.close(captures);
  } catch (error) {
    if (!(error instanceof InspectorError)) throw error;
  }
}
