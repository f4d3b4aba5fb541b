import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../paths.ts';
import { type CommandResult, runCommand } from '../runCommand.ts';
import { makeTemporaryFolder } from '../temporaryFolder.ts';
import type { Outcome } from '../testEvents.ts';
import type { Step, StepContext, StepName, StepResult } from './step.ts';

/** On a slow machine too, every step comes to an end by itself; a test has a limit of its own. */
const TIME_LIMIT_MS = 20 * 60_000;
const EVENTS_REPORTER = pathToFileURL(join(ROOT, 'scripts', 'lib', 'testEvents.ts')).href;

/** Node's `spec` reporter tells all failures once more, together, under this line. */
const FAILURES_HEADING = /^. failing tests:$/m;

export const TEST_STEPS: readonly Step[] = [
  // They wait for sockets, windows and pages more than they compute: with one file at a time a core would be idle.
  tests('unit', ['build'], 2),
  tests('e2e', ['package'], 2),
  tests('webview', [], 2),
  tests('host', ['build'], 1),
];

/** The test files of a step, relative to the repository and with slashes, whose path contains one of the words. */
export async function testFilesOf(folder: string, words: readonly string[]): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort();
}

function tests(name: StepName, needs: readonly StepName[], filesAtATime: number): Step {
  const run = (context: StepContext): Promise<StepResult> => runTests(context, filesAtATime);
  return { name, needs, testFolder: join('test', name), run };
}

async function runTests({ files, isVerbose, env }: StepContext, filesAtATime: number): Promise<StepResult> {
  // What tests leave in it, because they were interrupted, goes with it.
  const temporary = await makeTemporaryFolder();
  const eventsFile = join(temporary, 'events');
  const options = [
    ...['--test', `--test-concurrency=${filesAtATime}`],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...[`--test-reporter=${EVENTS_REPORTER}`, `--test-reporter-destination=${eventsFile}`],
  ];
  const result = await runCommand(process.execPath, [...options, ...files], {
    cwd: ROOT,
    env: { ...env, TMPDIR: temporary, TMP: temporary, TEMP: temporary },
    timeoutMs: TIME_LIMIT_MS,
  });
  const outcomes = await readOutcomes(eventsFile);
  const count = (outcome: Outcome): number => outcomes.filter((other) => other === outcome).length;
  // A run that ended badly without a failed test, or without any test, has failed as a whole.
  const isRunBroken = outcomes.length === 0 || (result.code !== 0 && count('failed') === 0);
  const failed = count('failed') + (isRunBroken ? 1 : 0);
  const isAllShown = isVerbose || isRunBroken;
  return {
    passed: count('passed'),
    failed,
    skipped: count('skipped'),
    output: isAllShown ? result.output : failures(result),
  };
}

async function readOutcomes(file: string): Promise<Outcome[]> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  // A line that was being written when the run was cut short is none.
  return lines.flatMap(
    (line) => /^\{"outcome":"(passed|failed|skipped)"\}$/.exec(line)?.slice(1) ?? [],
  ) as Outcome[];
}

function failures({ code, output }: CommandResult): string {
  if (code === 0) return '';
  const heading = FAILURES_HEADING.exec(output);
  return heading === null ? output : output.slice(heading.index);
}
