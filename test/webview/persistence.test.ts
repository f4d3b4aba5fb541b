import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { waitFor } from '../support/waitFor.ts';
import { PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { LONG_POLLING, SSE, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

/** What the editor holds, once it satisfies the check. */
function waitForState(panel: PanelPage, pattern: RegExp): Promise<unknown> {
  return waitFor(`a kept state like ${pattern}`, async () => {
    const state: unknown = await panel.page.evaluate(() => window.fakeHost.state);
    return pattern.test(JSON.stringify(state)) ? state : null;
  });
}

const SESSION = { captures: [WEBSOCKET, SSE, LONG_POLLING], rowCount: 600 };

test('the session is kept under the key sessionId', async () => {
  const panel = await browser.open(SESSION);
  const state = await waitForState(panel, /"sessionId":"session-1"/);
  assert.partialDeepStrictEqual(state, { sessionId: 'session-1' });
  const again = await browser.open({ ...SESSION, state });
  await again.tab(/Requests/).click();
  assert.partialDeepStrictEqual(await waitForState(again, /"tab":"requests"/), { sessionId: 'session-1' });
});

test('after a reload the form, tab, filter and selected message are as they were', async () => {
  const panel = await browser.open(SESSION);
  await panel.page.getByRole('textbox', { name: 'Address' }).fill('http://localhost:9/next');
  await panel.page.getByRole('button', { name: 'Options of the feed' }).click();
  await panel.page.getByRole('textbox', { name: 'Identity' }).fill('$.id');
  await panel.page.getByRole('combobox', { name: 'Filter' }).fill('globex');
  // Beside the open options there is room for little more than the last row.
  await panel.rows('ri-message-list').last().click();
  await panel.tab(/^Hex$/).click();
  const state = await waitForState(panel, /"detailTab":"hex"/);

  const again = await browser.open({ ...SESSION, state });
  await again.page.locator('ri-hex-view').waitFor();
  assert.equal(
    await again.page.getByRole('textbox', { name: 'Address' }).inputValue(),
    'http://localhost:9/next',
  );
  assert.equal(await again.page.getByRole('textbox', { name: 'Identity' }).inputValue(), '$.id');
  assert.equal(await again.page.getByRole('combobox', { name: 'Filter' }).inputValue(), 'globex');
  await again.waitForText(again.page.locator('ri-filter-bar .shown'), /of 600 shown/);
});

test('after a reload the selected request is shown again', async () => {
  const panel = await browser.open(SESSION);
  await panel.tab(/Requests/).click();
  await panel.settle();
  await panel.rows('ri-request-list').nth(2).click();
  const title = (of: PanelPage) => of.page.locator('ri-request-detail .title');
  const before = await panel.waitForText(title(panel), /\d/);
  const state = await waitForState(panel, /"selectedRequest":\{/);
  const again = await browser.open({ ...SESSION, state });
  assert.equal(await again.waitForText(title(again), /\d/), before);
});

test('after a reload the selected message is in view again, however far from the end', async () => {
  const state = { version: 1, sessionId: 'session-1', tab: 'messages', selectedRow: 42, selectedAtMs: null };
  const panel = await browser.open({ ...SESSION, rowCount: 5_000, state });
  await panel.page.locator('ri-message-list .row.is-selected[aria-rowindex="44"]').waitFor();
});

test('the value of a secret header is not kept', async () => {
  const panel = await browser.open({ captures: [], rowCount: 0 });
  await panel.page.getByRole('button', { name: 'Options of the feed' }).click();
  await panel.page.getByRole('button', { name: 'Add header' }).click();
  await panel.page.getByRole('textbox', { name: 'Name of header 1' }).fill('Authorization');
  await panel.page.getByLabel('Value of header 1').last().fill('Bearer hush');
  const state = await waitForState(panel, /"Authorization"/);
  assert.doesNotMatch(JSON.stringify(state), /hush/);
});

test('in another session than before, nothing of the old log is selected', async () => {
  const state = { version: 1, sessionId: 'session-0', selectedRow: 3, tab: 'messages' };
  const panel = await browser.open({ ...SESSION, state });
  await waitForState(panel, /"sessionId":"session-1"/);
  await panel.page.locator('ri-message-detail').waitFor({ state: 'detached' });
});

test('a kept state that is no such thing is left alone', async () => {
  for (const state of ['text', 7, [], { version: 1, query: 5, draft: { headers: [[1]] }, sizes: 'big' }]) {
    const panel = await browser.open({ ...SESSION, state });
    await panel.rows('ri-message-list').first().waitFor();
    assert.deepEqual(panel.errors, []);
  }
});
