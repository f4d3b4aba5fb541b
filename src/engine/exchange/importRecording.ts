import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { parseJson } from '../../model/parseJson.ts';
import { InspectorError } from '../../protocol/errors.ts';
import type { ImportResult } from '../../protocol/exchange.ts';
import { fieldsOf } from '../fields.ts';
import { openRecordingLog, type RecordingLog } from '../recordingLog.ts';
import { checkCancelled, type ExchangeRun } from './exchangeRun.ts';
import { HAR_PATHS, HarImport } from './harImport.ts';
import { importError } from './importError.ts';
import { ImportedCapture } from './importedCapture.ts';
import { planCaptures, type PlannedCapture } from './importPlan.ts';
import { ImportStage } from './importStage.ts';
import { fileChunks, JsonReader } from './jsonReader.ts';
import { NdjsonImport } from './ndjsonImport.ts';

/** Events that are written without a pause for captures that share the thread. */
const EVENTS_AT_ONCE = 2_048;
/** What of the work reading is; writing is the rest. */
const READING_SHARE = 0.7;
const FRAME_LINE = /^\{\s*"(?:seq|method|capture)"\s*:/;
const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * Makes a recording of a HAR file, or of NDJSON that this tool has written. The recording appears whole under its name, in the
 * place of one that is there, or not at all; what is in memory does not grow with the file (docs/exchange.md has the limits).
 * @throws InspectorError `import-failed` naming the place in the file, `recording-unavailable`, `recording-failed`, `cancelled`
 */
export async function importRecording(
  path: string,
  recordingPath: string,
  run: ExchangeRun,
): Promise<ImportResult> {
  const partial = `${recordingPath}.${process.pid}.partial`;
  const file = await openFile(path);
  try {
    const stage = new ImportStage(`${partial}.stage`);
    try {
      const told = await read(file, stage, run);
      const planned = planCaptures(stage, told);
      const leftOut = stage.countUnassigned();
      const frames = await write(stage, planned, partial, run);
      await rename(partial, recordingPath);
      run.onProgress(1);
      return { captures: planned.length, frames, leftOut };
    } finally {
      stage.close();
    }
  } finally {
    await file.close();
    for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(partial + suffix, { force: true });
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw importError(`${path} cannot be read (${reason})`, 'check the path', error);
  }
}

/** @returns the captures that the file tells */
async function read(
  file: FileHandle,
  stage: ImportStage,
  { signal, onProgress }: ExchangeRun,
): Promise<readonly PlannedCapture[]> {
  const { size, mtimeMs } = await file.stat();
  let source: Source | null = null;
  const chunks = fileChunks(file, (offset) => {
    checkCancelled(signal, 'the import');
    onProgress(size === 0 ? 0 : (READING_SHARE * offset) / size);
  });
  for await (const chunk of chunks) {
    const bytes =
      source === null && startsWith(chunk, BYTE_ORDER_MARK) ? chunk.subarray(BYTE_ORDER_MARK.length) : chunk;
    source ??= sourceOf(bytes, stage, mtimeMs);
    source.write(bytes);
    await setImmediate();
  }
  if (source === null) throw importError('the file is empty', 'choose another one');
  return source.finish();
}

interface Source {
  write(bytes: Uint8Array): void;
  finish(): readonly PlannedCapture[];
}

/** NDJSON is told by its first line, a frame; that one may be longer than what is read at once, and then by how it begins. */
function sourceOf(beginning: Uint8Array, stage: ImportStage, writtenAtMs: number): Source {
  const [line = ''] = Buffer.from(beginning).toString('utf8').trimStart().split('\n', 1);
  const first = fieldsOf(parseJson(line));
  const isFrame = first.has('kind') && first.has('direction');
  if (isFrame || FRAME_LINE.test(line)) return new NdjsonImport(stage, writtenAtMs);
  const har = new HarImport(stage);
  const reader = new JsonReader(HAR_PATHS, har.onValue);
  return {
    write: (bytes) => {
      reader.write(bytes);
    },
    finish: () => {
      reader.end();
      return har.finish();
    },
  };
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
      checkCancelled(signal, 'the import');
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

function startsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  return beginning.every((byte, at) => bytes[at] === byte);
}
