import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PanelBrowser } from './support/panelPage.ts';
import { FOUR } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

const SNAPSHOTS = 10;
/** A page of rows in view, what is read beyond it, and what came since. */
const MOST_ROWS_READ = 500;

test('at 100,000 rows a snapshot costs a read or two of what is in view, whatever came with it', async () => {
  const panel = await browser.open({ captures: FOUR, rowCount: 100_000 });
  await panel.settle();
  await panel.forgetCalls();
  for (let snapshot = 0; snapshot < SNAPSHOTS; snapshot++) {
    await panel.page.evaluate(() => {
      window.fakeHost.grow(2_000);
    });
    await panel.settle();
  }
  const reads = await panel.callsOf('rows/read');
  assert.ok(reads.length >= SNAPSHOTS && reads.length <= 2 * SNAPSHOTS, `${reads.length} reads`);
  for (const params of reads) assert.ok(rowsOf(params) <= MOST_ROWS_READ, JSON.stringify(params));
});

function rowsOf(params: unknown): number {
  assert.ok(typeof params === 'object' && params !== null && 'from' in params && 'to' in params);
  return Number(params.to) - Number(params.from);
}

test('a tab that is not seen is neither drawn nor asked for', async () => {
  const panel = await browser.open({ captures: FOUR, rowCount: 10_000 });
  await panel.tab(/Compare/).click();
  await panel.settle();
  await panel.forgetCalls();
  await panel.page.evaluate(() => {
    window.fakeHost.grow(100);
  });
  await panel.waitForCall('comparison/read');
  assert.deepEqual(await panel.callsOf('rows/read'), []);
  assert.deepEqual(await panel.callsOf('requests/read'), []);
  assert.equal(await panel.page.locator('ri-message-list, ri-request-list').count(), 0);
});
