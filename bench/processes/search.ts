/**
 * Searches a recording of `messages` frames as the panel does, and does the same by a plain loop over the same payloads
 * in memory. `search.ts <messages>`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/engine/clock.ts';
import { RowFilter } from '../../src/engine/log/rowFilter.ts';
import { SessionLog } from '../../src/engine/sessionLog.ts';
import { EVERY_ROW } from '../../src/protocol/panel.ts';
import { makeMessages } from '../support/messages.ts';
import type { SearchReport } from '../support/report.ts';

const DISTINCT = 1_000;
/** What one step of the panel's search takes. */
const STEP_MS = 12;

const frames = Number(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'realtime-inspector-bench-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
const path = join(folder, 'bench.rtrec');
const messages = makeMessages(DISTINCT);
record();

const opening = performance.now();
const log = SessionLog.record(path, Infinity);
log.frames.readRows(0, 100);
const openedMs = performance.now() - opening;

const report: SearchReport = {
  frames,
  openedMs,
  searches: [
    search('substring', 'no such text'.replaceAll(' ', ''), (payload) => payload.includes('nosuchtext')),
    search('regular expression', '/"price":99[0-9]{2}\\./', (payload) =>
      /"price":99[0-9]{2}\./.test(payload.toString('utf8')),
    ),
    search('JSONPath', "$.type == 'quote'", (payload) => {
      const value = JSON.parse(payload.toString('utf8')) as { readonly type: string };
      return value.type === 'quote';
    }),
  ],
};
process.send?.(report, () => process.exit());

function record(): void {
  const recording = SessionLog.record(path, Infinity);
  for (let seq = 0; seq < frames; seq += 1) {
    const payload = messages[seq % DISTINCT] ?? Buffer.alloc(0);
    recording.frames.append(
      1,
      seq,
      1_767_225_600_000 + seq,
      'in',
      'message',
      payload,
      false,
      0,
      null,
      null,
      null,
    );
  }
  recording.flush('{}');
  recording.close();
}

function search(
  name: string,
  text: string,
  plain: (payload: Buffer) => boolean,
): SearchReport['searches'][number] {
  const filter = new RowFilter(log.frames, { ...EVERY_ROW, text });
  const startedAtMs = performance.now();
  while (!filter.advance(STEP_MS, systemClock)) continue;
  const searchedMs = performance.now() - startedAtMs;
  const plainAtMs = performance.now();
  let found = 0;
  for (let seq = 0; seq < frames; seq += 1) {
    if (plain(messages[seq % DISTINCT] ?? Buffer.alloc(0))) found += 1;
  }
  const plainMs = performance.now() - plainAtMs;
  if (found !== filter.matchCount)
    throw new Error(`${name}: ${filter.matchCount} found in place of ${found}`);
  return { name, searchedMs, plainMs };
}
