import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { waitFor } from '../support/waitFor.ts';
import { PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { FOUR, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

/** Shows the message at a place of the list. */
async function select(panel: PanelPage, place: number): Promise<void> {
  await panel.rows('ri-message-list').nth(place).click();
  await panel.page.locator('ri-message-detail .meta').waitFor();
}

async function copyAs(panel: PanelPage, form: string): Promise<string> {
  const before = await panel.page.evaluate(() => window.fakeHost.copied.length);
  await panel.page.getByRole('button', { name: 'Copy as', exact: true }).click();
  await panel.page.getByRole('menuitem', { name: form }).click();
  return waitFor('a copy', () =>
    panel.page.evaluate((length) => window.fakeHost.copied[length] ?? null, before),
  );
}

test('a message is copied as text, as JSON with its time, as a dump and as the command of its request', async () => {
  const panel = await browser.open({
    captures: [WEBSOCKET],
    rowCount: 5,
    payloads: { 2: '{"price":101.50}' },
  });
  await select(panel, 2);
  assert.equal(await copyAs(panel, 'Copy as text'), '{"price":101.50}');
  assert.match(await copyAs(panel, 'Copy as JSON'), /^\{"seq":2,.*"text":"\{\\"price\\":101\.50\}"/);
  assert.match(
    await copyAs(panel, 'Copy as a hex dump'),
    /^00000000 {2}7b 22 70 72 .*\|\{"price":101\.50\}\|\n$/,
  );
  const command = await copyAs(panel, 'Copy its request as cURL');
  assert.match(command, /^curl 'http:\/\/localhost:8080/);
  assert.match(command, /Authorization: <redacted>/);
  await panel.page.getByRole('button', { name: 'Copy the message' }).click();
  await waitFor(
    'one more copy',
    async () => (await panel.page.evaluate(() => window.fakeHost.copied.length)) === 5,
  );
});

test('the menu of copies is used by keyboard, and gives the focus back', async () => {
  const panel = await browser.open({ captures: FOUR, rowCount: 8 });
  await select(panel, 2);
  const button = panel.page.getByRole('button', { name: 'Copy as', exact: true });
  await button.focus();
  await panel.page.keyboard.press('Enter');
  await panel.page.getByRole('menu', { name: 'Copy as' }).waitFor();
  await panel.page.keyboard.press('ArrowDown');
  await panel.page.keyboard.press('Escape');
  await panel.page.getByRole('menu').waitFor({ state: 'detached' });
  assert.ok(await button.evaluate((element) => element.matches(':focus')));
});
