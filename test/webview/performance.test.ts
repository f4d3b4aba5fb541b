import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PanelBrowser } from './support/panelPage.ts';
import { FOUR } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

const WATCHED_MS = 3_000;

test('at 100,000 rows and ten snapshots a second, scripts take a small part of the time', async () => {
  const panel = await browser.open({ captures: FOUR, rowCount: 100_000 });
  await panel.settle();
  const session = await panel.page.context().newCDPSession(panel.page);
  await session.send('Performance.enable');
  const busySeconds = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics
      .filter(({ name }) => ['LayoutDuration', 'RecalcStyleDuration', 'ScriptDuration'].includes(name))
      .reduce((sum, { value }) => sum + value, 0);
  };
  const before = await busySeconds();
  const renders = await panel.page.evaluate(
    (watchedMs) =>
      new Promise<number>((resolve) => {
        let rows = 0;
        const find = (root: ParentNode): Element | null => {
          for (const element of root.querySelectorAll('*')) {
            if (element.localName === 'ri-message-list') return element;
            const found = element.shadowRoot === null ? null : find(element.shadowRoot);
            if (found !== null) return found;
          }
          return null;
        };
        const list = find(document)?.shadowRoot;
        if (list)
          new MutationObserver((records) => (rows += records.length)).observe(list, {
            subtree: true,
            childList: true,
          });
        window.fakeHost.goLive(200);
        window.setTimeout(() => {
          window.fakeHost.rest();
          resolve(rows);
        }, watchedMs);
      }),
    WATCHED_MS,
  );
  const busy = (await busySeconds()) - before;
  assert.ok(renders > 0, 'the list was drawn as it grew');
  assert.ok(busy < (WATCHED_MS / 1000) * 0.5, `scripts, style and layout took ${busy.toFixed(2)} s`);
});

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
