import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { waitFor } from '../support/waitFor.ts';
import { PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { FOUR, SHORT_POLLING, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

const NAMED_ROLES =
  /^\s*- (button|textbox|combobox|checkbox|tab|tablist|grid|tree|table|toolbar|group|separator|application|form)(?: \[[^\]]*\])*:?$/;

/** Controls and regions that a screen reader would call by their role alone. */
async function namelessParts(panel: PanelPage): Promise<readonly string[]> {
  const snapshot = await panel.page.locator('body').ariaSnapshot();
  return snapshot.split('\n').filter((line) => NAMED_ROLES.test(line));
}

async function overflowPx(panel: PanelPage): Promise<number> {
  return panel.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

test('every control has a name, on every tab and with the options open', async () => {
  const panel = await browser.open({ captures: FOUR, rowCount: 400 });
  await panel.page.getByRole('button', { name: 'Options of the feed' }).click();
  await panel.rows('ri-message-list').last().click();
  await panel.page.locator('ri-message-detail .meta').waitFor();
  assert.deepEqual(await namelessParts(panel), []);
  await panel.tab(/Requests/).click();
  await panel.page.getByRole('grid', { name: 'Requests' }).press('Home');
  await panel.page.locator('ri-request-detail').waitFor();
  assert.deepEqual(await namelessParts(panel), []);
  await panel.tab(/Statistics/).click();
  await panel.page.locator('ri-event-types table').waitFor();
  assert.deepEqual(await namelessParts(panel), []);
  await panel.page.getByRole('button', { name: 'All charts as tables' }).click();
  await panel.page.locator('table.figures').first().waitFor();
  assert.deepEqual(await namelessParts(panel), []);
  await panel.tab(/Compare/).click();
  await panel.page.locator('ri-compare-table table').waitFor();
  assert.deepEqual(await namelessParts(panel), []);
});

test('the options of every method have names', async () => {
  for (const method of ['websocket', 'sse', 'long-polling', 'short-polling']) {
    const state = { version: 1, sessionId: 'session-1', areOptionsOpen: true, draft: { method } };
    const panel = await browser.open({ captures: [], rowCount: 0, state });
    await panel.page.locator('ri-feed-options').waitFor();
    assert.deepEqual(await namelessParts(panel), [], method);
  }
});

test('what changes is said in words, and at most every five seconds', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 100 });
  const status = panel.page.getByRole('status').first();
  await panel.waitForText(status, /WebSocket open\./);
  const changes = await status.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        let count = 0;
        new MutationObserver(() => {
          count += 1;
        }).observe(element, { childList: true, characterData: true, subtree: true });
        window.fakeHost.goLive(5);
        window.setTimeout(() => {
          window.fakeHost.rest();
          resolve(count);
        }, 4_000);
      }),
  );
  assert.ok(changes <= 1, `${changes} announcements in 4 s`);
});

test('no other part of a running panel is announced by itself', async () => {
  const panel = await browser.open({ captures: FOUR, rowCount: 400 });
  await panel.rows('ri-message-list').first().waitFor();
  assert.equal(await panel.page.locator('[role="status"], [aria-live]').count(), 1);
});

test('at a width of 420 px the page does not scroll sideways, on any tab', async () => {
  const panel = await browser.open({ captures: FOUR, rowCount: 400, width: 420, height: 900 });
  await panel.rows('ri-message-list').last().click();
  assert.equal(await overflowPx(panel), 0);
  for (const tab of [/Requests/, /Compare/]) {
    await panel.tab(tab).click();
    assert.equal(await overflowPx(panel), 0);
  }
  await panel.page.getByRole('button', { name: 'Options of the feed' }).click();
  assert.equal(await overflowPx(panel), 0);
  const cut = await panel.page
    .locator('[data-capture-id]')
    .evaluateAll((lines) => lines.filter((line) => line.scrollWidth > line.clientWidth).length);
  assert.equal(cut, 0);
});

test('the keyboard reaches everything: each stop is seen to have the focus', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET, SHORT_POLLING], rowCount: 40 });
  await panel.rows('ri-message-list').first().waitFor();
  const stops = new Set<string>();
  await waitFor('the tab key to come round', async () => {
    await panel.page.keyboard.press('Tab');
    const stop = await panel.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element === null
        ? ''
        : `${element.localName} ${element.ariaLabel ?? element.textContent.trim()}`;
    });
    const isRound = stops.has(stop);
    stops.add(stop);
    return isRound;
  });
  const all = [...stops].join('\n');
  for (const wanted of [/Address/, /Messages/, /Timeline of/, /Disconnect WebSocket/, /Filter/]) {
    assert.match(all, wanted);
  }
});
