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

test('what was measured and what was estimated are told apart in words, for every column', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET, SSE], rowCount: 400 });
  await panel.tab(/Compare/).click();
  const head = (method: string) =>
    panel.page.locator('ri-compare-pane th[scope="col"]').filter({ hasText: new RegExp(`^\\s*${method}`) });
  await panel.waitForText(head('WebSocket'), /Measured over/i);
  await panel.waitForText(head('SSE'), /Measured over/i);
  await panel.waitForText(head('Short polling'), /Estimated from WebSocket/i);
  await panel.waitForText(head('Long polling'), /Estimated from WebSocket/i);
  const requests = panel.page.locator('ri-compare-pane tr').filter({ hasText: /^\s*Requests/ });
  const cells = await requests.locator('td').allInnerTexts();
  assert.equal(cells.length, 4);
  assert.equal(cells.filter((cell) => cell.includes('≈')).length, 2);
});

test('what an estimate assumes can be changed, and is asked for anew', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 400 });
  await panel.tab(/Compare/).click();
  const interval = panel.page.getByRole('textbox', { name: /^Interval/ });
  await interval.fill('1s');
  await panel.waitForCall('comparison/read', (params) =>
    JSON.stringify(params).includes('"intervalMs":1000'),
  );
  await interval.fill('soon');
  await panel.page.locator('ri-compare-pane .field-error').waitFor();
});

test('a method that cannot be estimated says why', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 400 });
  await panel.tab(/Compare/).click();
  await panel.page.getByText('Long polling: nothing was captured long enough to estimate from').waitFor();
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
