import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { ROOT, VSIX_FILE } from './paths.ts';

/** Packs what .vscodeignore lets through, the bundles in dist/ included, into VSIX_FILE. */
export async function packageExtension(): Promise<void> {
  await mkdir(dirname(VSIX_FILE), { recursive: true });
  await rm(VSIX_FILE, { force: true });
  await createVSIX({
    cwd: ROOT,
    packagePath: VSIX_FILE,
    // Nothing of node_modules is needed at run time: everything is bundled.
    dependencies: false,
    // The manifest names no repository, which relative links would be rewritten to.
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}
