/** `npm run test:desktop`: the extension-host tests in desktop VS Code, which it downloads. */
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { join } from 'node:path';
import { buildExtension } from './lib/buildExtension.ts';
import { bundleHostTests } from './lib/hostTests.ts';
import { PROJECT_CACHE, ROOT } from './lib/paths.ts';
import { runScript } from './lib/runScript.ts';
import { makeTemporaryFolder } from './lib/temporaryFolder.ts';

runScript(async () => {
  console.log('Downloading VS Code, unless it is in .cache/desktop already');
  const vscodeExecutablePath = await download();
  await buildExtension();
  const { entryPoint, readResults } = await bundleHostTests();
  const folder = await makeTemporaryFolder();
  const code = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: entryPoint,
    launchArgs: [folder, '--user-data-dir', join(folder, 'data'), '--disable-workspace-trust'],
  });
  const results = await readResults();
  if (results === null) throw new Error(`VS Code ended with code ${code} before the tests did.`);
  for (const { name, failure } of results) {
    console.log(`${failure === null ? '✔' : '✖'} ${name}`);
    if (failure !== null) console.log(failure.replaceAll(/^/gm, '    '));
  }
  const failed = results.filter(({ failure }) => failure !== null).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed > 0 || results.length === 0 ? 1 : 0;
});

async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ cachePath: join(PROJECT_CACHE, 'desktop') });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Desktop VS Code could not be downloaded (${reason}): try again with a connection to update.code.visualstudio.com, ` +
        'or run the same tests without it by npm test -- host.',
      { cause: error },
    );
  }
}
