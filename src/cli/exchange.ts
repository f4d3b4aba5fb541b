import { existsSync } from 'node:fs';
import { exportRecording } from '../engine/exchange/exportRecording.ts';
import { importRecording } from '../engine/exchange/importRecording.ts';
import { writeTextFile } from '../engine/exchange/textFile.ts';
import { countOf } from '../model/format.ts';
import { visibleLine } from '../model/visibleText.ts';
import { InspectorError } from '../protocol/errors.ts';
import { EXCHANGE_FORMATS } from '../protocol/exchange.ts';
import type { EndSignal } from './endSignal.ts';
import type { Arguments } from './parseCommand.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { parseChoice, parseDuration, parseInteger } from './values.ts';

/** `export <recording>`: in a format of other tools. @returns the exit code */
export async function exportCommand(words: Arguments, terminal: Terminal, end: EndSignal): Promise<number> {
  const path = onlyPath(
    words,
    'export takes one recording',
    'give the path of one that --record has written',
  );
  const name = words.one('format');
  if (name === null)
    throw new UsageError('export needs a format', `give --format ${EXCHANGE_FORMATS.join(', ')}`);
  const format = parseChoice(name, 'format', EXCHANGE_FORMATS);
  const scope = scopeFrom(words);
  const out = words.one('out');
  const abort = new AbortController();
  const reader = { isGone: false };
  end.onEnd(() => {
    abort.abort();
  });
  terminal.onReaderGone(() => {
    reader.isGone = true;
    abort.abort();
  });
  const run = { signal: abort.signal, onProgress: (): void => undefined };
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
  terminal.status(visibleLine(`${out}: ${countOf(captures, 'capture')} with ${countOf(frames, 'frame')}`));
  return 0;
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
  const { captures, frames, leftOut } = await importRecording(path, out, {
    signal: abort.signal,
    onProgress: () => undefined,
  });
  const rest = leftOut === 0 ? '' : `; ${countOf(leftOut, 'request')} of no live feed left out`;
  terminal.status(
    visibleLine(`${out}: ${countOf(captures, 'capture')} with ${countOf(frames, 'frame')}${rest}`),
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
