import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { PROJECT_CACHE, ROOT } from './paths.ts';

/** What one test inside the extension host came to. */
export interface HostTestResult {
  readonly name: string;
  /** The stack of what it threw; null where it passed. */
  readonly failure: string | null;
}

export interface HostTests {
  /** What the extension host loads and calls `run` of. */
  readonly entryPoint: string;
  /** null as long as they run. */
  readonly readResults: () => Promise<readonly HostTestResult[] | null>;
}

/**
 * Bundles the tests that run inside the extension host, where Node runs no TypeScript. They write what they came to
 * into a file, because a VS Code has no other way to tell it that all kinds of VS Code share.
 */
export async function bundleHostTests(): Promise<HostTests> {
  const folder = join(PROJECT_CACHE, 'host-tests');
  const entryPoint = join(folder, 'index.cjs');
  const resultsFile = join(folder, 'results.json');
  await rm(resultsFile, { force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['test/host/index.ts'],
    outfile: entryPoint,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    define: { RESULTS_FILE: JSON.stringify(resultsFile) },
    logLevel: 'error',
  });
  return { entryPoint, readResults: () => readResults(resultsFile) };
}

async function readResults(file: string): Promise<HostTestResult[] | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  // Our own tests have written it.
  return text === null ? null : (JSON.parse(text) as HostTestResult[]);
}
