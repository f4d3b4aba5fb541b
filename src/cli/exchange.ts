import { existsSync } from 'node:fs';
import { exportRecording } from '../engine/exchange/exportRecording.ts';
import type { ExchangeRun } from '../engine/exchange/exchangeRun.ts';
import { gatherRecordings } from '../engine/exchange/gatherRecordings.ts';
import { importRecording } from '../engine/exchange/importRecording.ts';
import { writeTextFile } from '../engine/exchange/textFile.ts';
import { countOf } from '../model/format.ts';
import { visibleLine } from '../model/visibleText.ts';
import { InspectorError } from '../protocol/errors.ts';
import { EXCHANGE_FORMATS, type ImportResult } from '../protocol/exchange.ts';
import type { EndSignal } from './endSignal.ts';
import type { Arguments } from './parseCommand.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { parseChoice, parseDuration, parseInteger } from './values.ts';

/** What a recording, or several as one, becomes when it stays one. */
const RECORDING_FORMAT = 'rtrec';
const FORMATS = [...EXCHANGE_FORMATS, RECORDING_FORMAT] as const;

/** `export <recording>`: in a format of other tools, or as a recording. @returns the exit code */
export async function exportCommand(words: Arguments, terminal: Terminal, end: EndSignal): Promise<number> {
  const name = words.one('format');
  if (name === null) throw new UsageError('export needs a format', `give --format ${FORMATS.join(', ')}`);
  const format = parseChoice(name, 'format', FORMATS);
  const abort = new AbortController();
  end.onEnd(() => {
    abort.abort();
  });
  const run = { signal: abort.signal, onProgress: (): void => undefined };
  if (format === RECORDING_FORMAT) return exportAsRecording(words, terminal, run);
  const path = onlyPath(
    words,
    'export takes one recording, but as rtrec',
    'give the path of one that --record has written',
  );
  const scope = scopeFrom(words);
  const out = words.one('out');
  const reader = { isGone: false };
  terminal.onReaderGone(() => {
    reader.isGone = true;
    abort.abort();
  });
  if (out === null) {
    try {
      await exportRecording(path, format, scope, terminal, run);
    } catch (error) {
      // Whoever reads has enough, as `head` does.
      if (!reader.isGone) throw error;
    }
    return 0;
  }
  refuseToOverwrite(words, out);
  const { captures, frames } = await writeTextFile(out, (target) =>
    exportRecording(path, format, scope, target, run),
  );
  sayWritten(terminal, out, { captures, frames });
  return 0;
}

async function exportAsRecording(words: Arguments, terminal: Terminal, run: ExchangeRun): Promise<number> {
  const paths = words.positionals;
  if (paths.length === 0) throw new UsageError('export needs a recording', 'give the path of at least one');
  const out = words.one('out');
  if (out === null) throw new UsageError('a recording is no text', 'give --out file.rtrec');
  refuseToOverwrite(words, out);
  const scope = scopeFrom(words);
  const parts = paths.map((path) => ({ path, scope }));
  sayWritten(terminal, out, await gatherRecordings(parts, out, run));
  return 0;
}

function sayWritten(
  terminal: Terminal,
  path: string,
  { captures, frames }: Pick<ImportResult, 'captures' | 'frames'>,
  more = '',
): void {
  const what = `${countOf(captures, 'capture')} with ${countOf(frames, 'frame')}`;
  terminal.status(visibleLine(`${path}: ${what}${more}`));
}

/** `import <file> --out <recording>`. @returns the exit code */
export async function importCommand(words: Arguments, terminal: Terminal, end: EndSignal): Promise<number> {
  const path = onlyPath(words, 'import takes one file', 'give the path of a HAR file or of NDJSON');
  const out = words.one('out');
  if (out === null) throw new UsageError('import needs the recording to make', 'give it as --out file.rtrec');
  refuseToOverwrite(words, out);
  const abort = new AbortController();
  end.onEnd(() => {
    abort.abort();
  });
  const result = await importRecording(path, out, { signal: abort.signal, onProgress: () => undefined });
  const { leftOut } = result;
  sayWritten(
    terminal,
    out,
    result,
    leftOut === 0 ? '' : `; ${countOf(leftOut, 'request')} of no live feed left out`,
  );
  return 0;
}

function onlyPath(words: Arguments, what: string, action: string): string {
  const [path, ...more] = words.positionals;
  if (path === undefined || more.length > 0) throw new UsageError(what, action);
  return path;
}

function scopeFrom(words: Arguments): Parameters<typeof exportRecording>[2] {
  const captures = words
    .all('capture')
    .map((text) => parseInteger(text, 'capture', 1, Number.MAX_SAFE_INTEGER));
  const [from, to] = [words.one('from'), words.one('to')];
  const fromMs = from === null ? 0 : parseDuration(from, 'from');
  const toMs = to === null ? Infinity : parseDuration(to, 'to');
  if (toMs < fromMs) throw new UsageError('--to is before --from', 'give a range that ends after it begins');
  return {
    captureIds: captures.length === 0 ? null : captures,
    fromMs,
    toMs,
    keepsSecrets: words.isSet('keep-secrets'),
  };
}

/** @throws InspectorError `invalid-option` */
function refuseToOverwrite(words: Arguments, path: string): void {
  if (words.isSet('force') || !existsSync(path)) return;
  throw new InspectorError(
    'invalid-option',
    `${path} is there already`,
    'give another name, or --force to write over it',
  );
}
