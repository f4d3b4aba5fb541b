/**
 * `npm test`: every check and every test. `npm test -- unit sse` runs one step, and of its files those with `sse` in
 * their path. The last line is `N passed, N failed`: tests one by one, checks as one each.
 */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from './lib/chromium.ts';
import { installVscodeServer } from './lib/installVscodeServer.ts';
import { PROJECT_CACHE, ROOT } from './lib/paths.ts';
import { runScript } from './lib/runScript.ts';
import { CHECK_STEPS } from './lib/steps/checkSteps.ts';
import { runSteps } from './lib/steps/runSteps.ts';
import {
  isStepName,
  type Step,
  STEP_NAMES,
  type StepContext,
  type StepName,
  type StepResult,
} from './lib/steps/step.ts';
import { TEST_STEPS, testFilesOf } from './lib/steps/testSteps.ts';

const STEPS: readonly Step[] = [...CHECK_STEPS, ...TEST_STEPS];
const WITH_BROWSER: readonly StepName[] = ['webview', 'host', 'e2e'];
const WITH_VSCODE: readonly StepName[] = ['host', 'e2e'];

interface Plan {
  readonly steps: readonly Step[];
  readonly files: ReadonlyMap<StepName, readonly string[]>;
  readonly isVerbose: boolean;
  readonly isPictureUpdated: boolean;
}

runScript(async () => {
  const plan = await makePlan();
  if (typeof plan === 'string') {
    console.error(plan);
    return summarize(new Map());
  }
  const results = await runSteps(plan.steps, contexts(plan), {
    onStart: (name) => {
      console.log(`  ${name}`);
    },
    onEnd: printResult,
  });
  if (plan.isPictureUpdated && results.get('e2e')?.failed === 0) await updatePictures();
  return summarize(results);
});

/** @returns a sentence where the words ask for something that is not there. */
async function makePlan(): Promise<Plan | string> {
  const { values, positionals } = parseArgs({
    options: { 'update-picture': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const words = positionals.filter((word) => !isStepName(word));
  const named = positionals.filter(isStepName);
  const files = new Map<StepName, readonly string[]>();
  for (const { name, testFolder } of STEPS) {
    if (testFolder !== null) files.set(name, await testFilesOf(testFolder, words));
  }
  const hasFiles = (name: StepName): boolean => (files.get(name) ?? []).length > 0;
  const wanted = named.length > 0 ? named : STEP_NAMES.filter((name) => words.length === 0 || hasFiles(name));
  if (words.length > 0 && !wanted.some(hasFiles)) {
    return `No test file has ${words.join(' or ')} in its path. The steps are ${STEP_NAMES.join(', ')}.`;
  }
  const names = withNeeds(wanted);
  return {
    steps: STEPS.filter(({ name }) => names.has(name)),
    files,
    isVerbose: words.length > 0,
    isPictureUpdated: values['update-picture'],
  };
}

function withNeeds(wanted: readonly StepName[]): ReadonlySet<StepName> {
  const names = new Set(wanted);
  // What is added while the set is walked is walked too.
  for (const name of names) {
    for (const need of STEPS.find((step) => step.name === name)?.needs ?? []) names.add(need);
  }
  return names;
}

/** Variables that name a proxy, in both spellings; null takes one out. */
const NO_PROXIES: Readonly<Record<string, null>> = Object.fromEntries(
  ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
    [name, null],
    [name.toUpperCase(), null],
  ]),
);

/** What every step is told. The browser and the VS Code server are looked for once, by the first step that needs them. */
function contexts({ files, isVerbose }: Plan): (step: Step) => Promise<StepContext> {
  const say = (line: string): void => {
    console.log(`  ${line}`);
  };
  let browser: Promise<string> | undefined;
  let vscode: Promise<string> | undefined;
  return async ({ name }) => {
    if (WITH_VSCODE.includes(name)) await (vscode ??= installVscodeServer(say));
    const chromePath = WITH_BROWSER.includes(name) ? await (browser ??= findChromium(say)) : null;
    // The servers of the tests are on this machine, where a proxy of the environment would not find them.
    const env = { ...NO_PROXIES, ...(chromePath === null ? {} : { CHROME_PATH: chromePath }) };
    return { files: files.get(name) ?? [], isVerbose, env };
  };
}

function printResult(name: StepName, result: StepResult, durationMs: number): void {
  const { passed, failed, skipped, output } = result;
  const isTests = STEPS.some((step) => step.name === name && step.testFolder !== null);
  const counts = [
    ...(isTests ? [`${passed} passed`] : []),
    ...(isTests && failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(', ');
  const duration = `${(durationMs / 1000).toFixed(1)} s`;
  console.log(`${failed === 0 ? '✔' : '✖'} ${name.padEnd(10)} ${duration.padStart(8)}  ${counts}`.trimEnd());
  if (output.trim() !== '') console.log(output.trimEnd().replaceAll(/^/gm, '    '));
}

/** The end-to-end test takes it on every run; only here does it go into the repository. */
async function updatePictures(): Promise<void> {
  await cp(join(PROJECT_CACHE, 'pictures'), join(ROOT, 'media'), { recursive: true });
  console.log('  the pictures in media are those of this run');
}

function summarize(results: ReadonlyMap<StepName, StepResult>): number {
  const all = [...results.values()];
  const passed = all.reduce((sum, result) => sum + result.passed, 0);
  const failed = all.reduce((sum, result) => sum + result.failed, 0);
  const failedSteps = [...results].filter(([, result]) => result.failed > 0).map(([name]) => name);
  if (failedSteps.length > 0) console.log(`Failed: ${failedSteps.join(', ')}`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}
