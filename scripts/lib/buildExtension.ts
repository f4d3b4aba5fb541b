import { join } from 'node:path';
import { ROOT } from './paths.ts';
import { runCommand } from './runCommand.ts';

/** Makes the production bundles in dist/. Fails with the bundler's messages. */
export async function buildExtension(): Promise<string> {
  const { code, output } = await runCommand(process.execPath, [join(ROOT, 'esbuild.mjs'), '--production']);
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
  return output;
}
