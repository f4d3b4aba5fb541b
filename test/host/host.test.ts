import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bundleHostTests } from '../../scripts/lib/hostTests.ts';
import { ROOT } from '../../scripts/lib/paths.ts';
import { waitFor } from '../support/waitFor.ts';
import { Workbench } from '../support/workbench.ts';

const LIMIT_MS = 120_000;

let workbench: Workbench;
before(async () => {
  workbench = await Workbench.start({ hasTestDriver: true });
});
after(() => workbench.close());

test('inside the extension host', async (t) => {
  const { entryPoint, readResults } = await bundleHostTests();
  const onServer = (path: string): string => {
    const { pathname } = new URL(`file:///${path.replaceAll('\\', '/').replace(/^\//, '')}`);
    return `vscode-remote://127.0.0.1:${workbench.server.port}${pathname}`;
  };
  await workbench.open(await workbench.makeFolder('empty'), [
    ['extensionDevelopmentPath', onServer(ROOT)],
    ['extensionTestsPath', onServer(entryPoint)],
    ['skipWelcome', 'true'],
  ]);
  const results = await waitFor('the tests in the extension host to end', readResults, LIMIT_MS);
  assert.notEqual(results.length, 0);
  for (const { name, failure } of results) {
    await t.test(name, () => {
      if (failure !== null) assert.fail(failure);
    });
  }
});
