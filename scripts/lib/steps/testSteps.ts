import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
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

/** How the files of a step share processes. */
type Division = 'a process each, two at a time' | 'a process each' | 'a process for each folder';

export const TEST_STEPS: readonly Step[] = [
  // They wait for sockets, windows and pages more than they compute: with one file at a time a core would be idle.
  tests('unit', ['build'], 'a process each, two at a time'),
  // What is opened in a process is shared in it: a window of VS Code costs more than most of the tests in it.
  tests('e2e', ['package'], 'a process for each folder'),
  tests('webview', [], 'a process each, two at a time'),
  tests('host', ['build'], 'a process each'),
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

function tests(name: StepName, needs: readonly StepName[], division: Division): Step {
  const run = async (context: StepContext): Promise<StepResult> => {
    const runs = runsOf(context.files, division).map((run) => runTests(context, run));
    return inAll(await Promise.all(runs));
  };
  return { name, needs, testFolder: join('test', name), run };
}

interface TestRun {
  readonly options: readonly string[];
  readonly files: readonly string[];
}

function runsOf(files: readonly string[], division: Division): readonly TestRun[] {
  if (division !== 'a process for each folder') {
    const filesAtATime = division === 'a process each' ? 1 : 2;
    return [{ options: [`--test-concurrency=${filesAtATime}`], files }];
  }
  return [...new Set(files.map((file) => dirname(file)))].map((folder) => ({
    options: ['--test-isolation=none'],
    files: files.filter((file) => dirname(file) === folder),
  }));
}

function inAll(results: readonly StepResult[]): StepResult {
  const sum = (count: (result: StepResult) => number): number =>
    results.reduce((total, result) => total + count(result), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    output: results.map(({ output }) => output).join(''),
  };
}

async function runTests({ isVerbose, env }: StepContext, run: TestRun): Promise<StepResult> {
  // What tests leave in it, because they were interrupted, goes with it.
  const temporary = await makeTemporaryFolder();
  const eventsFile = join(temporary, 'events');
  const options = [
    ...['--test', ...run.options],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...[`--test-reporter=${EVENTS_REPORTER}`, `--test-reporter-destination=${eventsFile}`],
  ];
  const result = await runCommand(process.execPath, [...options, ...run.files], {
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
