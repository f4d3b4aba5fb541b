/**
 * Runs inside the extension host. VS Code calls `run`; what the tests came to goes into RESULTS_FILE, which is put
 * in when this is bundled (scripts/lib/hostTests.ts).
 */
import { rename, writeFile } from 'node:fs/promises';
import type { HostTestResult } from '../../scripts/lib/hostTests.ts';
import { HOST_TESTS } from './hostTests.ts';
import { LANGUAGE_MODEL_TESTS } from './languageModelTests.ts';
import { REPLAY_TESTS } from './replayTests.ts';

declare const RESULTS_FILE: string;

export async function run(): Promise<void> {
  const results: HostTestResult[] = [];
  for (const [name, test] of Object.entries({ ...HOST_TESTS, ...REPLAY_TESTS, ...LANGUAGE_MODEL_TESTS })) {
    results.push({ name, failure: await failureOf(test) });
  }
  // It appears whole or not at all: somebody is waiting for it.
  await writeFile(`${RESULTS_FILE}.partial`, JSON.stringify(results, null, 2));
  await rename(`${RESULTS_FILE}.partial`, RESULTS_FILE);
}

async function failureOf(test: () => Promise<void>): Promise<string | null> {
  try {
    await test();
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
