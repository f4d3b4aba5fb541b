import { join } from 'node:path';
import { PROJECT_CACHE, ROOT } from '../paths.ts';
import { runCommand } from '../runCommand.ts';
import type { Step, StepName } from './step.ts';

const TIME_LIMIT_MS = 10 * 60_000;

const bin = (...path: readonly string[]): string => join(ROOT, 'node_modules', ...path);

export const CHECK_STEPS: readonly Step[] = [
  check('types', [bin('typescript', 'bin', 'tsc'), '-b']),
  check('lint', [bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0']),
  check('format', [
    ...[bin('prettier', 'bin', 'prettier.cjs'), '.', '--check', '--log-level', 'warn'],
    ...['--cache', '--cache-strategy', 'content', '--cache-location', join(PROJECT_CACHE, 'prettier')],
  ]),
  check('dead-code', [bin('knip', 'bin', 'knip.js'), '--no-progress']),
  check('layers', [
    bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
    ...['src', 'scripts', 'test', 'bench', '--config', '.dependency-cruiser.cjs'],
  ]),
  check('build', [join(ROOT, 'esbuild.mjs'), '--production']),
  check('package', [join(ROOT, 'scripts', 'package.ts'), '--built'], ['build']),
];

/** A check is one command of this Node, and counts as one. */
function check(name: StepName, command: readonly string[], needs: readonly StepName[] = []): Step {
  return {
    name,
    needs,
    testFolder: null,
    run: async () => {
      const { code, output } = await runCommand(process.execPath, command, {
        cwd: ROOT,
        timeoutMs: TIME_LIMIT_MS,
      });
      return code === 0
        ? { passed: 1, failed: 0, skipped: 0, output: '' }
        : { passed: 0, failed: 1, skipped: 0, output };
    },
  };
}
