/**
 * Checks the model of the estimate against what is measured: `npm run check-estimates [-- <words of a feed's name>]`.
 * Each feed is served by the real server by all four methods, captured by the real engine for half a minute, and estimated
 * from one capture alone. Without words the table in docs/comparison.md is written anew.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../scripts/lib/paths.ts';
import type { CheckReport } from './estimates/checkReport.ts';
import { areAllWithin, type CheckedRun, checkLines, checkMarkdown } from './estimates/checkTable.ts';
import { CHECKED_FEEDS } from './estimates/feeds.ts';
import { runAlone } from './support/run.ts';

const SEED = 7;
/** They wait more than they compute. */
const FEEDS_AT_ONCE = 4;
/** A machine whose timers are later than this, in ms, measures itself: such a feed is captured again. */
const LATEST_TIMER_MS = 30;
const ATTEMPTS = 3;
const DOCUMENT = join(ROOT, 'docs', 'comparison.md');
const TABLE = /(?<=<!-- check-estimates -->\n)[^]*(?=<!-- \/check-estimates -->)/;

const words = process.argv.slice(2);
const chosen = [...CHECKED_FEEDS.entries()].filter(([, { name }]) =>
  words.every((word) => name.includes(word)),
);
const runs = await runAll(chosen.map(([place]) => place));
if (words.length === 0) {
  const text = await readFile(DOCUMENT, 'utf8');
  await writeFile(DOCUMENT, text.replace(TABLE, `\n${checkMarkdown(runs)}\n\n`));
}
const isWithin = areAllWithin(runs);
console.log(
  isWithin ? 'All estimates are within the goals.' : 'Estimates marked ✖ are not within the goals.',
);
process.exitCode = isWithin ? 0 : 1;

async function runAll(places: readonly number[]): Promise<CheckedRun[]> {
  const waiting = [...places];
  const done = new Map<number, CheckedRun>();
  const work = async (): Promise<void> => {
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
      const run = await runFeed(place);
      done.set(place, run);
      console.log(checkLines(run));
    }
  };
  await Promise.all(Array.from({ length: FEEDS_AT_ONCE }, work));
  return places.flatMap((place) => done.get(place) ?? []);
}

async function runFeed(place: number): Promise<CheckedRun> {
  const feed = CHECKED_FEEDS[place];
  if (feed === undefined) throw new Error(`there is no feed ${place}`);
  for (let attempt = 1; ; attempt++) {
    const report = await runAlone<CheckReport>('estimateCheck', [String(place), String(SEED)]);
    if (report.latestTimerMs <= LATEST_TIMER_MS || attempt === ATTEMPTS) return { feed, report };
    console.log(`${feed.name}: timers were late by ${report.latestTimerMs.toFixed(0)} ms; once more`);
  }
}
