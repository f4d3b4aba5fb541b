import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { parseJson } from '../../model/parseJson.ts';
import type { ImportResult } from '../../protocol/exchange.ts';
import { fieldsOf } from '../fields.ts';
import { checkCancelled, type ExchangeRun } from './exchangeRun.ts';
import { HAR_PATHS, HarImport } from './harImport.ts';
import { importError } from './importError.ts';
import { planCaptures, type PlannedCapture } from './importPlan.ts';
import type { ImportStage } from './importStage.ts';
import { fileChunks, JsonReader } from './jsonReader.ts';
import { NdjsonImport } from './ndjsonImport.ts';
import { makeRecording, READING_SHARE } from './stagedRecording.ts';

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
  const file = await openFile(path);
  try {
    return await makeRecording(
      recordingPath,
      async (stage) => planCaptures(stage, await read(file, stage, run)),
      run,
    );
  } finally {
    await file.close();
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

function startsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  return beginning.every((byte, at) => bytes[at] === byte);
}
