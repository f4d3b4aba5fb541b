import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PanelBrowser } from './support/panelPage.ts';
import { FOUR, LONG_POLLING, SHORT_POLLING, SSE, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

test('requests are listed with what they brought, and one is shown in full', async () => {
  const panel = await browser.open({ captures: [SHORT_POLLING], rowCount: 300 });
  await panel.tab(/Requests/).click();
  const rows = panel.rows('ri-request-list');
  await panel.waitForText(rows.first(), /GET \/short-polling/);
  const failed = rows.filter({ hasText: '503' }).first();
  assert.match(await panel.waitForText(failed, /503/), /failed/);
  await failed.click();
  const detail = panel.page.locator('ri-request-detail');
  await detail.getByText('look at the body of the answer', { exact: false }).first().waitFor();
  await detail.getByText('http-status', { exact: false }).first().waitFor();
});

test('a secret header is hidden until it is asked for', async () => {
  const panel = await browser.open({ captures: [SHORT_POLLING], rowCount: 100 });
  await panel.tab(/Requests/).click();
  await panel.rows('ri-request-list').first().click();
  const detail = panel.page.locator('ri-request-detail');
  await detail.getByText('Authorization').waitFor();
  assert.equal(await detail.getByText('secret-token-123').count(), 0);
  await detail
    .getByRole('button', { name: /Authorization/ })
    .first()
    .click();
  await detail.getByText('secret-token-123').waitFor();
});

test('a message leads to the request that brought it', async () => {
  const panel = await browser.open({ captures: [SSE], rowCount: 20 });
  await panel.rows('ri-message-list').last().click();
  await panel.page.getByRole('button', { name: 'request 1' }).click();
  await panel.page.locator('ri-request-detail').waitFor();
});

test('arrow keys move through the requests', async () => {
  const panel = await browser.open({ captures: [LONG_POLLING], rowCount: 200 });
  await panel.tab(/Requests/).click();
  const grid = panel.page.getByRole('grid', { name: 'Requests' });
  await grid.press('Home');
  await panel.page.locator('ri-request-list .row.is-selected[aria-rowindex="2"]').waitFor();
  await grid.press('ArrowDown');
  await panel.page.locator('ri-request-list .row.is-selected[aria-rowindex="3"]').waitFor();
});

test('the timeline has a table with the same figures', async () => {
  const panel = await browser.open({ captures: FOUR, rowCount: 400 });
  await panel.page.getByRole('button', { name: 'Show the figures as a table' }).click();
  const rows = panel.page.locator('ri-timeline-table tbody tr');
  await rows.nth(3).waitFor();
  assert.match(await panel.waitForText(rows.nth(0), /WebSocket/), /\d/);
  assert.match(await panel.waitForText(rows.nth(3), /Short polling/), /\d/);
});

test('keys zoom and move the timeline', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 400 });
  const canvas = panel.page.locator('ri-timeline-pane canvas').first();
  await canvas.press('+');
  const shown = panel.page.locator('ri-timeline-pane .toolbar .number');
  await panel.waitForText(shown, /^(?!30\.0 s).* shown$/);
  await canvas.press('ArrowLeft');
  await panel.page.locator('ri-timeline-pane .live[aria-pressed="false"]').waitFor();
  await canvas.press('End');
  await panel.page.locator('ri-timeline-pane .live[aria-pressed="true"]').waitFor();
});

test('a click on the timeline selects the message there', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 400 });
  await panel.settle();
  await panel.page
    .locator('ri-timeline-pane canvas')
    .first()
    .click({ position: { x: 200, y: 32 } });
  await panel.waitForCall('rows/locate');
  await panel.page.locator('ri-message-detail').waitFor();
});
