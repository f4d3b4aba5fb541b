/** `npm run watch`: the bundles in dist/, built again at every change, with source maps. */
import { join } from 'node:path';
import { startLeashed } from './lib/leashed.ts';
import { ROOT } from './lib/paths.ts';
import { runScript } from './lib/runScript.ts';

runScript(async () => {
  const esbuild = [join(ROOT, 'esbuild.mjs'), '--watch'];
  return startLeashed(process.execPath, esbuild, { cwd: ROOT, output: 'inherit' }).exited;
});
